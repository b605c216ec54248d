using System.Threading.Channels;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Cli.Serving;
using Ringback.Workbench.Bench;

namespace Ringback.Cli.Screens;

/// <summary>What <c>serve</c> shows: JSON lines, plain lines, or a live table, by where its output goes.</summary>
internal abstract class ServeScreen : IDisposable
{
    // Bounded: a terminal that is slow or stopped loses lines, never a packet to a phone. The journal has them all.
    private readonly Channel<Recorded> _events = Channel.CreateBounded<Recorded>(
        new BoundedChannelOptions(8192) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private const int BufferedBytes = 64 * 1024;

    protected ChannelReader<Recorded> Events => _events.Reader;

    internal static ServeScreen Choose(bool json) =>
        json ? new JsonScreen() : Voice.IsTerminal ? new LiveScreen() : new LineScreen();

    /// <summary>Takes an event from whichever thread; never blocks.</summary>
    internal void Take(Recorded recorded) => _events.Writer.TryWrite(recorded);

    /// <summary>Greets, once the doors are open.</summary>
    internal virtual void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
    }

    /// <summary>Shows what comes until it is cancelled.</summary>
    internal abstract Task RunAsync(CancellationToken cancel);

    /// <summary>Shows each event as it comes; ends quietly, because Ctrl-C is how serve ends.</summary>
    protected async Task ShowEachAsync(Action<Recorded> show, CancellationToken cancel)
    {
        // The framework's own writer goes to the system for every line.
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), Console.OutputEncoding, BufferedBytes));
        try
        {
            // Written out when nothing more waits: at once on a quiet bench, and in large pieces in a storm.
            while (await Events.WaitToReadAsync(cancel).ConfigureAwait(false))
            {
                while (Events.TryRead(out Recorded? recorded)) show(recorded);
                await Console.Out.FlushAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever stops it has seen enough.
        }
        finally
        {
            // A flush that was cancelled has written a part of what there was: a script must not get half a line.
            Console.Out.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _events.Writer.TryComplete();
}

/// <summary>One JSON object to a line: for scripts.</summary>
internal sealed class JsonScreen : ServeScreen
{
    internal override Task RunAsync(CancellationToken cancel) =>
        ShowEachAsync(recorded => Console.Out.WriteLine(EventJson.Write(recorded.Event)), cancel);
}

/// <summary>A sentence to a line: for log files and service managers.</summary>
internal sealed class LineScreen : ServeScreen
{
    internal override void Open(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        foreach (string line in Greeting.Lines(bench, options, sketch, rights)) Voice.Say(line);
    }

    internal override Task RunAsync(CancellationToken cancel) => ShowEachAsync(recorded =>
    {
        foreach (StoryLine line in recorded.Told)
            Voice.Say($"{Words.Time(line.At)}  {recorded.Phone?.Title ?? "the bench"}", line.Tone, line.Text);
    }, cancel);
}
