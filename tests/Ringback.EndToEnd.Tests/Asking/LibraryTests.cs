using System.IO.Compression;
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

    [Fact]
    public async Task Archive_is_added_as_its_files_are_and_twice_is_no_fault()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        ZipFile.CreateFromDirectory(source, folder["P0S3-8-12-00.zip"]);

        (await LibraryAsync(folder, "add", folder["P0S3-8-12-00.zip"])).Expect(0);
        (await LibraryAsync(folder, "add", source)).Expect(0);

        foreach (string path in Directory.GetFiles(source))
        {
            string stored = Path.Combine(folder["data"], "library", Path.GetFileName(path));
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(stored));
        }
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
    public async Task Folder_that_does_not_exist_is_told_in_one_line()
    {
        Finished listed = await RingbackProgram.RunAsync("library", "check", "--library", "/nonexistent-folder");

        listed.Expect(2);
        Assert.Contains("/nonexistent-folder", Assert.Single(listed.ErrorLines));
    }

    private static Task<Finished> LibraryAsync(ScratchFolder folder, params string[] arguments) =>
        RingbackProgram.RunAsync(["library", .. arguments, "--data", folder["data"]]);
}
