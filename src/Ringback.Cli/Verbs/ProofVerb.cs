using System.CommandLine;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Proofs;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback proof MAC</c>: what can be shown to whoever gets the phone.</summary>
internal static class ProofVerb
{
    private static readonly Argument<string[]> Macs = new("MAC")
    {
        Description = "The phones' MAC addresses, as on their labels.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "A sheet for every phone that the journal knows by its MAC address.",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Where to write: .html prints a page for each phone; .json has everything; .csv is a table.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Library = Options.Library();
    private static readonly Option<string?> Data = Options.Data();
    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("proof", "The proof sheet of a phone: what it got, how it came up, what was tried.")
        {
            Macs, All, Out, Library, Data, Assume, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        string? path = given.GetValue(Out);
        string? kind = path is null ? null : Path.GetExtension(path).ToLowerInvariant();
        if (kind is not (null or ".html" or ".json" or ".csv"))
            throw new UnusableException($"'{path}' ends in none of .html, .json and .csv.");
        MacAddress[] wanted = [.. (given.GetValue(Macs) ?? []).Select(MacInput.Read)];
        if (wanted.Length == 0 != given.GetValue(All))
            throw new UnusableException("name the phones by their MAC addresses, or take --all for every one.");

        ProofSheet[] sheets = await ReadAsync(given, wanted, cancel).ConfigureAwait(false);
        if (kind is not null) Write(path!, kind, sheets);
        if (given.GetValue(Json)) CliJson.Print(sheets);
        else if (kind is null) Show(sheets);
        else Output.Say($"Written: {path}, {sheets.Length} phone{(sheets.Length == 1 ? "" : "s")}.");
        return sheets.All(s => s.Verdict.State is ProofState.Proved or ProofState.Registered)
            ? ExitCode.Done
            : ExitCode.Found;
    }

    private static async Task<ProofSheet[]> ReadAsync(
        ParseResult given, MacAddress[] wanted, CancellationToken cancel)
    {
        SqliteJournalReader journal = SqliteJournal.OpenForReading(DataFolder.ExistingJournal(given.GetValue(Data)));
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        CaseBook book = await PhonesVerb.ReadAsync(journal, catalogue, cancel).ConfigureAwait(false);
        PhoneCase[] phones = wanted.Length == 0
            ? [.. book.All.Where(p => p.Mac is not null)]
            : [.. wanted.Select(mac => book.Find(mac)
                ?? throw new UnusableException($"the journal has no phone {mac}."))];
        string library = DataFolder.Library(
            Options.ExistingFolder(given.GetValue(Library), "--library"), given.GetValue(Data));
        ProofSheets reading = new(journal, catalogue, new LibraryAuthenticity(library));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        List<ProofSheet> sheets = [];
        foreach (PhoneCase phone in phones)
            sheets.Add(await reading.ReadAsync(phone, now, RunningWorkbench.Version, cancel).ConfigureAwait(false));
        return [.. sheets];
    }

    private static void Write(string path, string kind, ProofSheet[] sheets)
    {
        string text = kind switch
        {
            ".html" => ProofHtml.Write(sheets),
            ".csv" => ProofCsv.Write(sheets),
            _ => JsonSerializer.Serialize(sheets, CliJson.Options),
        };
        try
        {
            WholeFile.Write(path, System.Text.Encoding.UTF8.GetBytes(text), overwrites: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path} cannot be written: {e.Message}");
        }
    }

    private static void Show(ProofSheet[] sheets)
    {
        string[] columns = ["Phone", "Is", "Ran", "Runs", "Rang", "Bench test"];
        Output.Show(columns, sheets.Select(s => (IReadOnlyList<string>)
        [
            $"{s.Model ?? "phone"} {s.Mac}", ProofWords.State(s.Verdict.State), s.LoadBefore ?? "", s.LoadAfter ?? "",
            s.Rang ? "yes" : "no", ProofWords.Test(s.BenchTest),
        ]));
    }
}
