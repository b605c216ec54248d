using System.CommandLine;
using System.Globalization;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Symptoms;
using Ringback.Workbench.Contract;

namespace Ringback.Cli.Verbs;

/// <summary>
/// <c>ringback explain</c>: the story of somebody's log, what is wrong with each phone in it, and what to do.
/// </summary>
internal static class ExplainVerb
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Logs of TFTP and DHCP servers, of any kind, captures (pcap, pcapng), and journals of Ringback's "
            + "(journal.db); - reads a log or a capture from standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Symptom = new("--symptom")
    {
        Description = "Instead of a file: what the phone shows, or what is wrong with it, in your own words.",
        HelpName = "TEXT",
    };

    private static readonly Option<string?> Model = new("--phone")
    {
        Description = "The phone's model, for --symptom: 7960, 7941G.", HelpName = "MODEL",
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "What wrote the log: auto finds out, or one of "
            + string.Join(", ", LogReading.Formats.Select(f => f.Name)) + ".",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Also write the explanation as a page (HTML) that can be printed and sent.", HelpName = "FILE",
    };

    private static readonly Option<string?> Bundle = new("--bundle")
    {
        Description = "Also write what somebody needs who is to help: the page, the JSON and the lines (a zip).",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Mask = new("--mask")
    {
        Description = "Take addresses, MACs and names of machines out of everything that is shown and written.",
    };

    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("explain", "The story of somebody's log: what each phone did, what is wrong, what to do.")
        {
            Files, Symptom, Model, Format, Out, Bundle, Mask, Assume, Json,
        };
        command.SetAction((given, cancel) => Task.FromResult(Run(given, cancel)));
        return command;
    }

    private static int Run(ParseResult given, CancellationToken cancel)
    {
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        if (given.GetValue(Symptom) is { } symptom) return Tell(given, symptom, catalogue);
        if (given.GetValue(Files) is not { Length: > 0 })
            throw new UnusableException("explain takes the log to explain, or --symptom with what the phone shows.");
        if (given.GetValue(Model) is not null)
            throw new UnusableException("--phone goes with --symptom: a log tells itself which phones are in it.");
        string? format = FormatOf(given.GetValue(Format)!);
        InputFiles input = new();
        SightingBook book = new();
        List<LogInput> read = [];
        foreach (string path in given.GetValue(Files)!)
            input.Try(path, () => read.Add(LogInput.Read(path, format, book, catalogue, cancel)));
        foreach (LogInput strange in read.Where(f => f.Summary.Formats.Count == 0))
            input.Complain(Strange(strange.Summary));
        if (read.Count == 0) return input.ExitCodeFor(isFaulty: false);
        Explanation explanation = Explainer.Explain(book, catalogue);
        Show(given, read, explanation, book);
        return input.ExitCodeFor(explanation.IsFaulty);
    }

    private static int Tell(ParseResult given, string symptom, PhoneCatalogue catalogue)
    {
        if (given.GetValue(Files) is { Length: > 0 })
            throw new UnusableException("explain takes a log or --symptom, not both.");
        if (given.GetValue(Model) is { } name && catalogue.Find(name) is null)
            throw new UnusableException($"'{name}' is no model that this version knows. docs/phones.md lists them.");
        IReadOnlyList<SymptomFinding> findings = SymptomReading.Of(symptom, given.GetValue(Model), catalogue);
        if (given.GetValue(Json)) CliJson.Print(SymptomJson.Of(symptom, findings));
        else SymptomScreen.Show(findings);
        return ExitCode.Done;
    }

    private static void Show(ParseResult given, List<LogInput> read, Explanation explanation, SightingBook book)
    {
        Masking? masking = given.GetValue(Mask) ? new Masking(read.SelectMany(f => f.Summary.Hosts)) : null;
        Func<string, string> change = masking is null ? text => text : masking.Apply;
        LogSummary[] files = [.. read.Select(f => f.Summary)];
        bool isJson = given.GetValue(Json);
        bool writes = given.GetValue(Out) is not null || given.GetValue(Bundle) is not null;
        string json = change(CliJson.Text(ExplainJson.Of(files, explanation)));
        if (isJson) Output.Terminal.Json(json);
        if (isJson && !writes) return;
        ExplainQuotes quotes = new(read, explanation);
        ToldExplanation told = ToldExplanation.Of(files, explanation, book, quotes.Of).With(change);
        if (!isJson && files.Any(f => f.Formats.Count > 0)) ExplainScreen.Show(told);
        if (given.GetValue(Out) is { } page) ExplainFiles.WritePage(page, told);
        if (given.GetValue(Bundle) is { } bundle)
            ExplainFiles.WriteBundle(bundle, told, json, quotes.Lines().Select(l => change(l)));
    }

    private static string Strange(LogSummary file) => file.Lines == 0
        ? $"{file.Name} is empty: there is nothing to explain."
        : string.Create(CultureInfo.InvariantCulture, $"nothing in {file.Name} ({file.Lines:N0} lines) is a line of a ")
            + "TFTP or DHCP server that this version knows. Give it the part of the log in which phones ask for files.";

    private static string? FormatOf(string text)
    {
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase)) return null;
        return LogReading.Formats.Select(f => f.Name)
            .FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnusableException($"'{text}' is no format. --format takes auto or one of: "
                + string.Join(", ", LogReading.Formats.Select(f => f.Name)) + ".");
    }
}
