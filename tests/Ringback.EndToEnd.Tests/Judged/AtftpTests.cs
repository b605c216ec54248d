namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>atftp, which has every option and both modes, and translates netascii back.</summary>
public sealed class AtftpTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.Atftp;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Brings_files_of_every_length(string mode, int? blockSize, int? window, string over) =>
        Judge.Atftp.BringsAsync(bench, new Question(mode, blockSize, window, over));
}
