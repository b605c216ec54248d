using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>Journals of several benches in one: an address means nothing without its bench.</summary>
public sealed class BenchesTests
{
    private static readonly Guid North = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid South = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public void One_address_at_two_benches_is_two_phones()
    {
        CaseBook book = Fold([.. Of(North, new Story().Asks("OS79XX.TXT")), .. Of(South, new Story().Asks("x.txt"))]);
        Assert.Equal(2, book.All.Count);
    }

    [Fact]
    public void What_names_no_bench_is_of_the_home_bench()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell) { Home = North };
        Story story = new Story().Asks("OS79XX.TXT");
        foreach (PhoneEvent e in story.Events) book.Apply(e);
        foreach (PhoneEvent e in Of(North, story)) book.Apply(e);
        Assert.Equal(story.Events.Count * 2, Assert.Single(book.All).Story.Count);
    }

    [Fact]
    public void A_phone_that_moved_is_as_its_last_bench_says()
    {
        PhoneEvent[] before = Of(North, new Story().Registers(ProofKind.SccpRegister, "P0030801SR02"));
        PhoneEvent[] after = Of(South, new Story().Asks("a").Registers(ProofKind.SipRegister));
        foreach (CaseBook book in (CaseBook[])[Fold([.. before, .. after]), Fold([.. after, .. before])])
            Assert.Equal(Ringback.Catalogue.Loads.PhoneProtocol.Sip, Assert.Single(book.All).Protocol);
    }

    [Fact]
    public void However_the_journals_of_two_benches_come_mixed_the_cases_are_the_same()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random dice = new(seed);
            PhoneEvent[] north = Of(North, MadeStories.Roll(dice)), south = Of(South, MadeStories.Roll(dice));
            string apart = Json(Fold([.. north, .. south]));
            for (int i = 0; i < 3; i++)
                Assert.True(apart == Json(Fold(Merged(north, south, dice))), $"seed {seed} gives other cases");
        }
    }

    private static PhoneEvent[] Of(Guid bench, Story story) =>
        [.. story.Events.Select((e, i) => e with { Origin = new BenchOrigin(bench, 1, i + 1) })];

    private static CaseBook Fold(IEnumerable<PhoneEvent> events)
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in events) book.Apply(e);
        return book;
    }

    private static string Json(CaseBook book) => JsonSerializer.Serialize(
        book.All.Select(c => new { Case = c, c.Story }), EventJson.Options);

    private static List<PhoneEvent> Merged(PhoneEvent[] one, PhoneEvent[] other, Random dice)
    {
        List<PhoneEvent> merged = [];
        int i = 0, j = 0;
        while (i < one.Length || j < other.Length)
        {
            bool takesOne = j == other.Length || (i < one.Length && dice.Next(2) == 0);
            merged.Add(takesOne ? one[i++] : other[j++]);
        }

        return merged;
    }
}
