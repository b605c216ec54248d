using System.Net;
using Ringback.Datagrams;

namespace Ringback.Workbench.Limits;

/// <summary>What a UDP service grants, whatever it speaks.</summary>
internal sealed record ListenerLimits
{
    // Addresses remembered. A network of that size has its own ideas of security.
    private const int Senders = 4096;

    /// <summary>
    /// The longest answer, bytes. It fits into one frame, so that nothing is ever in fragments, and is what RFC 3261
    /// section 18.1.1 allows a message over UDP.
    /// </summary>
    internal const int LargestAnswer = 1300;

    /// <summary>
    /// An answer is at most so many times as long as its question: a sender may be forged, and a service that gives
    /// more than it gets is somebody's weapon.
    /// </summary>
    internal const int MostTimesQuestion = 2;

    /// <summary>
    /// Datagrams of one sender at once. A phone with six lines registers six times, and repeats itself.
    /// </summary>
    internal int Burst { get; init; } = 200;

    /// <summary>The while after which a sender has one more.</summary>
    internal TimeSpan Refill { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Datagrams at once of all senders that have not shown yet that somebody is behind them
    /// (<see cref="ProvenAddresses"/>): a thousand phones that get their power back together.
    /// </summary>
    internal int BurstOfAll { get; init; } = 4000;

    /// <summary>The while after which they have one more.</summary>
    internal TimeSpan RefillOfAll { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The longest answer to a question of that many bytes.</summary>
    internal static int LargestAnswerTo(int questionLength) =>
        (int)Math.Min(LargestAnswer, (long)MostTimesQuestion * questionLength);

    /// <summary>The limits at work.</summary>
    internal ListenerGuard Guard(ServedNetworks networks, ProvenAddresses proven, TimeProvider time) => new(
        networks, proven, new RateLimit<IPAddress>(Burst, Refill, Senders, time),
        new RateLimit<int>(BurstOfAll, RefillOfAll, 2, time));
}

/// <summary>Whether a datagram is to be looked at.</summary>
internal enum ListenerVerdict
{
    /// <summary>It is.</summary>
    Welcome,

    /// <summary>Its sender is in a network that is not served.</summary>
    ForeignNetwork,

    /// <summary>Its sender says too much.</summary>
    SenderTooFast,

    /// <summary>All senders that may be made up say too much together.</summary>
    AllTooFast,
}

/// <summary>
/// Keeps strangers and floods from a UDP service, before anything is read. Not safe for several threads: each service
/// has its own.
/// </summary>
internal sealed class ListenerGuard(
    ServedNetworks networks, ProvenAddresses proven, RateLimit<IPAddress> ofEach, RateLimit<int> ofAll)
{
    internal ListenerVerdict Judge(in PeerAddress peer)
    {
        IPAddress address = peer.Address;
        if (!networks.Serves(address)) return ListenerVerdict.ForeignNetwork;
        if (!ofEach.TryTake(address)) return ListenerVerdict.SenderTooFast;
        return proven.Contains(address) || ofAll.TryTake(0) ? ListenerVerdict.Welcome : ListenerVerdict.AllTooFast;
    }
}
