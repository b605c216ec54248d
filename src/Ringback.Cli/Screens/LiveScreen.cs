using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ringback.Cli.Screens;

/// <summary>
/// The live view on a terminal: a line to a phone with its progress, and below it the last sentences.
/// </summary>
internal sealed class LiveScreen : ServeScreen
{
    private const int BarWidth = 20;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(string Phone, StoryLine Line)> _sentences = new();
    private CaseDesk? _desk;

    internal override void Open(RunningWorkbench bench, WorkbenchOptions options)
    {
        _desk = bench.Desk;
        foreach (string line in Greeting.Lines(bench, options)) Voice.Say(line);
    }

    internal override async Task RunAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Refresh, TimeProvider.System);
        await AnsiConsole.Live(Draw()).AutoClear(false).StartAsync(async live =>
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
                {
                    TakeSentences();
                    live.UpdateTarget(Draw());
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                TakeSentences();
                live.UpdateTarget(Draw());
            }
        }).ConfigureAwait(false);
    }

    private void TakeSentences()
    {
        while (Events.TryRead(out (PhoneEvent Event, PhoneCase? Phone) next))
        {
            if (next.Phone is not { } phone) continue;
            foreach (StoryLine line in Narrator.Tell(phone, next.Event)) _sentences.Enqueue((phone.Title, line));
        }

        while (_sentences.Count > SentencesThatFit()) _sentences.Dequeue();
    }

    private int SentencesThatFit() =>
        // A sentence takes up to three lines; the table and its frame take the rest.
        Math.Max(3, (AnsiConsole.Profile.Height - (_desk?.Cases.Count ?? 0) - 8) / 3);

    private Rows Draw()
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Expand();
        foreach (string column in new[] { "Phone", "Runs", "Is", "Progress", "Goal" })
            table.AddColumn($"[bold]{column}[/]");
        foreach (PhoneCase phone in _desk?.Cases ?? [])
        {
            table.AddRow(new Text(phone.Title), new Text(Words.Load(phone)), new Text(Words.Stage(phone)), Bar(phone),
                new Markup(GoalColour(phone) + Markup.Escape(Words.Goal(phone)) + "[/]"));
        }

        if (table.Rows.Count == 0) table.AddRow("[grey]waiting for a phone…[/]");
        List<IRenderable> rows = [table];
        foreach ((string phone, StoryLine line) in _sentences)
        {
            rows.Add(new Markup($"[grey]{Words.Time(line.At)} {Markup.Escape(phone)}[/] "
                + $"[{Colour(line.Tone)}]{Markup.Escape(line.Text)}[/]"));
        }

        return new Rows(rows);
    }

    private static Markup Bar(PhoneCase phone)
    {
        if (phone.Transfer is not { } transfer) return new Markup("");
        int full = transfer.Percent * BarWidth / 100;
        return new Markup($"[green]{new string('█', full)}[/][grey]{new string('░', BarWidth - full)}[/] "
            + $"{transfer.Percent,3} % {Markup.Escape(transfer.Name)}");
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
