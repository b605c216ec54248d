namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>tftp-hpa, the oldest of the clients. It knows no options, and translates netascii back.</summary>
public sealed class HpaTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.Hpa;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Brings_files_of_every_length(string mode, int? blockSize, int? window, string over) =>
        Judge.Hpa.BringsAsync(bench, new Question(mode, blockSize, window, over));
}
