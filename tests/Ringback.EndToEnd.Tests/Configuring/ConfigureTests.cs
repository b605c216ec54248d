using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.Files.Configuration;

namespace Ringback.EndToEnd.Tests.Configuring;

/// <summary>configure: the files that it writes, what it leaves alone, and its exit codes.</summary>
public sealed class ConfigureTests
{
    private const string Mac = "00:0e:84:c0:60:a6";
    private const string Phone = "SIP000E84C060A6.cnf";

    private const string Fleet = """
        defaults:
          server: 192.0.2.1
        phones:
          - mac: 00:0e:84:c0:60:a6
            model: 7960
            to: sip
            lines: [{ name: 201, password: s3cret }]
          - mac: 000e.84c0.60a7
            model: 7961G
            to: SIP41.9-4-2SR3-1S
            lines: [{ name: 202, password: geheim }]
        """;

    [Fact]
    public async Task One_phone_gets_its_files_and_the_linter_finds_nothing()
    {
        using ScratchFolder folder = new();
        (await One(folder, "--line", "201:s3cret:Desk", "--time-zone", "Europe/Berlin")).Expect(0);

        Assert.Equal([Phone, "SIPDefault.cnf"],
            Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        CnfText file = CnfText.Read(File.ReadAllBytes(Path.Combine(folder["out"], Phone)));
        Assert.Equal(("P0S3-8-12-00", "201", "s3cret", "Desk", "CET"), (file.Value("image_version"),
            file.Value("line1_name"), file.Value("line1_password"), file.Value("line1_shortname"),
            file.Value("time_zone")));
        // The firmware is not in the folder, and nothing else is wrong.
        JsonElement linted = (await RingbackProgram.RunAsync(
            "lint", Path.Combine(folder["out"], Phone), "--json")).Expect(0).Json;
        Assert.Equal(0, linted[0].GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task The_json_names_phones_files_and_problems()
    {
        using ScratchFolder folder = new();
        JsonElement sheet = (await One(folder, "--label", "Reception desk", "--json")).Expect(1).Json;

        JsonElement phone = Assert.Single(sheet.GetProperty("phones").EnumerateArray());
        Assert.Equal(("000E84C060A6", "7960", "P0S3-8-12-00", "sip"), (phone.GetProperty("mac").GetString(),
            phone.GetProperty("model").GetString(), phone.GetProperty("load").GetString(),
            phone.GetProperty("protocol").GetString()));
        Assert.All(sheet.GetProperty("files").EnumerateArray(),
            f => Assert.Equal("written", f.GetProperty("state").GetString()));
        JsonElement problem = Assert.Single(sheet.GetProperty("problems").EnumerateArray());
        Assert.Equal(("warning", "label"),
            (problem.GetProperty("severity").GetString(), problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_fleet_gets_its_files_and_the_call_servers_side()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["phones.yaml"], Fleet);
        string[] command = ["configure", "--phones", folder["phones.yaml"], "--out", folder["out"], "--data",
            folder["data"], "--export", "pjsip", "--export-to", folder["pbx"]];
        (await RingbackProgram.RunAsync(command)).Expect(0);

        Assert.Equal(["SEP000E84C060A7.cnf.xml", Phone, "SIPDefault.cnf", "XMLDefault.cnf.xml"],
            Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string export = File.ReadAllText(folder["pbx/pjsip.phones.conf"]);
        Assert.Contains("password = s3cret", export);
        Assert.Contains("password = geheim", export);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(folder["pbx/pjsip.phones.conf"]));
        }

        // Once more is no change and no complaint.
        Finished again = (await RingbackProgram.RunAsync(command)).Expect(0);
        Assert.DoesNotContain("wrote", again.Output);
    }

    [Fact]
    public async Task A_different_file_is_left_alone_and_nothing_is_written()
    {
        using ScratchFolder folder = new();
        string mine = Path.Combine(folder.Folder("out"), "sipdefault.cnf");
        File.WriteAllText(mine, "image_version: \"mine\"\n");

        Finished refused = (await One(folder)).Expect(3);
        Assert.Contains("sipdefault.cnf", refused.Errors);
        Assert.Equal([mine], Directory.GetFiles(folder["out"]));
        Assert.Equal("image_version: \"mine\"\n", File.ReadAllText(mine));

        (await One(folder, "--force")).Expect(0);
        Assert.Contains("P0S3-8-12-00", File.ReadAllText(mine));
    }

    [Fact]
    public async Task A_file_that_would_lead_the_phone_elsewhere_is_told()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Folder("out"), "SEP000E84C060A6.cnf.xml"), "<device/>");
        Finished done = (await One(folder)).Expect(1);
        Assert.Contains("led to SCCP", done.Output);
    }

