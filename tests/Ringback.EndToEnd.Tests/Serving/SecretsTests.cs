using System.Net;
using Ringback.Catalogue;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.Simulation.Handsets;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>
/// A whole conversion of a phone with passwords: they are in the file that the phone fetches, and in nothing that the
/// program keeps, prints or shows.
/// </summary>
public sealed class SecretsTests
{
    private const string Mac = "02AB5C0079A1";
    private const string Line = "Zq7SipLineSecret";
    private const string Menu = "Xk3MenuSecret";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Passwords_go_to_the_phone_and_nowhere_else()
    {
        using ScratchFolder folder = new();
        PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sip);
        await File.WriteAllTextAsync(folder["phones.yaml"], $"""
            phones:
              - mac: {Mac}
                model: 7960
                to: sip
                phonePassword: {Menu}
                lines:
                  - name: 201
                    authName: anna
                    password: {Line}
            """, Cancel);
        Dictionary<string, string> seen = [];
        string data = folder["data"];
        await using (ServeProcess serve = await ServeProcess.StartAsync(data, "--library", folder["library"],
            "--phones", folder["phones.yaml"], "--verbose"))
        {
            Assert.Equal(PracticeLoads.Sip, await ConvertAsync(serve));
            await serve.SeesAsync("conversion-proved");
            string file = await FileOfPhoneAsync(serve);
            Assert.Contains(Line, file, StringComparison.Ordinal);
            Assert.Contains(Menu, file, StringComparison.Ordinal);
            await serve.StopAsync();
            seen["--events json"] = serve.Told;
            seen["--verbose"] = await serve.ErrorsAsync();
        }

        await LookAtVerbsAsync(folder, data, seen);
        foreach (string path in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
            seen[Path.GetFileName(path)] = System.Text.Encoding.Latin1.GetString(
                await File.ReadAllBytesAsync(path, Cancel));
        Assert.Contains("phone-registered", seen["--events json"], StringComparison.Ordinal);
        Assert.Contains("journal.db", seen.Keys);
        Assert.Empty(seen.Where(s => s.Value.Contains(Line, StringComparison.OrdinalIgnoreCase)
            || s.Value.Contains(Menu, StringComparison.OrdinalIgnoreCase)).Select(s => s.Key));
    }

    private static async Task<string?> ConvertAsync(ServeProcess serve)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find("7960")!;
        await using Handset phone = new(new HandsetOptions
        {
            Mac = MacAddress.Parse(Mac), Model = model, Flash = HandsetFlash.Running(model, "P0S3-07-4-00"),
            Address = IPAddress.Loopback, Tftp = new IPEndPoint(IPAddress.Loopback, serve.TftpPort),
            SipPort = serve.Ports["sip"], Speed = 1000, Repeat = TimeSpan.FromSeconds(4),
        });
        return await phone.RunAsync(12, Cancel);
    }

    private static async Task<string> FileOfPhoneAsync(ServeProcess serve)
    {
        string url = $"tftp://127.0.0.1:{serve.TftpPort}/SIP{Mac}.cnf";
        return (await Command.RunAsync(Command.Find("curl", "curl"), "-s", url)).Expect(0).Output;
    }

    private static async Task LookAtVerbsAsync(ScratchFolder folder, string data, Dictionary<string, string> seen)
    {
        foreach (string kind in (string[])["html", "json", "csv"])
        {
            string sheet = folder[$"sheet.{kind}"];
            (await RingbackProgram.RunAsync("proof", Mac, "--data", data, "--out", sheet)).Expect(0);
            seen[$"proof.{kind}"] = await File.ReadAllTextAsync(sheet, Cancel);
        }

        string[][] verbs = [["phone", Mac, "--data", data], ["journal", "--data", data, "--json"]];
        foreach (string[] verb in verbs)
        {
            Finished run = await RingbackProgram.RunAsync(verb);
            seen[string.Join(' ', verb)] = run.Expect(0).Output + run.Errors;
        }
    }
}
