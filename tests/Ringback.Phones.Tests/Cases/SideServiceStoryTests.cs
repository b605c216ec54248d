using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

public sealed class SideServiceStoryTests
{
    private static readonly PhoneSaid Said = new() { At = default, Tag = "tftp", Text = "café: no answer" };

    [Fact]
    public void What_a_phone_says_is_told_in_its_words() => Assert.Equal(
        (StoryTone.Plain, "says in its log: \"tftp: café: no answer\""), Only(Said));

    [Theory]
    [InlineData(SaidSeverity.Emergency, StoryTone.Attention)]
    [InlineData(SaidSeverity.Warning, StoryTone.Attention)]
    [InlineData(SaidSeverity.Notice, StoryTone.Plain)]
    public void A_warning_asks_for_attention(SaidSeverity severity, StoryTone tone) =>
        Assert.Equal(tone, Only(Said with { Severity = severity }).Tone);

    [Theory]
    [InlineData(1, "one more line")]
    [InlineData(1234, "1,234 more lines")]
    public void What_was_left_out_is_told_first(int count, string words)
    {
        StoryLine[] told = [.. Narrator.Tell(new PhoneCase(), Said with { LeftOut = count }, PhoneCatalogue.BuiltIn)];
        Assert.Equal(2, told.Length);
        Assert.Contains(words, told[0].Text);
        Assert.Equal(StoryTone.Attention, told[0].Tone);
    }

    [Fact]
    public void A_control_character_is_not_told_raw() =>
        Assert.Contains("\\x1B[31m", Only(Said with { Text = "\u001b[31m" }).Text);

    [Fact]
    public void A_log_says_nothing_about_what_a_phone_is() =>
        Assert.True(new PhoneCase().Apply(Said with { Host = "SEP000E84C060A6" }, PhoneCatalogue.BuiltIn).IsStranger);

    [Theory]
    [InlineData("A", "192.0.2.1", "asks DNS for the address of CiscoCM1 and gets 192.0.2.1: it is ours")]
    [InlineData("SRV", null, "asks DNS for a record SRV of CiscoCM1 and gets none: it is ours")]
    public void A_name_is_told_with_its_answer_and_the_reason(string type, string? answer, string told) =>
        Assert.Equal(told, Assert.Single(Narrator.Tell(new PhoneCase(), new NameAsked
        {
            At = default, Name = "CiscoCM1", Type = type, Because = "it is ours",
            AnsweredWith = answer is null ? null : IPAddress.Parse(answer),
        }, PhoneCatalogue.BuiltIn)).Text);

    private static (StoryTone Tone, string Text) Only(PhoneSaid said)
    {
        StoryLine line = Assert.Single(Narrator.Tell(new PhoneCase(), said, PhoneCatalogue.BuiltIn));
        return (line.Tone, line.Text);
    }
}
