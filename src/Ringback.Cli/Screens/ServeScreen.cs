using System.Threading.Channels;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Cli.Screens;

/// <summary>What <c>serve</c> shows: JSON lines, plain lines, or a live table, by where its output goes.</summary>
internal abstract class ServeScreen : IDisposable
{
    // So many events at once are more than anybody reads; 16,384 in a quarter of a second are more than phones make.
    private const int Storm = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Bounded: a terminal that is slow or stopped loses lines, never a packet to a phone. The journal has them all.
    private readonly Channel<Recorded> _events = Channel.CreateBounded<Recorded>(
        new BoundedChannelOptions(16_384) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    protected ChannelReader<Recorded> Events => _events.Reader;

    internal static ServeScreen Choose(bool json) =>
        json ? new JsonScreen() : Output.IsTerminal ? new LiveScreen() : new LineScreen();

    /// <summary>Takes an event from whichever thread; never blocks.</summary>
    internal void Take(Recorded recorded) => _events.Writer.TryWrite(recorded);

    /// <summary>Greets, once the ports are open.</summary>
    internal virtual void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
    }

    /// <summary>Shows what comes until it is cancelled.</summary>
    internal abstract Task RunAsync(CancellationToken cancel);

    /// <summary>What came and was not shown yet, in order.</summary>
    protected IReadOnlyList<Recorded> Waiting()
    {
        List<Recorded> waiting = [];
        while (Events.TryRead(out Recorded? recorded)) waiting.Add(recorded);
        return waiting;
    }

    /// <summary>
    /// Shows events as they come; ends quietly, because Ctrl-C is how serve ends. When nothing can be shown any
    /// more, because the disk under a log file is full, phones go on being served.
    /// </summary>
    protected async Task ShowAsync(Action<IReadOnlyList<Recorded>> show, CancellationToken cancel)
    {
        Output.Terminal.Gather();
        bool isHeard = true;
        try
        {
            // At once on a quiet bench, and in large pieces in a storm: phones come before whoever reads of them.
            while (await Events.WaitToReadAsync(cancel).ConfigureAwait(false))
            {
                IReadOnlyList<Recorded> waiting = Waiting();
                if (isHeard) isHeard = Show(show, waiting);
                if (waiting.Count >= Storm) await Task.Delay(Pause, TimeProvider.System, cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever stops it has seen enough.
        }
    }

    private static bool Show(Action<IReadOnlyList<Recorded>> show, IReadOnlyList<Recorded> waiting)
    {
        try
        {
            show(waiting);
            Output.Terminal.Flush();
            return true;
        }
        catch (TerminalException e)
        {
            Output.Complain($"{e.Message.TrimEnd('.')}. Nothing more is told there; phones go on being served, and the "
                + "journal has what happens to them.");
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _events.Writer.TryComplete();
}

/// <summary>One JSON object to a line: for scripts.</summary>
internal sealed class JsonScreen : ServeScreen
{
    internal override Task RunAsync(CancellationToken cancel) =>
        ShowAsync(waiting =>
        {
            foreach (Recorded recorded in waiting) CliJson.Print(recorded.Event);
        }, cancel);
}

/// <summary>A sentence to a line: for log files and service managers.</summary>
internal sealed class LineScreen : ServeScreen
{
    internal override void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        foreach (string line in Greeting.Lines(bench, options, sketch, rights)) Output.Say(line);
    }

    internal override Task RunAsync(CancellationToken cancel) => ShowAsync(waiting =>
    {
        foreach ((Recorded about, StoryLine line) in Recorded.Tell(waiting))
            Output.Say($"{Words.Time(line.At)}  {about.Phone?.Title ?? "the bench"}", line.Tone, line.Text);
    }, cancel);
}
