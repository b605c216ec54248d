namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>The ways of asking that each client knows, over both kinds of address, as rows for theories.</summary>
internal static class Rows
{
    private static readonly int?[] None = [null];
    private static readonly int?[] BlockSizes = [null, 8, 512, 1428, 65464];

    internal static TheoryData<string, int?, int?, string> Curl =>
        [.. Of("octet", BlockSizes, None), .. Of("netascii", BlockSizes, None)];

    internal static TheoryData<string, int?, int?, string> Hpa =>
        [.. Of("octet", None, None), .. Of("netascii", None, None)];

    internal static TheoryData<string, int?, int?, string> Atftp =>
        [.. Of("octet", BlockSizes, [null, 1, 4, 16]), .. Of("netascii", BlockSizes, [null, 4])];

    // It takes no block size below 24, and none that its own request does not fit into.
    internal static TheoryData<string, int?, int?, string> Busybox =>
        [.. Of("octet", [null, 128, 512, 1428, 65464], None)];

    // Once a datagram of a window is lost, this client forgets to move the end of its window, takes none of the
    // blocks that follow and gives up. Four blocks of 65,464 bytes are more than a socket's receive buffer holds when
    // nobody enlarges it (212,992 bytes), so with them it loses one for certain.
    internal static TheoryData<string, int?, int?, string> Npm =>
        [.. Of("octet", [8, 512, 1428], [1, 4, 16]), .. Of("octet", [65464], [1])];

    /// <summary>Large windows, in which even block numbers that run over do not take long.</summary>
    internal static TheoryData<string, int?, int?, string> RunOver => [.. Of("octet", [8, 512], [16])];

    /// <summary>Everything that any of them will ask for, and what they will want of it.</summary>
    internal static IEnumerable<(Question Question, int Length)> All =>
        (from rows in new[] { Curl, Hpa, Atftp, Busybox, Npm }
         from row in rows
         let question = QuestionOf(row)
         from length in question.Lengths
         select (question, length))
        .Concat(
            from row in RunOver
            let question = QuestionOf(row)
            from length in question.RunOverLengths
            select (question, length));

    private static Question QuestionOf(TheoryDataRow<string, int?, int?, string> row) =>
        new(row.Data.Item1, row.Data.Item2, row.Data.Item3, row.Data.Item4);

    private static IEnumerable<TheoryDataRow<string, int?, int?, string>> Of(string mode, int?[] blockSizes,
        int?[] windows) =>
        from blockSize in blockSizes
        from window in windows
        from over in new[] { "IPv4", "IPv6" }
        select new TheoryDataRow<string, int?, int?, string>(mode, blockSize, window, over);
}
