namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>curl, which asks for tsize, blksize and timeout unless told otherwise.</summary>
public sealed class CurlTests(JudgedBench bench)
{
    public static TheoryData<string, int?, int?, string> Questions => Rows.Curl;

    [Theory]
    [MemberData(nameof(Questions))]
    public Task Brings_files_of_every_length(string mode, int? blockSize, int? window, string over)
    {
        Question question = new(mode, blockSize, window, over);
        return Judge.Curl.BringsAsync(bench, question);
    }
}
