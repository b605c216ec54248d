using System.Text;
using Ringback.Observation.Pages;

namespace Ringback.Fuzz.Targets;

/// <summary>The pages that phones show of themselves.</summary>
internal static class PageTargets
{
    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("phone-page", Page, Pages)
        {
            SmokeRuns = 12_000, Memory = (128 * 1024, 256),
            Words = ["<serialNumber>", "</serialNumber>", "<td>", "</tr>", "Serial Number", "MAC Address", "&nbsp;",
                "&#x41;", "<?xml version=\"1.0\"?>", "<!--"],
        },
    ];

    private static void Page(FuzzRun run)
    {
        if (PhonePage.Read(run.Input) is not { } page) return;
        string?[] values =
        [
            page.HostName, page.Application, page.BootLoad, page.Version, page.HardwareRevision, page.Serial,
            page.ModelNumber, page.TftpServer, page.CallManager,
        ];
        foreach (string value in values.OfType<string>())
        {
            FuzzRun.AtMost(value.Length, PhonePage.LongestValue, "characters of a value");
            FuzzRun.Hold(!value.Any(char.IsControl), "values can be seen");
        }

        run.Saw(values.Count(v => v is not null));
    }

    private static IEnumerable<byte[]> Pages() =>
    [
        .. ((string[])
        [
            "<?xml version=\"1.0\"?><DeviceInformation><MACAddress>000E84C060A6</MACAddress><HostName>SEP000E84C060A6"
                + "</HostName><appLoadID>P00308010200</appLoadID><serialNumber>FCH0000TEST</serialNumber>"
                + "</DeviceInformation>",
            "<table><tr><td><b>MAC Address</b></td><td><b>000E84C060A6</b></td></tr><tr><td>Serial&nbsp;Number:</td>"
                + "<td>FCH0000TEST</td></tr></table>",
        ]).Select(Encoding.UTF8.GetBytes),
    ];
}
