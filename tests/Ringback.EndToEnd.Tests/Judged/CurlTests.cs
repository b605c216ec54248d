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
        // curl 7.88 takes a tsize of 0 in an OACK for an illegal one and ends with 71.
        return Judge.Curl.BringsAsync(bench, question, question.Lengths.Where(l => l > 0 || blockSize is null));
    }
}
