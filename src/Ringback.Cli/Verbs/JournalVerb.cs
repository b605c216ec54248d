using System.CommandLine;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback journal</c>: everything that happened, in order.</summary>
internal static class JournalVerb
{
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();

    private static readonly Option<bool> Json = new("--json") { Description = "Print each event as one JSON line." };

    private static readonly Option<bool> Follow = new("--follow")
    {
        Description = "Go on with new events as they come.",
    };

    private static readonly Option<string?> Phone = new("--phone")
    {
        Description = "Only this phone.", HelpName = "MAC",
    };

    internal static Command Create()
    {
        Command command = new("journal", "Everything that happened, in order.") { Data, Assume, Json, Follow, Phone };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        MacAddress? only = null;
        if (given.GetValue(Phone) is { } text)
        {
            only = MacAddress.TryParse(text, null, out MacAddress mac)
                ? mac
                : throw new UnusableException($"'{text}' is no MAC address: twelve hexadecimal digits are wanted.");
        }

        SqliteJournalReader journal = SqliteJournal.OpenForReading(DataFolder.ExistingJournal(given.GetValue(Data)));
        // Whoever follows may see the phone at an address that says only later that it is this one's.
        IAsyncEnumerable<JournalEntry> entries = given.GetValue(Follow)
            ? journal.FollowAsync(JournalPlace.Beginning, cancel)
            : only is { } one ? journal.ReadAboutAsync(one, cancel) : journal.ReadAsync(JournalPlace.Beginning, cancel);
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        CaseBook book = new(catalogue) { Home = journal.Bench };
        try
        {
            await foreach (JournalEntry entry in entries.ConfigureAwait(false))
                Tell(entry.Event, book, catalogue, only, given.GetValue(Json));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Ctrl-C is how --follow ends.
        }

        return ExitCode.Done;
    }

    private static void Tell(
        PhoneEvent e, CaseBook book, PhoneCatalogue catalogue, MacAddress? only, bool json)
    {
        PhoneCase? before = book.Before(e);
        PhoneCase? phone = book.Apply(e);
        if (only is not null && phone?.Mac != only && e is not EventsRemoved) return;
        if (json)
        {
            CliJson.Print(e);
        }
        else if (phone is not null)
        {
            foreach (StoryLine line in Narrator.Tell(before ?? phone, e, phone, catalogue))
                Output.Say($"{Words.Time(line.At)}  {phone.Title}", line.Tone, line.Text);
        }
        else if (e is BenchOpened opened)
        {
            Output.Say($"{Words.Time(e.At)}  the workbench opens: " + string.Join(", ",
                opened.Listening.Select(l => $"{l.Service} {l.Address}:{l.Port}"))
                + (opened.Goal is null ? "" : $"; goal {opened.Goal}"));
        }
        else if (e is OrderGiven order)
        {
            string what = order.Armed ? order.Goal ?? "no goal of its own" : "nothing any more";
            Output.Say($"{Words.Time(e.At)}  the order for {order.For?.ToString() ?? "every phone"}: {what} (revision "
                + $"{order.Revision}, {order.Author})");
        }
        else
        {
            foreach (StoryLine line in Narrator.TellBench(e))
                Output.Say($"{Words.Time(line.At)}  the bench", line.Tone, line.Text);
        }
    }
}
