using System.CommandLine;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Desk;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback phones</c>: every phone that the journal knows.</summary>
internal static class PhonesVerb
{
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("phones", "The phones that the workbench knows, and where each stands.") 
        {
            Data, Assume, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>The cases as the journal tells them, without their stories.</summary>
    internal static async Task<CaseBook> ReadAsync(
        SqliteJournalReader journal, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        CaseBook book = new(catalogue) { Home = journal.Bench };
        JournalPlace known = await CaseMemory.RecallAsync(journal, book, catalogue, null, cancel)
            .ConfigureAwait(false);
        await foreach (JournalEntry entry in journal.ReadAsync(known, cancel).ConfigureAwait(false))
            book.Apply(entry.Event);
        return book;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        SqliteJournalReader journal = SqliteJournal.OpenForReading(DataFolder.ExistingJournal(given.GetValue(Data)));
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        CaseBook book = await ReadAsync(journal, catalogue, cancel).ConfigureAwait(false);
        if (given.GetValue(Json))
        {
            CliJson.Print(book.All.Select(p => PhoneJson.Of(p, book.LastHeard, withStory: false)));
            return ExitCode.Done;
        }

        if (book.All.Count == 0)
        {
            Output.Say("No phone has been heard of yet.");
            return ExitCode.Done;
        }

        string[] columns = ["Phone", "Address", "Runs", "Is", "Goal", "Last heard"];
        Output.Show(columns, book.All.Select(p => (IReadOnlyList<string>)
        [
            p.Title, p.Address?.ToString() ?? "", Words.Load(p), Words.Stage(p), Words.Goal(p),
            p.LastSeen.ToLocalTime().ToString("MM-dd HH:mm"),
        ]));
        return ExitCode.Done;
    }
}
