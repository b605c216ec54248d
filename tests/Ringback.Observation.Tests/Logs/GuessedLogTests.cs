namespace Ringback.Observation.Tests.Logs;

/// <summary>Logs of programs that nobody here knows.</summary>
public sealed class GuessedLogTests
{
    private const string Own = "SEP0007EB02AB5C.cnf.xml";

    [Theory]
    [InlineData($"INFO 192.0.2.30:50001 requested {Own}", $"{Own} Unknown")]
    [InlineData($"level=info msg=\"GET file\" client=192.0.2.30 file={Own}", $"{Own} Unknown")]
    [InlineData($"{{\"peer\":\"192.0.2.30\",\"file\":\"{Own}\",\"op\":\"read\"}}", $"{Own} Unknown")]
    [InlineData($"TFTP: could not open C:\\TFTP-Root\\{Own} for 192.0.2.30: file does not exist", $"{Own} NotHere")]
    [InlineData($"192.0.2.30 {Own} error: No such file or directory", $"{Own} NotHere")]
    [InlineData($"Datei {Own} wurde nicht gefunden (192.0.2.30)", $"{Own} NotHere")]
    [InlineData($"access to {Own} denied for client 192.0.2.30", $"{Own} Refused")]
    [InlineData($"Transfer to 192.0.2.30 of {Own} completed, 1452 bytes", $"{Own} Served")]
    [InlineData($"server 192.0.2.1 got RRQ from 192.0.2.30 for '{Own}'", $"{Own} Unknown")]
    public void Address_name_and_what_happened_are_found_by_their_looks(string line, string asked)
    {
        ReadLog log = ReadLog.Of(line + "\n");

        Assert.Equal([asked], log.Asked);
        Assert.Equal("192.0.2.30", log.Explanation.Phones.Single().ShownAddress);
        Assert.Equal("guess", log.Summary.Format);
    }

    [Fact]
    public void Questions_and_what_came_of_them_may_stand_in_two_lines()
    {
        ReadLog log = ReadLog.Of($"""
            10:00:01 client 192.0.2.30 wants {Own}
            10:00:01 {Own}: not found
            10:00:02 client 192.0.2.30 wants XMLDefault.cnf.xml
            10:00:02 XMLDefault.cnf.xml sent successfully, 0 errors
            """);

        Assert.Equal([$"{Own} NotHere", "XMLDefault.cnf.xml Served"], log.Asked);
    }

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog")]
    [InlineData("see readme.txt for details")]
    [InlineData("192.0.2.30 logged in")]
    public void Prose_is_no_log(string line) => Assert.Null(ReadLog.Of(line + "\n").Summary.Format);

    [Fact]
    public void A_web_server_answers_Java_phones()
    {
        ReadLog log = ReadLog.Of(
            $"192.0.2.30 - - [06/Jul/2021:05:45:41 +0000] \"GET /{Own} HTTP/1.1\" 404 153 \"-\" \"-\"\n");

        Assert.Equal([$"{Own} NotHere"], log.Asked);
        Assert.Equal(new DateTimeOffset(2021, 7, 6, 5, 45, 41, TimeSpan.Zero), log.Events[0].At);
    }
}
