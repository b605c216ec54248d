using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>lint: a folder as somebody left it, and its repair.</summary>
public sealed class LintTests
{
    private const string Phone = "SIP000E84C060A6.cnf";

    [Fact]
    public async Task Faults_have_a_place_a_code_and_advice()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder[Phone], "line1_name: \"2001\"\r\nproxy1_port=5060\r\nlogo_url : \"\" ; none\r\n");
        File.WriteAllText(folder["SEP000E84C060A6.cnf.xml"], "<device>\n<loadInformation>X</loadInfo>\n</device>\n");

        JsonElement files = (await RingbackProgram.RunAsync("lint", folder.FullPath, "--json")).Expect(1).Json;

        Dictionary<string, JsonElement> byName = files.EnumerateArray()
            .ToDictionary(f => Path.GetFileName(f.GetProperty("path").GetString()!));
        JsonElement line = Assert.Single(byName[Phone].GetProperty("findings").EnumerateArray());
        Assert.Equal(("config-bad-line", "error", 2, 12), (line.GetProperty("code").GetString(),
            line.GetProperty("severity").GetString(), line.GetProperty("line").GetInt32(),
            line.GetProperty("column").GetInt32()));
        Assert.Contains("colon", line.GetProperty("advice").GetString());
        Assert.Contains(byName["SEP000E84C060A6.cnf.xml"].GetProperty("findings").EnumerateArray(),
            f => f.GetProperty("code").GetString() == "config-not-well-formed");
    }

    [Fact]
    public async Task Repair_is_written_beside_and_in_place_keeps_the_old_file()
    {
        using ScratchFolder folder = new();
        const string broken = "line1_name: \"2001\"\r\nproxy1_port=5060\r\n";
        File.WriteAllText(folder[Phone], broken);

        await RingbackProgram.RunAsync("lint", folder[Phone], "--fix");
        Assert.Equal(broken, File.ReadAllText(folder[Phone]));
        string repaired = File.ReadAllText(folder["SIP000E84C060A6.fixed.cnf"]);
        Assert.Equal("line1_name: \"2001\"\r\nproxy1_port:5060\r\n", repaired);

        File.Delete(folder["SIP000E84C060A6.fixed.cnf"]);
        await RingbackProgram.RunAsync("lint", folder[Phone], "--fix", "--in-place");
        Assert.Equal(repaired, File.ReadAllText(folder[Phone]));
        Assert.Equal(broken, File.ReadAllText(folder[Phone + ".bak"]));
        (await RingbackProgram.RunAsync("lint", folder[Phone])).Expect(0);
    }

    [Fact]
    public async Task Load_that_is_not_in_the_folder_is_an_error_and_one_that_is_there_is_none()
    {
        using ScratchFolder folder = new();
        (await RingbackProgram.RunAsync("library", "practice", "P0S3-8-12-00", "--library", folder.FullPath)).Expect(0);
        File.WriteAllText(folder["SIPDefault.cnf"], "image_version: \"P0S3-8-12-00\";\n");
        (await RingbackProgram.RunAsync("lint", folder.FullPath)).Expect(0);

        File.WriteAllText(folder["SIPDefault.cnf"], "image_version: \"P0S3-08-11-00\";\n");
        JsonElement files = (await RingbackProgram.RunAsync("lint", folder.FullPath, "--json")).Expect(1).Json;
        JsonElement finding = Assert.Single(files.EnumerateArray().Single().GetProperty("findings").EnumerateArray());
        Assert.Equal(("load-not-in-folder", "error"),
            (finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Path_that_is_not_there_is_told_in_one_line()
    {
        Finished run = (await RingbackProgram.RunAsync("lint", "/nonexistent-file.cnf")).Expect(2);
        Assert.Contains("/nonexistent-file.cnf", Assert.Single(run.ErrorLines));
    }
}
