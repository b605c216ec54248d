using Ringback.Phones.Cases;
using Ringback.Cli.Serving;
using Ringback.Workbench.Bench;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ringback.Cli.Screens;

/// <summary>
/// The live view on a terminal: a line to a phone with its progress, and below it the last sentences. What does not fit
/// is left out rather than cut: Spectre's live display crops at the top, where the busiest phones would be.
/// </summary>
internal sealed class LiveScreen : ServeScreen
{
    private const int WideTerminal = 110;

    // The frame, the header and the line that says how many more there are.
    private const int LinesAroundPhones = 6;
    private const int FewestSentences = 3;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(string Phone, StoryLine Line)> _sentences = new();
    private CaseDesk? _desk;

    private static int Width => AnsiConsole.Profile.Width;

    private static int Height => AnsiConsole.Profile.Height;

    private static bool IsWide => Width >= WideTerminal;

    // A sentence of the story takes two lines on a wide terminal and four on a narrow one.
    private static int LinesPerSentence => IsWide ? 2 : 4;

    private static int PhonesThatFit =>
        Math.Max(1, Height - LinesAroundPhones - (FewestSentences * LinesPerSentence));

    internal override void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        _desk = bench.Desk;
        foreach (string line in Greeting.Lines(bench, options, sketch, rights)) Voice.Say(line);
    }

    internal override async Task RunAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Refresh, TimeProvider.System);
        await AnsiConsole.Live(Draw()).AutoClear(false).StartAsync(async live =>
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false)) live.UpdateTarget(Draw());
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                live.UpdateTarget(Draw());
            }
        }).ConfigureAwait(false);
    }

    private Rows Draw()
    {
        List<PhoneCase> phones = [.. (_desk?.Cases ?? []).OrderBy(Urgency).ThenByDescending(p => p.LastSeen)];
        List<PhoneCase> shown = [.. phones.Take(PhonesThatFit)];
        TakeSentences(shown.Count + (_desk?.WhyUnkept is null ? 0 : LinesPerSentence));

        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Expand();
        foreach (string column in Columns()) table.AddColumn(new TableColumn($"[bold]{column}[/]").NoWrap());
        foreach (PhoneCase phone in shown) table.AddRow(Cells(phone));
        if (shown.Count == 0) table.AddRow("[grey]waiting for a phone…[/]");
        List<IRenderable> rows = [table];
        // A sentence of the story scrolls away; this lasts as long as the trouble does.
        if (_desk?.WhyUnkept is { } unkept) rows.Add(new Markup($"[red]{Markup.Escape(unkept)}[/]"));
        if (phones.Count > shown.Count) rows.Add(new Markup($"[grey]and {phones.Count - shown.Count} more[/]"));
        foreach ((string phone, StoryLine line) in _sentences)
        {
            rows.Add(new Markup($"[grey]{Words.Time(line.At)} {Markup.Escape(phone)}[/] "
                + $"[{Colour(line.Tone)}]{Markup.Escape(line.Text)}[/]"));
        }

        return new Rows(rows);
    }

    private void TakeSentences(int linesAbove)
    {
        while (Events.TryRead(out Recorded? next))
        {
            foreach (StoryLine line in next.Told) _sentences.Enqueue((next.Phone?.Title ?? "the bench", line));
        }

        int fit = Math.Max(FewestSentences, (Height - LinesAroundPhones - linesAbove) / LinesPerSentence);
        while (_sentences.Count > fit) _sentences.Dequeue();
    }

    /// <summary>What moves comes first, what is done last.</summary>
    private static int Urgency(PhoneCase phone) => phone switch
    {
        { Transfer: not null } => 0,
        { Conversion.Status: ConversionStatus.Refused } => 1,
        { Conversion.Status: ConversionStatus.Running } => 2,
        { Conversion: null } => 3,
        _ => 4,
    };

    private static string[] Columns() =>
        IsWide ? ["Phone", "Runs", "Is", "Progress", "Goal"] : ["Phone", "Is", "Progress", "Goal"];

    private static IRenderable[] Cells(PhoneCase phone)
    {
        Text title = new(phone.Title);
        Text stage = new(phone.Transfer is { } transfer && IsWide ? $"loading {transfer.Name}" : Words.Stage(phone));
        Markup goal = new(GoalColour(phone) + Markup.Escape(Words.Goal(phone)) + "[/]");
        return IsWide
            ? [title, new Text(Words.Load(phone)), stage, Bar(phone, 20), goal]
            : [title, stage, Bar(phone, 8), goal];
    }

    private static Markup Bar(PhoneCase phone, int width)
    {
        if (phone.Transfer is not { } transfer) return new Markup("");
        int full = transfer.Percent * width / 100;
        return new Markup($"[green]{new string('█', full)}[/][grey]{new string('░', width - full)}[/] "
            + $"{transfer.Percent,3} %");
    }

    private static string GoalColour(PhoneCase phone) => phone.Conversion?.Status switch
    {
        ConversionStatus.Proved => "[green]",
        ConversionStatus.Refused => "[red]",
        _ => "[default]",
    };

    private static string Colour(StoryTone tone) => tone switch
    {
        StoryTone.Good => "green",
        StoryTone.Attention => "yellow",
        StoryTone.Fault => "red",
        _ => "default",
    };
}
