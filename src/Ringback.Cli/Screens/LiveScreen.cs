using System.Net;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

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
    private Dictionary<(IPAddress Address, string Name), CurrentTransfer> _moving = [];
    private RunningWorkbench? _bench;

    private static int Width => Output.Terminal.Width;

    private static int Height => Output.Terminal.Height;

    private static bool IsWide => Width >= WideTerminal;

    // A sentence of the story takes two lines on a wide terminal and four on a narrow one.
    private static int LinesPerSentence => IsWide ? 2 : 4;

    private static int PhonesThatFit =>
        Math.Max(1, Height - LinesAroundPhones - (FewestSentences * LinesPerSentence));

    internal override void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        _bench = bench;
        foreach (string line in Greeting.Lines(bench, options, sketch, rights)) Output.Say(line);
    }

    internal override async Task RunAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Refresh, TimeProvider.System);
        await Output.Terminal.LiveAsync(Draw(), async show =>
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false)) show(Draw());
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                show(Draw());
            }
        }).ConfigureAwait(false);
    }

    private Drawing Draw()
    {
        // Progress is no event: it is looked up where the packets go.
        _moving = (_bench?.Transfers ?? []).GroupBy(t => (t.Phone.Address, t.Name))
            .ToDictionary(g => g.Key, g => new CurrentTransfer(g.Key.Name, g.Max(t => t.Bytes), g.First().Length));
        return Draw(_bench?.Desk.Cases ?? []);
    }

    /// <summary>The phones as they are now, and the last sentences.</summary>
    internal Drawing Draw(IEnumerable<PhoneCase> cases)
    {
        List<PhoneCase> phones = [.. cases.OrderBy(Urgency).ThenByDescending(p => p.LastSeen)];
        List<PhoneCase> shown = [.. phones.Take(PhonesThatFit)];
        TakeSentences(shown.Count + (_bench?.Desk.WhyUnkept is null ? 0 : LinesPerSentence));

        Inked[][][] rows = shown.Count == 0
            ? [[[new Inked("waiting for a phone…", Ink.Grey)]]]
            : [.. shown.Select(Cells)];
        Drawing drawing = new Drawing().Table(Columns(), rows, Width, isWide: true);
        // A sentence of the story scrolls away; this lasts as long as the trouble does.
        if (_bench?.Desk.WhyUnkept is { } unkept) drawing.Line(new Inked(unkept, Ink.Fault));
        if (phones.Count > shown.Count) drawing.Line(new Inked($"and {phones.Count - shown.Count} more", Ink.Grey));
        foreach ((string phone, StoryLine line) in _sentences)
        {
            drawing.Line(new Inked($"{Words.Time(line.At)} {phone} ", Ink.Grey),
                new Inked(line.Text, Output.InkOf(line.Tone)));
        }

        return drawing;
    }

    private void TakeSentences(int linesAbove)
    {
        foreach ((Recorded about, StoryLine line) in Recorded.Tell(Waiting()))
            _sentences.Enqueue((about.Phone?.Title ?? "the bench", line));

        int fit = Math.Max(FewestSentences, (Height - LinesAroundPhones - linesAbove) / LinesPerSentence);
        while (_sentences.Count > fit) _sentences.Dequeue();
    }

    /// <summary>What moves comes first, what is done last.</summary>
    private static int Urgency(PhoneCase phone) => phone switch
    {
        { Transfer: not null } => 0,
        { Conversion.Status: ConversionStatus.Refused or ConversionStatus.Withdrawn } => 1,
        { Conversion.Status: ConversionStatus.Running } => 2,
        { Conversion: null } => 3,
        _ => 4,
    };

    private static string[] Columns() =>
        IsWide ? ["Phone", "Runs", "Is", "Progress", "Goal"] : ["Phone", "Is", "Progress", "Goal"];

    private Inked[][] Cells(PhoneCase phone)
    {
        Inked[] title = [new Inked(phone.Title)];
        Inked[] stage =
            [new Inked(phone.Transfer is { } transfer && IsWide ? $"loading {transfer.Name}" : Words.Stage(phone))];
        Inked[] goal = [new Inked(Words.Goal(phone), GoalInk(phone))];
        return IsWide
            ? [title, [new Inked(Words.Load(phone))], stage, Bar(phone, 20), goal]
            : [title, stage, Bar(phone, 8), goal];
    }

    private Inked[] Bar(PhoneCase phone, int width)
    {
        if (phone.Transfer is not { } transfer) return [];
        if (phone.Address is { } at && _moving.TryGetValue((at, transfer.Name), out CurrentTransfer? now))
            transfer = now;
        int percent = Math.Clamp(transfer.Percent, 0, 100), full = percent * width / 100;
        return
        [
            new Inked(new string('█', full), Ink.Good), new Inked(new string('░', width - full), Ink.Grey),
            new Inked($" {percent,3} %"),
        ];
    }

    private static Ink GoalInk(PhoneCase phone) => phone.Conversion?.Status switch
    {
        ConversionStatus.Proved => Ink.Good,
        ConversionStatus.Refused or ConversionStatus.Withdrawn => Ink.Fault,
        _ => Ink.Plain,
    };
}
