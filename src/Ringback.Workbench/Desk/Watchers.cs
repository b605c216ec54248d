using System.Threading.Channels;

namespace Ringback.Workbench.Desk;

/// <summary>
/// Those who follow what happens, each with a queue of its own: who reads too slowly misses the oldest and never holds
/// anybody up. Not safe for several threads.
/// </summary>
internal sealed class Watchers
{
    private Channel<Recorded>[] _channels = [];
    private long _missed;

    /// <summary>True when somebody follows.</summary>
    internal bool IsAny => _channels.Length > 0;

    /// <summary>What was missed by all of them.</summary>
    internal long Missed => Interlocked.Read(ref _missed);

    /// <summary>Begins to keep what happens for somebody.</summary>
    /// <param name="mostWaiting">How many wait for him at most.</param>
    internal ChannelReader<Recorded> Add(int mostWaiting)
    {
        Channel<Recorded> channel = Channel.CreateBounded<Recorded>(
            new BoundedChannelOptions(mostWaiting)
            {
                FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true,
            },
            _ => Interlocked.Increment(ref _missed));
        _channels = [.. _channels, channel];
        return channel.Reader;
    }

    internal void Tell(Recorded recorded)
    {
        foreach (Channel<Recorded> channel in _channels) channel.Writer.TryWrite(recorded);
    }

    /// <summary>Nothing more comes.</summary>
    internal void End()
    {
        foreach (Channel<Recorded> channel in _channels) channel.Writer.TryComplete();
        _channels = [];
    }
}
