using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Tests.Benches;
using Ringback.Files.Generation;
using Ringback.Phones.Cases;
using Ringback.Workbench.Desk;

namespace Ringback.Console.Tests.Api;

/// <summary>Passwords of phones are on no page and in no answer.</summary>
public sealed class SecretsTests
{
    private const string Line = "Zq7SipLineSecret";
    private const string Menu = "Xk3MenuSecret";

    [Fact]
    public async Task Nothing_that_the_console_says_of_a_converted_phone_has_a_password_in_it()
    {
        MacAddress mac = MacAddress.Parse("02AB5C000005");
        PhoneSettings settings = new()
        {
            PhonePassword = Menu, Lines = [new PhoneLine("201") { AuthName = "anna", Password = Line }],
        };
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder, new RunningConsoleOptions
        {
            Phones = new Dictionary<MacAddress, PhoneOrder>
            {
                [mac] = new PhoneOrder(PhoneCatalogue.BuiltIn.Find("7960"), Goal.Of(PhoneProtocol.Sip), settings),
            },
        });
        console.Plug(5, "7960", "P0S3-07-4-00", speed: 1000);
        await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });

        using HttpClient client = new() { BaseAddress = console.Address };
        foreach (string path in (string[])["/api/bench", "/api/phones", $"/api/phones/{mac}", "/metrics",
            $"/api/phones/{mac}/story", $"/api/phones/{mac}/proof", $"/api/phones/{mac}/proof.html", "/api/proofs",
            "/api/proofs.csv", "/api/journal", "/api/library", "/"])
        {
            HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative), Deadline.Token);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            string said = await answer.Content.ReadAsStringAsync(Deadline.Token);
            Assert.DoesNotContain(Line, said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Menu, said, StringComparison.OrdinalIgnoreCase);
            if (path == "/api/journal") Assert.Contains("conversion-proved", said, StringComparison.Ordinal);
        }
    }
}
