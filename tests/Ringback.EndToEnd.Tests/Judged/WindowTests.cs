using System.Text.RegularExpressions;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>What atftp tells with --trace of the blocks that came and of those that it acknowledged.</summary>
public sealed partial class WindowTests(JudgedBench bench)
{
    [Theory]
    [InlineData(512, null, 1024)]
    [InlineData(512, 1, 1023)]
    [InlineData(512, 4, 2048)]
    [InlineData(512, 4, 2049)]
    [InlineData(512, 16, 8191)]
    [InlineData(512, 16, 8704)]
    [InlineData(1428, 16, 22849)]
    [InlineData(8, 16, 1024)]
    public async Task One_acknowledgement_goes_to_each_window(int blockSize, int? window, int length)
    {
        Question question = new("octet", blockSize, window, "IPv4");
        ServeProcess serve = await bench.ServeAsync(question.Place);
        JudgedFile file = bench.File(question, length);
        using ScratchFolder folder = new();

        Finished run = (await Judge.Atftp.RunAsync(Place.Loopback,
        [
            "--trace", .. Judge.AtftpOptions(question), "-g", "-r", file.Name, "-l", folder["file"],
            question.Place.Address, $"{serve.TftpPort}",
        ])).Expect(0);

        int last = (length / blockSize) + 1;
        int step = window ?? 1;
        // Sets, because on a busy machine a window may have to come twice.
        Assert.Equal(Enumerable.Range(1, last), Numbers(Received(), run.Errors));
        Assert.Equal(
            // Block 0 acknowledges the OACK.
            Enumerable.Range(0, last + 1).Where(block => block % step == 0 || block == last),
            Numbers(Acknowledged(), run.Errors));
        Assert.Contains(window is null ? $"OACK <blksize: {blockSize}" : $"windowsize: {window}, ", run.Errors);
    }

    private static SortedSet<int> Numbers(Regex line, string trace) =>
        [.. line.Matches(trace).Select(match => int.Parse(match.Groups[1].ValueSpan))];

    [GeneratedRegex("^received [0-9]+\\. DATA <block: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Received();

    [GeneratedRegex("^sent ACK <block: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Acknowledged();
}
