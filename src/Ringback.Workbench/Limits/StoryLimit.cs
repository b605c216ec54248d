using System.Net;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Limits;

/// <summary>
/// How much of the story one sender may write, and all senders together that may be made up: a flood of forged
/// datagrams must not fill a disk. It stands behind every server, whatever limits it has of its own. What is left out
/// is counted and told: when it begins, and then once in a while. Not safe for several threads.
/// </summary>
/// <param name="proven">Who is certainly there.</param>
/// <param name="time">The clock.</param>
internal sealed class StoryLimit(ProvenAddresses proven, TimeProvider time)
{
    /// <summary>
    /// Events of one sender at once: a whole conversion is some 400, and a shelf of 48 phones may stand behind one
    /// address.
    /// </summary>
    internal const int BurstOfEach = 20_000;

    /// <summary>
    /// Events at once of all senders that have not shown yet that somebody is behind them. A phone has shown it with
    /// its first whole file, after some five events: a few thousand phones that get their power back together.
    /// </summary>
    internal const int BurstOfStrangers = 20_000;

    /// <summary>The while after which a sender has one more.</summary>
    internal static readonly TimeSpan RefillOfEach = TimeSpan.FromMilliseconds(20);

    /// <summary>The while after which strangers have one more: some 20 KB of journal a second.</summary>
    internal static readonly TimeSpan RefillOfStrangers = TimeSpan.FromMilliseconds(20);

    /// <summary>It is told once in this while.</summary>
    internal static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private const int Senders = 4096;

    private readonly RateLimit<IPAddress> _ofEach = new(BurstOfEach, RefillOfEach, Senders, time);
    private readonly RateLimit<int> _ofStrangers = new(BurstOfStrangers, RefillOfStrangers, 2, time);
    private readonly RecentTable<IPAddress, LeftOut> _ofOne = new(Senders);
    private LeftOut _strangers;

    /// <summary>True when an event is kept and told.</summary>
    /// <param name="e">The event.</param>
    /// <param name="note">What is to be told before it, or instead of it; null for nothing.</param>
    internal bool Admits(PhoneEvent e, out EventsLeftOut? note)
    {
        note = null;
        // What the bench says of itself is little, and nobody else's doing.
        if (e.Address is null && e.Mac is null) return true;
        if (e.Address is { } address && !_ofEach.TryTake(address))
        {
            _ofOne.TryGet(address, out LeftOut left);
            note = Count(ref left, address, e.At);
            _ofOne.Set(address, left);
            return false;
        }

        bool isKnown = e.Address is { } sender && proven.Contains(sender);
        if (!isKnown && !_ofStrangers.TryTake(0))
        {
            note = Count(ref _strangers, null, e.At);
            return false;
        }

        note = Rest(e);
        return true;
    }

    /// <summary>What has not been told yet; for the end.</summary>
    internal EventsLeftOut? Rest(DateTimeOffset at) => _strangers.Untold == 0 ? null : Tell(ref _strangers, null, at);

    private EventsLeftOut? Rest(PhoneEvent e)
    {
        if (e.Address is { } address && _ofOne.TryGet(address, out LeftOut left) && left.Untold > 0 && IsDue(left))
        {
            EventsLeftOut note = Tell(ref left, address, e.At);
            _ofOne.Set(address, left);
            return note;
        }

        return _strangers.Untold > 0 && IsDue(_strangers) ? Tell(ref _strangers, null, e.At) : null;
    }

    private EventsLeftOut? Count(ref LeftOut left, IPAddress? address, DateTimeOffset at)
    {
        // The beginning is told with nothing left out yet; later notes have the sum.
        bool begins = left.ToldAt is null;
        EventsLeftOut? note = begins || IsDue(left) ? Tell(ref left, address, at) : null;
        left.Untold++;
        return note;
    }

    private EventsLeftOut Tell(ref LeftOut left, IPAddress? address, DateTimeOffset at)
    {
        EventsLeftOut note = new() { At = at, Address = address, Count = left.Untold };
        left = new LeftOut { ToldAt = time.GetTimestamp() };
        return note;
    }

    private bool IsDue(LeftOut left) => left.ToldAt is not { } at || time.GetElapsedTime(at) >= Between;

    private struct LeftOut
    {
        internal long Untold;
        internal long? ToldAt;
    }
}
