namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>Clients of others against each way that the engine can work.</summary>
public sealed class ModeTests(JudgedBench bench)
{
    private static readonly Dictionary<string, Question> Questions = new()
    {
        ["curl"] = new("octet", 1428, null, "IPv4"),
        ["tftp-hpa"] = new("netascii", null, null, "IPv6"),
        ["atftp"] = new("octet", 512, 16, "IPv4"),
        ["busybox"] = new("octet", null, null, "IPv6"),
        ["npm"] = new("octet", 1428, 4, "IPv4"),
    };

    public static MatrixTheoryData<string, string> Ways => new(
        [
            "--tftp-mode shared", "--tftp-mode per-transfer", "--tftp-mode single", "--tftp-io batched",
            "--tftp-io portable",
        ],
        [.. Questions.Keys]);

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Brings_files_of_every_length(string way, string client)
    {
        Question question = Questions[client];
        return Judge.Called(client).BringsAsync(bench, question, way.Split(' '));
    }
}
