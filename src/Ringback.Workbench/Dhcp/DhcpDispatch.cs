using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Performs what the machine says, a batch at a time: all leases are stored in one go, then the replies leave. When
/// they cannot be stored, the replies that promise them do not leave, and the phones ask again. For the server's
/// thread.
/// </summary>
internal sealed partial class DhcpDispatch(IReadOnlyList<DhcpLink> links, ILeaseStore store, IDhcpWatcher watcher,
    DhcpMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<StoredLease> _leases = [];
    private readonly DatagramOutbox _outbox = new();
    private readonly byte[] _datagram = new byte[DhcpMessage.MaximumLength];
    private readonly LogThrottle _unstoredSaid = new(time);
    private readonly LogThrottle _leftOutSaid = new(time);
    private long _unstored;
    private long _leftOut;

    /// <summary>What the store has, in the machine's time.</summary>
    internal IEnumerable<DhcpLease> Stored(TimeSpan now)
    {
        DateTimeOffset timeOfDay = time.GetUtcNow();
        return store.Read().Select(lease => lease.At(now, timeOfDay));
    }

    /// <summary>Takes the effects of one message along.</summary>
    internal void Add(List<DhcpEffect> effects, int link)
    {
        bool promises = false;
        for (int i = 0; i < effects.Count; i++)
        {
            // What comes after a lease in the effects of one message depends on its being stored.
            promises |= effects[i] is DhcpPersist;
            if (effects[i] is not DhcpProbe) _outgoing.Add(new Outgoing(effects[i], link, promises));
        }
    }

    /// <summary>Performs all that was taken along.</summary>
    internal void Perform(TimeSpan now)
    {
        if (_outgoing.Count == 0) return;
        bool isStored = TryStore(now);
        foreach (Outgoing outgoing in _outgoing)
        {
            if (!outgoing.Promises || isStored) Perform(outgoing);
        }

        _outbox.Flush();
        _outgoing.Clear();
    }

    /// <summary>Nothing is going on.</summary>
    internal void Settle() => store.Settle();

    public void Dispose() => _outbox.Dispose();

    private bool TryStore(TimeSpan now)
    {
        _leases.Clear();
        DateTimeOffset timeOfDay = time.GetUtcNow();
        foreach (Outgoing outgoing in _outgoing)
        {
            if (outgoing.Effect is DhcpPersist persist)
                _leases.Add(StoredLease.Of(persist.Lease, now, timeOfDay));
        }

        if (_leases.Count == 0) return true;
        long began = time.GetTimestamp();
        try
        {
            store.Write(_leases);
            metrics.Stored(_leases.Count, time.GetElapsedTime(began));
            return true;
        }
        catch (LeaseStoreException e)
        {
            _unstored += _leases.Count;
            if (_unstoredSaid.IsDue(_unstored)) LogUnstored(_unstored, e.Message);
            return false;
        }
    }

    private void Perform(in Outgoing outgoing)
    {
        switch (outgoing.Effect)
        {
            case DhcpSend send:
                Send(send, links[outgoing.Link]);
                metrics.Answered(send.Reply.Type);
                watcher.Answered(send);
                break;
            case DhcpIgnored ignored:
                metrics.Ignored(ignored);
                watcher.Ignored(ignored);
                break;
            case DhcpQuarantined quarantined:
                watcher.Quarantined(quarantined);
                break;
        }
    }

    private void Send(DhcpSend send, DhcpLink link)
    {
        int length = DhcpWriter.Write(_datagram, send.Reply, send.Room, out int leftOut);
        if (leftOut > 0 && _leftOutSaid.IsDue(_leftOut += leftOut)) LogLeftOut(_leftOut, send.Reply.Hardware);
        PeerAddress source = link.Port.LocalEndPoint.Address.Equals(System.Net.IPAddress.Any)
            ? PeerAddress.V4(link.Options.Address.Bits)
            : default;
        Span<byte> place = _outbox.Add(link.Port, link.PeerOf(send.Route), length, source);
        _datagram.AsSpan(0, length).CopyTo(place);
    }

    [LoggerMessage(LogLevel.Error,
        "DHCP: {Count} leases could not be stored, and their phones get no answer until they can: {Why}")]
    private partial void LogUnstored(long count, string why);

    [LoggerMessage(LogLevel.Warning,
        "DHCP: {Count} options had no room in replies, the last time to {Client}; the most important ones went first")]
    private partial void LogLeftOut(long count, HardwareAddress client);

    private readonly record struct Outgoing(DhcpEffect Effect, int Link, bool Promises);
}
