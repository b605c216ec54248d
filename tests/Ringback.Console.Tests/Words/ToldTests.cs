using Ringback.Console.Words;

namespace Ringback.Console.Tests.Words;

public sealed class ToldTests
{
    [Theory]
    [InlineData("asks for SEP02AB5C000001.cnf.xml: its own", "Asks for |[SEP02AB5C000001.cnf.xml]|: its own")]
    [InlineData("takes P0S3-8-12-00 next", "Takes |[P0S3-8-12-00]| next")]
    [InlineData("registers as SEP02AB5C000001", "Registers as |[SEP02AB5C000001]")]
    [InlineData("runs SCCP41.8-5-4S.", "Runs |[SCCP41.8-5-4S]|.")]
    [InlineData("asks for P0030702T023⏎.bin", "Asks for |[P0030702T023⏎.bin]")]
    [InlineData("name a user with --user NAME", "Name a user with |[--user]| NAME")]
    [InlineData("nothing of that", "Nothing of that")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Names_stand_apart_and_nothing_is_lost(string? text, string pieces) => Assert.Equal(
        pieces, string.Join('|', Told.Pieces(text).Select(p => p.IsName ? $"[{p.Text}]" : p.Text)));

    [Theory]
    [InlineData("filename P0030702T023#012.bin", "filename P0030702T023|LF|.bin")]
    [InlineData("a⏎b#015", "a|LF|b|CR")]
    [InlineData("line #0123 of 5", "line |LF|3 of 5")]
    [InlineData("nothing", "nothing")]
    [InlineData("", "")]
    public void Bytes_that_a_log_has_written_out_stand_apart(string line, string pieces) =>
        Assert.Equal(pieces, string.Join('|', Told.Quoted(line).Select(p => p.Odd ?? p.Text)));

    [Fact]
    public void Whatever_a_phone_says_comes_out_whole()
    {
        Random random = new(20_261_130);
        for (int i = 0; i < 500; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(32, 0x250))]);
            Assert.Equal(Told.Sentence(text), string.Concat(Told.Pieces(text).Select(p => p.Text)));
        }
    }
}
