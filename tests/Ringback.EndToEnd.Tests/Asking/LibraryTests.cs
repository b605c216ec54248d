using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>library add, list and check.</summary>
public sealed class LibraryTests
{
    [Fact]
    public async Task Added_package_is_complete_in_list_and_check()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);

        Finished added = await LibraryAsync(folder, "add", source);
        Finished listed = await LibraryAsync(folder, "list");
        Finished checkedOver = await LibraryAsync(folder, "check", "--json");

        added.Expect(0);
        Assert.Contains(PracticeLoads.Sip, listed.Expect(0).Output);
        JsonElement package = Assert.Single(
            checkedOver.Expect(0).Json.GetProperty("packages").EnumerateArray());
        Assert.Equal(PracticeLoads.Sip, package.GetProperty("load").GetString());
        Assert.Equal("sip", package.GetProperty("protocol").GetString());
        Assert.True(package.GetProperty("complete").GetBoolean());
        Assert.Empty(package.GetProperty("missing").EnumerateArray());
    }

    [Theory]
    [InlineData("tar", "-cf")]
    [InlineData("tar", "-czf")]
    [InlineData("tar", "--format=v7", "-cf")]
    [InlineData("tar", "--format=posix", "-czf")]
    [InlineData("zip", "-q", "-r")]
    [InlineData("zip", "-q", "-0", "-r")]
    public async Task Archive_of_a_real_tool_is_added_as_its_files_are_and_twice_is_no_fault(
        string tool, params string[] options)
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        string[] pack = [Command.Find(tool, tool), .. options, folder["package"], "."];
        (await Command.RunAsync("/bin/sh", ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", source, .. pack]))
            .Expect(0);
        // zip puts its own extension behind a name without one.
        string package = File.Exists(folder["package"]) ? folder["package"] : folder["package.zip"];

        JsonElement added = (await LibraryAsync(folder, "add", package, "--json")).Expect(0).Json;
        JsonElement again = (await LibraryAsync(folder, "add", source, "--json")).Expect(0).Json;

        Assert.All(added.EnumerateArray(), r => Assert.Equal("added", r.GetProperty("outcome").GetString()));
        Assert.All(again.EnumerateArray(), r => Assert.Equal("present", r.GetProperty("outcome").GetString()));
        (await LibraryAsync(folder, "check", "--deep")).Expect(0);
    }

    [Fact]
    public async Task Load_is_removed_with_what_only_it_needs()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(
            folder, "download", PracticeLoads.Medium, PracticeLoads.Sip, PracticeLoads.Sccp);
        (await LibraryAsync(folder, "add", source)).Expect(0);

        (await LibraryAsync(folder, "remove", PracticeLoads.Sip)).Expect(0);

        JsonElement left = (await LibraryAsync(folder, "list", "--json")).Expect(0).Json;
        Assert.Equal(PracticeLoads.Sccp, Assert.Single(left.GetProperty("packages").EnumerateArray())
            .GetProperty("load").GetString());
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder["data"], "library", ".ringback", "contents"), "*",
            SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Conversion_runs_from_the_store()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        (await LibraryAsync(folder, "add", source)).Expect(0);

        (await RingbackProgram.RunAsync("rehearse", "--phone", "7960G", "--from", "P00305000300", "--to", "sip",
            "--library", Path.Combine(folder["data"], "library"))).Expect(0);
    }

    [Fact]
    public async Task Killed_import_has_added_all_or_nothing()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", null, PracticeLoads.Sip, PracticeLoads.Sccp);
        string incoming = Path.Combine(folder["data"], "library", ".ringback", "incoming");
        for (int files = 1; files < Directory.GetFiles(source).Length; files += 2)
        {
            using Process import = RingbackProgram.Start(Place.Loopback,
                ["library", "add", source, "--data", folder["data"]]);
            while (!import.HasExited && (!Directory.Exists(incoming)
                || Directory.GetFiles(incoming, "*", SearchOption.AllDirectories).Length < files))
            {
                await Task.Yield();
            }

            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);

            int packages = (await LibraryAsync(folder, "list", "--json")).Expect(0).Json
                .GetProperty("packages").GetArrayLength();
            Assert.True(packages is 0 or 2, $"{packages} packages");
            if (packages == 2) break;
            // Looking clears nothing away; a next round waits for what its own import puts there.
            if (Directory.Exists(incoming)) Directory.Delete(incoming, recursive: true);
        }

        (await LibraryAsync(folder, "add", source)).Expect(0);
        Assert.False(Directory.Exists(incoming));
        (await LibraryAsync(folder, "check", "--deep")).Expect(0);
    }

    [Fact]
    public async Task Incomplete_package_is_found_by_check_and_only_shown_by_list()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        File.Delete(Path.Combine(source, "P003-8-12-00.sbn"));
        (await LibraryAsync(folder, "add", source)).Expect(0);

        Finished listed = await LibraryAsync(folder, "list");
        Finished checkedOver = await LibraryAsync(folder, "check", "--json");

        Assert.Contains("missing: P003-8-12-00.sbn", listed.Expect(0).Output);
        JsonElement package = Assert.Single(
            checkedOver.Expect(1).Json.GetProperty("packages").EnumerateArray());
        Assert.False(package.GetProperty("complete").GetBoolean());
        Assert.Equal("P003-8-12-00.sbn", Assert.Single(package.GetProperty("missing").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task What_cannot_be_added_is_told()
    {
        using ScratchFolder folder = new();

        Finished added = await LibraryAsync(folder, "add", folder["nothing.zip"]);

        added.Expect(1);
        Assert.Contains("nothing.zip", added.Output);
    }

    [Fact]
    public async Task Lost_index_costs_nothing_and_is_made_anew_by_repair()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        (await LibraryAsync(folder, "add", source)).Expect(0);
        string store = Path.Combine(folder["data"], "library", ".ringback");
        foreach (string index in Directory.GetFiles(store, "index*")) File.Delete(index);
        string[] before = Everything(store);

        Finished checkedOver = await LibraryAsync(folder, "check");
        Finished listed = await LibraryAsync(folder, "list");
        Assert.Contains("library repair", checkedOver.Expect(1).Output);
        Assert.DoesNotContain("holds no load", listed.Expect(0).Output);
        (await LibraryAsync(folder, "add", source)).Expect(4);
        Assert.Equal(before, Everything(store));

        JsonElement repaired = (await LibraryAsync(folder, "repair", "--json")).Expect(0).Json;
        Assert.Equal(4, repaired.GetArrayLength());
        Assert.All(repaired.EnumerateArray(), r => Assert.Equal("named", r.GetProperty("outcome").GetString()));
        (await LibraryAsync(folder, "check", "--deep")).Expect(0);
        Assert.Contains("nothing to repair", (await LibraryAsync(folder, "repair")).Expect(0).Output);
    }

    [Fact]
    public async Task Store_that_is_a_link_is_refused_and_what_it_leads_to_stays()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        File.WriteAllText(Path.Combine(folder.Folder("home/ab"), "precious.txt"), "precious");
        string store = folder.Folder("data/library/.ringback");
        Directory.CreateSymbolicLink(Path.Combine(store, "contents"), folder["home"]);
        string[] before = Everything(folder.FullPath);

        Assert.Contains("is a link", (await LibraryAsync(folder, "check")).Expect(1).Output);
        Assert.Contains("is a link", Assert.Single((await LibraryAsync(folder, "add", source)).Expect(4).ErrorLines));
        Assert.Contains("is a link", Assert.Single((await LibraryAsync(folder, "repair")).Expect(4).ErrorLines));
        Assert.Equal(before, Everything(folder.FullPath));
    }

    [Fact]
    public async Task Folder_that_does_not_exist_is_told_in_one_line()
    {
        Finished listed = await RingbackProgram.RunAsync("library", "check", "--library", "/nonexistent-folder");

        listed.Expect(2);
        Assert.Contains("/nonexistent-folder", Assert.Single(listed.ErrorLines));
    }

    private static string[] Everything(string folder) =>
    [
        .. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => $"{p} {File.GetLastWriteTimeUtc(p):O} {(File.Exists(p) ? new FileInfo(p).Length : 0)}"),
    ];

    private static Task<Finished> LibraryAsync(ScratchFolder folder, params string[] arguments) =>
        RingbackProgram.RunAsync(["library", .. arguments, "--data", folder["data"]]);
}
