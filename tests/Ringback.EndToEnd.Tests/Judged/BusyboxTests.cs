namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>busybox, which asks for tsize always and for a block size when told to.</summary>
public sealed class BusyboxTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.Busybox;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Brings_files_of_every_length(string mode, int? blockSize, int? window, string over) =>
        Judge.Busybox.BringsAsync(bench, new Question(mode, blockSize, window, over));
}
