using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

/// <summary>Files and folders for the linter.</summary>
internal static class LintSamples
{
    public const string Device =
        "<?xml version=\"1.0\"?>\r\n<device xsi:type=\"axl:XIPPhone\">\n <!-- c -->\n"
        + " <devicePool><callManagerGroup><members><member priority=\"0\"><callManager><ports>"
        + "<ethernetPhonePort>2000</ethernetPhonePort></ports><processNodeName>192.0.2.1</processNodeName>"
        + "</callManager></member></members></callManagerGroup></devicePool>\n"
        + " <loadInformation model=\"IP Phone 7960\">P00308010200</loadInformation>\n <extra/>\n</device>\n";

    public const string Default =
        "<Default>\n<loadInformation7 model=\"IP Phone 7960\">P00308010200</loadInformation7>\n"
        + "<loadInformation8>P00308010200</loadInformation8>\n<loadInformation30018/></Default>\n";

    public const string Sip =
        "# SIP Default\r\nimage_version: \"P0S3-8-12-00\";\r\nPROXY1_PORT : \"5060\";\r\n"
        + "line1_name:101 ; comment\n\nproxy1_address: 192.0.2.1\nphone_password: \"cisco\"\n";

    public static LintFolder Folder(params string[] names) =>
        LintFolder.Of(names.Select(n => new LintEntry(n, default)), isWhole: true);

    public static LintedFile Lint(string name, string content, LintFolder? folder = null) =>
        Lint(name, Bytes.Of(content), folder);

    public static LintedFile Lint(string name, byte[] content, LintFolder? folder = null)
    {
        LintedFile? file = ConfigurationLint.Check(name, content, folder ?? LintFolder.Unknown);
        Assert.NotNull(file);
        return file;
    }
}
