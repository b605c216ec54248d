using System.Threading.Channels;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Cli.Screens;

/// <summary>What <c>serve</c> shows: JSON lines, plain lines, or a live table, by where its output goes.</summary>
internal abstract class ServeScreen : IDisposable
{
    // Bounded: a terminal that is slow or stopped loses lines, never a packet to a phone. The journal has them all.
    private readonly Channel<Recorded> _events = Channel.CreateBounded<Recorded>(
        new BoundedChannelOptions(8192) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

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

    /// <summary>
    /// Shows each event as it comes; ends quietly, because Ctrl-C is how serve ends. When nothing can be shown any
    /// more, because the disk under a log file is full, phones go on being served.
    /// </summary>
    protected async Task ShowEachAsync(Action<Recorded> show, CancellationToken cancel)
    {
        Output.Terminal.Gather();
        bool isHeard = true;
        try
        {
            // Written out when nothing more waits: at once on a quiet bench, and in large pieces in a storm.
            while (await Events.WaitToReadAsync(cancel).ConfigureAwait(false)) isHeard = ShowWaiting(show, isHeard);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever stops it has seen enough.
        }
    }

    private bool ShowWaiting(Action<Recorded> show, bool isHeard)
    {
        try
        {
            while (Events.TryRead(out Recorded? recorded))
            {
                if (isHeard) show(recorded);
            }

            if (isHeard) Output.Terminal.Flush();
            return isHeard;
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
        ShowEachAsync(recorded => CliJson.Print(recorded.Event), cancel);
}

/// <summary>A sentence to a line: for log files and service managers.</summary>
internal sealed class LineScreen : ServeScreen
{
    internal override void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        foreach (string line in Greeting.Lines(bench, options, sketch, rights)) Output.Say(line);
    }

    internal override Task RunAsync(CancellationToken cancel) => ShowEachAsync(recorded =>
    {
        foreach (StoryLine line in recorded.Told)
            Output.Say($"{Words.Time(line.At)}  {recorded.Phone?.Title ?? "the bench"}", line.Tone, line.Text);
    }, cancel);
}
