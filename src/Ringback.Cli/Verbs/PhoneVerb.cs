using System.Collections.Immutable;
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
using Ringback.Workbench.Contract;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback phone MAC</c>: one phone and its story.</summary>
internal static class PhoneVerb
{
    private static readonly Argument<string> Mac = new("MAC")
    {
        Description = "The phone's MAC address, as on its label.",
    };

    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("phone", "One phone and its story.") { Mac, Data, Assume, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        string text = given.GetValue(Mac)!;
        if (!MacAddress.TryParse(text, null, out MacAddress mac))
        {
            throw new UnusableException(
                $"'{text}' is no MAC address: twelve hexadecimal digits, such as 000E84C060A6.");
        }

        SqliteJournalReader journal = SqliteJournal.OpenForReading(DataFolder.ExistingJournal(given.GetValue(Data)));
        // What is believed of it may hang on more than is left of its story.
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        CaseBook book = await PhonesVerb.ReadAsync(journal, catalogue, cancel).ConfigureAwait(false);
        PhoneCase phone = book.Find(mac)
            ?? throw new UnusableException($"the journal has no phone {mac}. It has: "
                + (book.All.Count == 0 ? "none yet" : string.Join(", ", book.All.Select(p => p.Title))) + ".");
        phone = phone with { Story = await TellAsync(journal, mac, catalogue, cancel).ConfigureAwait(false) };
        if (given.GetValue(Json))
        {
            CliJson.Print(PhoneJson.Of(phone, catalogue, book.LastHeard, withStory: true));
            return ExitCode.Done;
        }

        string load = phone.Load is null ? "an unknown load" : Words.Load(phone);
        Output.Say($"{phone.Title} at {phone.Address}; runs {load}; "
            + $"{Words.Stage(phone)}; {(phone.Conversion is null ? "no goal" : Words.Goal(phone))}.");
        foreach (StoryLine line in phone.Story) Output.Say(Words.Time(line.At), line.Tone, line.Text);
        return ExitCode.Done;
    }

    private static async Task<ImmutableList<StoryLine>> TellAsync(
        SqliteJournalReader journal, MacAddress mac, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        CaseBook book = new(catalogue, Narrator.Tell) { Home = journal.Bench };
        StoryLine[] beginning = [];
        await foreach (JournalEntry entry in journal.ReadAboutAsync(mac, cancel).ConfigureAwait(false))
        {
            if (entry.Event is EventsRemoved removed)
                beginning = [.. Narrator.TellBench(removed).Select(l => l with { Text = "The bench " + l.Text })];
            book.Apply(entry.Event);
        }

        return [.. beginning, .. book.Find(mac)?.Story ?? []];
    }
}