    [Fact]
    public async Task Every_error_has_its_line_and_nothing_is_written()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["phones.yaml"], Fleet.Replace("server:", "servr:", StringComparison.Ordinal)
            .Replace("7960", "7999", StringComparison.Ordinal));
        Finished unusable = (await RingbackProgram.RunAsync(
            "configure", "--phones", folder["phones.yaml"], "--out", folder["out"])).Expect(2);
        Assert.StartsWith("ringback: phones.yaml:2: servr", unusable.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("ringback: phones.yaml:5: model", unusable.ErrorLines[1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task A_setting_that_no_phone_can_take_is_told_with_its_line()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["phones.yaml"],
            Fleet.Replace("s3cret", new string('p', 40), StringComparison.Ordinal));
        Finished unusable = (await RingbackProgram.RunAsync(
            "configure", "--phones", folder["phones.yaml"], "--out", folder["out"])).Expect(2);
        Assert.Contains("phones.yaml:7: 000E84C060A6, lines[1].password: It has 40 characters", unusable.Errors);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task What_no_source_describes_ends_with_code_3()
    {
        using ScratchFolder folder = new();
        Finished refused = (await RingbackProgram.RunAsync("configure", "--phone", "7960", "--mac", Mac, "--to",
            "P0030203", "--server", "192.0.2.1", "--out", folder["out"])).Expect(3);
        Assert.Contains("older than XML", refused.Errors);
        (await RingbackProgram.RunAsync("configure", "--phone", "7936", "--mac", Mac, "--to", "sip", "--server",
            "192.0.2.1", "--out", folder["out"])).Expect(3);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("--out", "x")]
    [InlineData("--out", "x", "--phones", "none.yaml")]
    [InlineData("--out", "x", "--phones", "none.yaml", "--label", "y")]
    [InlineData("--out", "x", "--phone", "7960", "--to", "sip", "--mac", "1")]
    [InlineData("--out", "x", "--phone", "7960", "--to", "sip", "--mac", Mac, "--export", "mitel")]
    [InlineData("--out", "x", "--phone", "7960", "--to", "sip", "--mac", Mac, "--set", "label")]
    [InlineData("--phone", "7960", "--to", "sip", "--mac", Mac)]
    public async Task A_command_line_that_cannot_be_used_ends_with_code_2(params string[] options) =>
        (await RingbackProgram.RunAsync(options.Prepend("configure"))).Expect(2);

    [Fact]
    public async Task A_folder_that_cannot_be_made_ends_with_code_4()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["file"], "");
        (await RingbackProgram.RunAsync("configure", "--phone", "7960", "--mac", Mac, "--to", "sip", "--server",
            "192.0.2.1", "--out", Path.Combine(folder["file"], "below"))).Expect(4);
    }

    private static Task<Finished> One(ScratchFolder folder, params string[] more) => RingbackProgram.RunAsync(
    [
        "configure", "--phone", "7960", "--mac", Mac, "--to", "sip", "--server", "192.0.2.1", "--out", folder["out"],
        "--data", folder["data"], .. more,
    ]);
}
