using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>npm's tftp, a stack of its own in JavaScript, with windows.</summary>
public sealed class NpmTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.Npm;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Brings_files_of_every_length(string mode, int? blockSize, int? window, string over) =>
        Judge.Npm.BringsAsync(bench, new Question(mode, blockSize, window, over));

    [Fact]
    public async Task Asks_without_options_when_its_options_are_refused()
    {
        Question question = new("octet", 1428, 4, "IPv4");
        ServeProcess serve = await bench.ServeAsync(question.Place);
        JudgedFile file = bench.File(question, 1428);
        using ScratchFolder folder = new();

        // Its own default: three seconds, which it writes as 3000 where RFC 2349 ends at 255.
        (await Command.RunAsync(Command.Find("node", "nodejs"), NpmTftp.Script, NpmTftp.Modules, "get",
            question.Place.Address, $"{serve.TftpPort}", "3000", "1428", "4", folder.FullPath, file.Name)).Expect(0);

        Assert.Equal(file.Hash, await JudgedContents.HashOfFileAsync(folder[file.Name]));
        await serve.SeesAsync("file-asked", e => Asks(e, file) && Options(e).Contains("timeout=3000"));
        await serve.SeesAsync("file-asked", e => Asks(e, file) && !Options(e).Any());
    }

    private static bool Asks(JsonElement asked, JudgedFile file) => asked.GetProperty("name").GetString() == file.Name;

    private static IEnumerable<string?> Options(JsonElement asked) =>
        asked.GetProperty("options").EnumerateArray().Select(o => o.GetString());
}
