using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Setup;
using Ringback.Workbench.Fleet;
using Ringback.Workbench.Fleet.Exports;
using Ringback.Workbench.Network;

namespace Ringback.Fuzz.Targets;

/// <summary>Files that people write: phones and their settings, and what the DHCP server says.</summary>
internal static class FleetTargets
{
    private const int MostErrors = 101;

    private const string Yaml = """
        defaults:
          server: { host: pbx.example, sipPort: 5062 }
          timeZone: Europe/Berlin
          clock24: yes
        phones:
          - mac: 00:0e:84:c0:60:a6
            model: 7960
            to: P0S3-8-12-00
            label: Desk
            lines:
              - name: 0201
                password: "s;3,c\"ret"
                displayName: Jürgen
            speedDials:
              - { number: 9, label: Outside }
            dialPlan:
              - { match: "9,011*", timeout: 6, tone: Bellcore-Outside }
            codec: g711alaw
          - { mac: 000E.84C0.60A7, model: CP-7940G, to: P0030801SR02, timeZone: Etc/UTC }
        """;

    private const string Json = """
        { "defaults": { "server": { "host": "pbx.example", "sipPort": 5062 }, "timeZone": "Europe/Berlin" },
          "phones": [ { "mac": "00-0e-84-c0-60-a6", "model": "7960", "to": "P0S3-8-12-00", "label": "J\u00fcrgen",
            "lines": [ { "name": "0201", "password": "s;3,c\"ret" }, "202" ], "label": null }, ] }
        """;

    private const string Csv = "mac,model,to,server.host,server.sipPort,timeZone,label,line1.name,lines[2].name,codec\n"
        + "default,,,pbx.example,5062,Europe/Berlin,,,,\n"
        + "00:0e:84:c0:60:a6,7960,P0S3-8-12-00,,,,\"De\"\"sk, 1\",0201,202,g711alaw\n";

    private const string Dhcp = """
        phonesOnly: true
        hardwarePrefixes: [ 00:0e:84 ]
        options: { router: 10.0.0.1, lease-time: 1h, 150: 10.0.0.1 }
        networks:
          - { network: 10.0.0.0/24, ranges: [ 10.0.0.10-10.0.0.29 ], exclude: [ 10.0.0.12-10.0.0.13 ] }
        reservations:
          - { mac: 00:0e:84:c0:60:a6, address: 10.0.0.99 }
        rules:
          - { model: 7960, options: { tftp-server: 10.0.0.2 } }
        tftpWhenDone: 10.0.0.3
        """;

    private static readonly string[] YamlWords =
        ["- ", "&a ", "*a", "<<: ", "!!binary ", "? ", "| ", "---\n", "[[[[", "{{"];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("fleet-yaml", r => Fleet(r, "f.yaml"), () => [Encoding.UTF8.GetBytes(Yaml)])
        {
            SmokeRuns = 1_500, LongestInput = 32 * 1024, Memory = (4 * 1024 * 1024, 8_192), Words = YamlWords,
        },
        new("fleet-json", r => Fleet(r, "f.json"), () => [Encoding.UTF8.GetBytes(Json)])
        {
            SmokeRuns = 8_000, LongestInput = 32 * 1024, Memory = (4 * 1024 * 1024, 8_192),
        },
        new("fleet-csv", r => Fleet(r, "f.csv"), () => [Encoding.UTF8.GetBytes(Csv)])
        {
            SmokeRuns = 2_000, LongestInput = 32 * 1024, Memory = (4 * 1024 * 1024, 8_192),
        },
        new("dhcp-config", DhcpConfig, () => [Encoding.UTF8.GetBytes(Dhcp)])
        {
            SmokeRuns = 2_500, LongestInput = 32 * 1024, Memory = (16 * 1024 * 1024, 8_192), Words = YamlWords,
        },
    ];

    private static void Fleet(FuzzRun run, string name)
    {
        FleetReading reading = FleetFile.Read(name, run.Input, PhoneCatalogue.BuiltIn);
        run.Saw(reading.Phones.Count);
        FuzzRun.AtMost(reading.Errors.Count, MostErrors, "errors of one file");
        FuzzRun.Hold(reading.Errors.Count == 0 || reading.Phones.Count == 0, "a file with errors has no phones");
        foreach (Problem error in reading.Errors)
        {
            run.Saw(error.Message.Length % 16);
            FuzzRun.Hold(error.Place!.Line is null or > 0, "lines are counted");
        }

        ConfigurationRequest[] requests =
        [
            .. reading.Phones.Take(8).Where(p => p.To.Load is not null)
                .Select(p => new ConfigurationRequest(p.Model, p.To.Load!, p.Mac, p.Settings)),
        ];
        if (requests.Length == 0) return;
        ConfigurationSet files = PhoneConfiguration.Files(requests);
        run.Saw(files.Files.Count);
        foreach (CallServerKind kind in Enum.GetValues<CallServerKind>())
            run.Saw(CallServerExport.Of(kind, requests).Problems.Count);
    }

    private static void DhcpConfig(FuzzRun run)
    {
        DhcpSetup setup = DhcpConfigFile.ReadText("dhcp.yaml", Encoding.UTF8.GetString(run.Input), new DhcpSetup(),
            out IReadOnlyList<Problem> errors);
        FuzzRun.AtMost(errors.Count, MostErrors, "errors of one file");
        run.Saw(errors.Count);
        if (errors.Count > 0) return;
        CardAddress own = new(Ipv4Address.Parse("10.0.0.1"), 24);
        DhcpServerOptions options = setup.Make([own], out IReadOnlyList<string> faults);
        run.Saw(faults.Count);
        if (faults.Count == 0 && options.Faults().Count == 0) _ = new DhcpServer(options).Use.Count();
    }
}
