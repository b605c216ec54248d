using System.Text.Encodings.Web;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Phones.Stories;

namespace Ringback.Journal.Tests.Kept;

/// <summary>
/// What earlier versions wrote is read for ever: a journal and the lines of <c>--events json</c> that a build of
/// version 0.1 wrote, with the cases that that build folded them to, and with what a later one finds wrong in them.
/// </summary>
public sealed class KeptJournalTests
{
    private const string Folder = "Kept";

    private static readonly JsonSerializerOptions Plain = new(EventJson.Options)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_journal_of_0_1_folds_to_the_cases_of_0_1() =>
        Assert.Equal(Text("journal-0.1.cases.json"), Told(await FoldAsync()));

    [Fact]
    public async Task Every_row_of_a_journal_of_0_1_is_read()
    {
        using ScratchFolder scratch = new();
        SqliteJournalReader reader = SqliteJournal.OpenForReading(Copy(scratch));
        Assert.NotEmpty(await reader.ReadAsync(default, Token).ToArrayAsync(Token));
        Assert.Equal(0, reader.Skipped);
    }

    [Fact]
    public void Lines_of_0_1_fold_to_the_cases_of_0_1()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (string line in Lines()) book.Apply(EventJson.Read(line));
        Assert.Equal(Text("events-0.1.cases.json"), Told(book));
    }

    [Fact]
    public void What_a_line_of_0_1_says_is_said_again()
    {
        foreach (string line in Lines())
        {
            using JsonDocument again = JsonDocument.Parse(EventJson.Write(EventJson.Read(line)));
            using JsonDocument before = JsonDocument.Parse(line);
            foreach (JsonProperty said in before.RootElement.EnumerateObject())
                Assert.True(JsonElement.DeepEquals(said.Value, again.RootElement.GetProperty(said.Name)), line);
        }
    }

    private static async Task<CaseBook> FoldAsync()
    {
        using ScratchFolder scratch = new();
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        IAsyncEnumerable<JournalEntry> past = SqliteJournal.OpenForReading(Copy(scratch))
            .ReadAsync(JournalPlace.Beginning, Token);
        await foreach (JournalEntry entry in past) book.Apply(entry.Event);
        return book;
    }

    // Reading may put SQLite's companions beside the file.
    private static string Copy(ScratchFolder scratch)
    {
        string copy = scratch["journal.db"];
        File.Copy(Kept("journal-0.1.db"), copy);
        return copy;
    }

    private static string Kept(string name) => Path.Combine(AppContext.BaseDirectory, Folder, name);

    private static string Text(string name) => File.ReadAllText(Kept(name)).TrimEnd();

    private static string[] Lines() => File.ReadAllLines(Kept("events-0.1.jsonl"));

    // What the contract says of a phone, and every sentence of its story.
    private static string Told(CaseBook book) => JsonSerializer.Serialize(book.All.Select(p => new
    {
        p.Mac,
        p.Address,
        p.Model,
        p.Family,
        p.Protocol,
        p.Load,
        p.LoadEvidence,
        p.BootCode,
        p.Stage,
        p.Transfer,
        p.Conversion,
        Findings = PhoneFindings.Of(p, book.LastHeard),
        p.FirstSeen,
        p.LastSeen,
        Story = p.Story.Select(l => $"{l.At:O} {l.Tone} {l.Text}"),
    }), Plain);
}
