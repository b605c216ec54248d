using System.Text;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>A book that is made of snapshots goes on as if it had been there all the time.</summary>
public sealed class CaseSnapshotTests
{
    private const string Catalogue = "0123456789abcdef";

    [Fact]
    public void Whatever_happened_before_a_snapshot_it_goes_on_as_if_nothing_had_been_written()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Random dice = new(seed);
            PhoneEvent[] events = [.. MadeStories.Roll(dice, 60).Events];
            int at = dice.Next(events.Length);
            CaseBook whole = Fold(new CaseBook(PhoneCatalogue.BuiltIn, Narrator.Tell), events);
            CaseBook before = Fold(new CaseBook(PhoneCatalogue.BuiltIn, Narrator.Tell), events[..at]);
            CaseBook after = Fold(Again(before), events[at..]);
            Assert.True(Json(whole) == Json(after), $"seed {seed}, cut at {at}:\n{Json(whole)}\n{Json(after)}");
        }
    }

    [Fact]
    public void A_snapshot_of_what_was_read_is_the_one_that_was_read()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            CaseBook book = Fold(new CaseBook(PhoneCatalogue.BuiltIn), MadeStories.Roll(new Random(seed)).Events);
            Assert.Equal(Lines(book), Lines(Again(book)));
        }
    }

    [Fact]
    public void A_book_of_several_benches_comes_back_with_each()
    {
        Guid north = Guid.Parse("00000000-0000-0000-0000-00000000000a");
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        book.Apply(new Story().Asks("OS79XX.TXT").Events[0]);
        book.Apply(new Story().Asks("OS79XX.TXT").Events[0] with { Origin = new BenchOrigin(north, 1, 1) });
        Assert.Equal([null, north], Again(book).Snapshots().Select(s => s.Bench));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(300, 2)]
    public void A_phone_that_stands_there_registered_is_remembered_by_the_first_time_and_the_last(int times, int kept)
    {
        Story story = new Story().Asks("OS79XX.TXT", "SIP000E84C060A6.cnf");
        for (int i = 0; i < times; i++) story.Registers(ProofKind.SipRegister, model: "7960G");
        string line = Assert.Single(Lines(Fold(new CaseBook(PhoneCatalogue.BuiltIn), [.. story.Events])));
        Assert.Equal(kept, line.Split("\"kind\":\"phone-registered\"").Length - 1);
        Assert.Contains("\"name\":\"OS79XX.TXT\"", line, StringComparison.Ordinal);
        Assert.Equal(story.Events[^1].At, story.Case.LastSeen);
        // It is up since the first time.
        Assert.Equal(story.Events[2].At, story.Case.Boots[^1].Registration?.At);
    }

    [Fact]
    public void A_registration_that_says_something_new_is_remembered_beside_the_others()
    {
        Story story = new();
        for (int i = 0; i < 3; i++) story.Registers(ProofKind.SipRegister, model: "7960G");
        story.Registers(ProofKind.SccpRegister, "P0030801SR02");
        string line = Assert.Single(Lines(Fold(new CaseBook(PhoneCatalogue.BuiltIn), [.. story.Events])));
        Assert.Equal(3, line.Split("\"kind\":\"phone-registered\"").Length - 1);
    }

    [Fact]
    public void What_another_catalogue_made_is_not_read() =>
        Assert.False(CaseSnapshot.TryRead(Line(), "fedcba9876543210", out _));

    [Fact]
    public void What_another_fold_made_is_not_read() => Assert.False(CaseSnapshot.TryRead(Line().Replace(
        $"\"fold\":{CaseBook.FoldVersion}", "\"fold\":1", StringComparison.Ordinal), Catalogue, out _));

    [Fact]
    public void What_another_fold_made_is_taken_as_it_was_left_when_its_events_are_gone()
    {
        const string old = """{"fold":2,"catalogue":"x","bench":null,"addresses":[],"case":{"mac":"000E84C060A6","""
            + """ "bootCode":"early","takes":null,"load":"P0S30203","loadEvidence":"stated"}}""";
        Assert.False(CaseSnapshot.TryRead(old, Catalogue, out _));
        Assert.True(CaseSnapshot.TryRead(old, null, out CaseSnapshot? left));
        PhoneCase next = left.Case.Apply(new Story().Asks("OS79XX.TXT").Events[0], PhoneCatalogue.BuiltIn);
        Assert.Equal("P0S30203", next.Load);
    }

    [Fact]
    public void A_snapshot_that_is_cut_off_is_not_read()
    {
        string line = Line();
        for (int length = 0; length < line.Length; length++)
            Assert.False(CaseSnapshot.TryRead(line[..length], Catalogue, out _));
    }

    [Fact]
    public void A_snapshot_with_any_byte_changed_is_read_or_not_and_no_fault()
    {
        Random dice = new(7);
        char[] line = Line().ToCharArray();
        for (int i = 0; i < 5_000; i++)
        {
            int at = dice.Next(line.Length);
            char kept = line[at];
            line[at] = (char)dice.Next(32, 127);
            CaseSnapshot.TryRead(new string(line), Catalogue, out _);
            line[at] = kept;
        }
    }

    private static string Line() => Lines(Fold(new CaseBook(PhoneCatalogue.BuiltIn), new Story().Takes("OS79XX.TXT", 12)
        .Takes("P003-8-12-00.sbn").Registers(ProofKind.SccpRegister, "P0030801SR02", "7960").Events))[0];

    private static CaseBook Fold(CaseBook book, IEnumerable<PhoneEvent> events)
    {
        foreach (PhoneEvent e in events) book.Apply(e);
        return book;
    }

    private static CaseBook Again(CaseBook book)
    {
        CaseBook again = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (string line in Lines(book))
        {
            Assert.True(CaseSnapshot.TryRead(line, Catalogue, out CaseSnapshot? read));
            again.Restore(read);
        }

        return again;
    }

    private static string[] Lines(CaseBook book) => [.. book.Snapshots().Select(Written)];

    private static string Written(CaseSnapshot snapshot)
    {
        using MemoryStream line = new();
        using Utf8JsonWriter writer = new(line, EventJson.WriterOptions);
        snapshot.Write(writer, Catalogue);
        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static string Json(CaseBook book) => JsonSerializer.Serialize(book.All, EventJson.Options);
}
