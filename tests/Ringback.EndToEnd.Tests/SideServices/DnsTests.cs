using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.SideServices;

/// <summary>dig and busybox take the answers for answers.</summary>
public sealed class DnsTests
{
    [Fact]
    public async Task Dig_finds_every_answer_well_formed()
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--dns-port", "auto");

        await ExpectAsync(serve, ["ciscocm1.example.net", "A"], "status: NOERROR", "flags: qr aa rd;",
            "60 IN A 127.0.0.1", "EDNS: version: 0");
        await ExpectAsync(serve, ["CiscoCM1", "A", "+noedns"], "60 IN A 127.0.0.1", "ADDITIONAL: 0");
        await ExpectAsync(serve, ["CiscoCM1", "AAAA"], "status: NOERROR", "ANSWER: 0");
        await ExpectAsync(serve, ["www.example.net", "A"], "status: REFUSED", "ANSWER: 0");
        await ExpectAsync(serve, ["CiscoCM1", "A", "+edns=1", "+noednsnegotiation"], "status: BADVERS");
        await ExpectAsync(serve, ["CiscoCM1", "A", "+header-only"], "status: FORMERR");
        await serve.SeesAsync("name-asked", e => e.GetProperty("name").GetString() == "www.example.net");
    }

    [Fact]
    public async Task Busybox_finds_the_server()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        using ScratchFolder folder = new();
        await using QuietNamespace quiet = await QuietNamespace.OpenAsync();
        await using ServeProcess serve = await quiet.ServeAsync(folder, "--dns-port", 53);

        Finished run = await Command.RunAsync(quiet.Place, Command.Find("busybox", "busybox"),
            ["nslookup", "-type=a", "CiscoCM1.example.net", quiet.Place.Address]);

        Assert.Contains("Address: 127.0.0.1", run.Expect(0).Output, StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(ServeProcess serve, string[] question, params string[] words)
    {
        Finished run = await Command.RunAsync(Command.Find("dig", "dnsutils"),
            ["@127.0.0.1", "-p", $"{serve.Ports["dns"]}", "+tries=1", .. question]);
        string told = string.Join(' ', run.Expect(0).Output.Split((char[])[' ', '\t'],
            StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.Contains(word, told, StringComparison.Ordinal));
        Assert.DoesNotContain("malformed", told, StringComparison.Ordinal);
        Assert.DoesNotContain("extra bytes", told, StringComparison.Ordinal);
    }
}
