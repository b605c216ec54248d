using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class SeparatedTextTests
{
    private const string Rings = "\xEF\xBB\xBFOld\tring1.pcm \r\nno tab\n\tx\r\rNew\xE9 \t sounds/new.raw";

    [Fact]
    public void Another_value_changes_its_place_and_nothing_else()
    {
        SeparatedText file = SeparatedText.ReadRingList(Bytes.Of(Rings));
        Assert.Equal([("Old", "ring1.pcm", 1), ("New\xE9", "sounds/new.raw", 5)],
            file.Lines.Select(l => (l.Name, l.Value, l.Line)));
        Bytes.AssertOnlyChanged(Rings, "ring1.pcm", "a.raw", file.WithValue("OLD", "a.raw")!.Content);
    }

    [Fact]
    public void A_comment_is_no_setting()
    {
        SeparatedText file = SeparatedText.ReadProfile(Bytes.Of("#txt\n#a:1\na:2\n"));
        Assert.Equal("#txt\n#a:1\na:3\n", Bytes.Text(file.WithValue("a", "3")!.Content));
        Assert.Null(file.WithValue("b", "3"));
        Assert.Null(file.WithValue("a", "3\n"));
    }

    [Fact]
    public void Any_bytes_are_read()
    {
        Random random = new(7905);
        byte[][] originals = [Bytes.Of(Rings), Bytes.Utf16(Rings), Bytes.Utf16(Rings, bigEndian: true)];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] content = Bytes.Mutated(originals[round % 3], random);
            SeparatedText file = SeparatedText.ReadRingList(content);
            Assert.True(file.Content.Span.SequenceEqual(content));
            if (file.Lines.Count > 0 && file.WithValue(file.Lines[0].Name, "v") is { } edited)
                Assert.Equal("v", edited.Lines[0].Value);
        }
    }
}
