namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>Files of 65,535 blocks and one byte less or more: the next block number is 0 again.</summary>
public sealed class RunOverTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.RunOver;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Atftp_brings_files_whose_block_numbers_run_over(string mode, int? blockSize, int? window, string over)
    {
        Question question = new(mode, blockSize, window, over);
        return Judge.Atftp.BringsAsync(bench, question, question.RunOverLengths);
    }
}
