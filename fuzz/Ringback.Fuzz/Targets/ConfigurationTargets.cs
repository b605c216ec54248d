using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Lint;

namespace Ringback.Fuzz.Targets;

/// <summary>The files that phones are configured by, and the linter over all of them.</summary>
internal static class ConfigurationTargets
{
    private const int MostFindings = 200;
    private const string Load = "P0S3-8-12-00";

    private const string Sip = "# SIP Default\r\nimage_version: \"P0S3-8-12-00\";\r\nPROXY1_PORT : \"5060\";\r\n"
        + "line1_name:101 ; comment\n\nproxy1_address: 192.0.2.1\nphone_password: \"cisco\"\n";

    private const string Device = "<?xml version=\"1.0\"?>\r\n<device xsi:type=\"axl:XIPPhone\">\n <!-- c -->\n"
        + " <devicePool><callManagerGroup><members><member priority=\"0\"><callManager><ports>"
        + "<ethernetPhonePort>2000</ethernetPhonePort></ports><processNodeName>192.0.2.1</processNodeName>"
        + "</callManager></member></members></callManagerGroup></devicePool>\n"
        + " <loadInformation model=\"IP Phone 7960\">P00308010200</loadInformation>\n <extra/>\n</device>\n";

    private const string Default = "<Default>\n<loadInformation7 model=\"IP Phone 7960\">P00308010200"
        + "</loadInformation7>\n<loadInformation30018/></Default>\n";

    private const string Rings = "<CiscoIPPhoneRingList><Ring><DisplayName>Old</DisplayName><FileName>a.raw</FileName>"
        + "</Ring></CiscoIPPhoneRingList>\n";

    private static readonly (string Name, string Text)[] Files =
    [
        ("SIPDefault.cnf", Sip), ("SIP000E84C060A6.cnf", Sip), ("MGCDefault.cnf", "image_version: P0M3-07-7-00\n"),
        ("SEP000E84C060A6.cnf.xml", Device), ("XMLDefault.cnf.xml", Default),
        ("OS79XX.TXT", " P0S3-08-12-00.bin \r\nx"),
        ("RINGLIST.DAT", "Old\tx.pcm\r\nNew x\n"), ("RINGLIST.XML", Rings), ("dialplan.xml",
            "<DIALTEMPLATE>\n<TEMPLATE MATCH=\"9,011*\" Timeout=\"6\" User=\"Phone\"/>\n</DIALTEMPLATE>\n"),
        ("ata000e84c060a6.cfg", "#txt\nUseTftp:1\nupgradecode:3,0x601\n"), ("CTLSEP000E84C060A6.tlv", "\x01"),
    ];

    private static readonly LintFolder Around = LintFolder.Of(
        [new LintEntry("P0S3-8-12-00.loads", default), new LintEntry("P00308010200.loads", default)], isWhole: true);

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("cnf", Cnf, () => Forms(Sip))
        {
            SmokeRuns = 4_000, Memory = (256 * 1024, 512), Words = ["image_version", ": \"", "\";", "#"],
        },
        new("phone-xml", Xml, () => [.. Forms(Device), .. Forms(Default)])
        {
            SmokeRuns = 3_000, Memory = (256 * 1024, 1_024),
            Words = ["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#0;", "</", "/>", "<loadInformation>", "<!DOCTYPE a"],
        },
        new("os79xx", DualBoot, () =>
            [.. Forms(Load), .. Forms("P00307020400\n"), .. Forms(" P0S3-08-12-00.bin \r\nx")])
        {
            SmokeRuns = 40_000, Memory = (64 * 1024, 256),
        },
        new("lint", Lint, () => Files.Select((f, i) => (byte[])[(byte)i, .. Encoding.UTF8.GetBytes(f.Text)]))
        {
            SmokeRuns = 1_500, LongestInput = 300_000, Memory = (4 * 1024 * 1024, 8_192),
        },
    ];

    private static void Cnf(FuzzRun run)
    {
        CnfText text = CnfText.Read(run.Input);
        Same(text.Content, run.Input);
        run.Saw(text.Values.Count);
        if (text.Values.Count == 0) return;
        string key = text.Values[run.Input.Length % text.Values.Count].Key;
        CnfText changed = text.WithValue(key, Load, out _);
        FuzzRun.Hold(changed.Value(key) == Load, "a value that was set is read");
        FuzzRun.Hold(changed.Values.Count == text.Values.Count, "a value that was set leaves the others");
        FuzzRun.AtMost(changed.Content.Length, run.Input.Length + (text.Values.Count * 2L * (Load.Length + 4)),
            "bytes after a change");
        _ = text.WithAppended("image_version", Load).Values.Count;
    }

    private static void Xml(FuzzRun run)
    {
        PhoneXmlText text = PhoneXmlText.Read(run.Input);
        Same(text.Content, run.Input);
        run.Saw(text.Loads.Count);
        run.Saw(text.CallManagers.Count);
        PhoneXmlText changed = text.WithLoad(_ => true, Load, out IReadOnlyList<XmlLoadEdit> edits);
        run.Saw(edits.Count);
        FuzzRun.Hold(changed.Loads.All(l => l.Value == Load), "a load that was set is read");
        run.Saw(text.WithInsertedLoad("loadInformation", Load) is null ? 0 : 1);
    }

    private static void DualBoot(FuzzRun run)
    {
        DualBootFile file = DualBootFile.Read(run.Input);
        run.Saw((file.Name is null ? 0 : 1) | (file.Load is null ? 0 : 2) | (file.IsClean ? 4 : 0));
        FuzzRun.AtMost(file.ServedBytes.Length, run.Input.Length + 2, "bytes that are served");
        FuzzRun.Hold(!file.Explanation.Any(c => char.IsControl(c) && c != '\n'), "an explanation can be seen");
    }

    private static void Lint(FuzzRun run)
    {
        Script script = new(run.Input);
        string name = Files[script.Byte() % Files.Length].Name;
        ReadOnlyMemory<byte> content = script.Rest().ToArray();
        LintFolder folder = LintFolder.Of([new LintEntry(name, content), new LintEntry("P0S3-8-12-00.sb2", default)],
            isWhole: true);
        LintedFile? file = ConfigurationLint.Check(name, content, folder);
        FirmwareLint.Check(name, content.Span);
        if (file is null) return;
        run.Saw(file.Kind);
        FuzzRun.AtMost(file.Findings.Count, MostFindings, "findings of one file");
        foreach (Problem finding in file.Findings)
        {
            run.Saw(finding.Code.Length);
            FuzzRun.Hold(finding.Place is null or { Line: > 0 }, "lines are counted from one");
            FuzzRun.Hold(!$"{finding.Message}{finding.Advice}".Any(char.IsControl), "a finding can be seen");
        }

        ReadOnlyMemory<byte> repaired = ConfigurationLint.Repaired(name, content, Around);
        FuzzRun.Hold(ConfigurationLint.Repaired(name, repaired, Around).Span.SequenceEqual(repaired.Span),
            "what has been repaired stays so");
    }

    private static void Same(ReadOnlyMemory<byte> content, byte[] input) =>
        FuzzRun.Hold(content.Span.SequenceEqual(input), "a file is kept byte for byte");

    private static IEnumerable<byte[]> Forms(string text) =>
    [
        Encoding.Latin1.GetBytes(text), [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)],
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
    ];
}
