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
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;
using Ringback.Workbench.Contract;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback phone MAC</c>: one phone and its story.</summary>
internal static class PhoneVerb
{
    private static readonly Argument<string?> Mac = new("MAC")
    {
        Description = "The phone's MAC address, as on its label. Not needed for --reset-help with --model.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> ResetHelp = new("--reset-help")
    {
        Description = "Tell how the phone's own network settings are brought back to DHCP: which keys, which menus.",
    };

    private static readonly Option<string?> Model = new("--model")
    {
        Description = "For --reset-help: the model, of a phone that the journal does not know.", HelpName = "MODEL",
    };

    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("phone", "One phone and its story.") { Mac, ResetHelp, Model, Data, Assume, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        string? text = given.GetValue(Mac);
        MacAddress mac = text is null ? default : MacInput.Read(text);
        if (given.GetValue(ResetHelp))
            return await HelpAsync(given, text is null ? null : mac, cancel).ConfigureAwait(false);
        if (text is null) throw new UnusableException("which phone? Its MAC address is missing.");
        if (given.GetValue(Model) is not null) throw new UnusableException("--model goes with --reset-help.");
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
            CliJson.Print(PhoneJson.Of(phone, book.LastHeard, withStory: true));
            return ExitCode.Done;
        }

        string load = phone.Load is null ? "an unknown load" : Words.Load(phone);
        Output.Say($"{phone.Title} at {phone.Address}; runs {load}; "
            + $"{Words.Stage(phone)}; {(phone.Conversion is null ? "no goal" : Words.Goal(phone))}.");
        foreach (StoryLine line in phone.Story) Output.Say(Words.Time(line.At), line.Tone, line.Text);
        return ExitCode.Done;
    }

    /// <summary>Needs no journal where the model is named.</summary>
    private static async Task<int> HelpAsync(ParseResult given, MacAddress? mac, CancellationToken cancel)
    {
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        PhoneModel? model = null;
        if (given.GetValue(Model) is { } named)
        {
            model = catalogue.Find(named)
                ?? throw new UnusableException($"'{named}' is no model that this version knows.");
        }

        bool hasJournal = File.Exists(DataFolder.Journal(given.GetValue(Data)));
        PhoneCase? phone = mac is not { } known || (model is not null && !hasJournal)
            ? null
            : await FindAsync(given, known, catalogue, cancel).ConfigureAwait(false);
        model ??= phone?.Model is { } said ? catalogue.Find(said) : null;
        if (model is null)
        {
            throw new UnusableException(mac is null
                ? "--reset-help needs the phone's MAC address, or its model: --model 7940G."
                : $"the journal does not know which model {mac} is. Say it: --model 7940G.");
        }

        ResetQuestion question = ResetJson.Ask(model, phone);
        IReadOnlyList<Procedure> procedures = ResetGuide.For(question, catalogue);
        if (given.GetValue(Json)) CliJson.Print(ResetJson.Of(question, procedures, mac?.ToString()));
        else ResetScreen.Show(question, procedures, mac?.ToString());
        return ExitCode.Done;
    }

    private static async Task<PhoneCase?> FindAsync(
        ParseResult given, MacAddress mac, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        SqliteJournalReader journal = SqliteJournal.OpenForReading(DataFolder.ExistingJournal(given.GetValue(Data)));
        CaseBook book = await PhonesVerb.ReadAsync(journal, catalogue, cancel).ConfigureAwait(false);
        return book.Find(mac);
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
