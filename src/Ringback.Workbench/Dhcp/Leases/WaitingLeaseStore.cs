using Microsoft.Extensions.Logging;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Leases;

/// <summary>
/// A store whose leases wait in memory while its disk is full, so that phones get addresses all the same. A program
/// that ends meanwhile has forgotten them; the check before each offer still finds the phones that have one. Any other
/// fault stays one, and no address is promised that is not kept.
/// </summary>
internal sealed partial class WaitingLeaseStore : ILeaseStore
{
    // Somebody who clears up the disk takes longer, and each attempt costs the disk.
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    // One for each address at most, as in the store.
    private readonly Dictionary<Ipv4Address, StoredLease> _waiting = [];
    private readonly Func<ILeaseStore> _open;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ILeaseStore? _store;
    private long? _failedAt;

    private WaitingLeaseStore(Func<ILeaseStore> open, TimeProvider time, ILogger logger)
    {
        _open = open;
        _time = time;
        _logger = logger;
    }

    /// <summary>Opens a store; one that cannot be opened because its disk is full is opened later.</summary>
    /// <exception cref="LeaseStoreException">It cannot be opened for another reason.</exception>
    internal static WaitingLeaseStore Open(Func<ILeaseStore> open, TimeProvider time, ILogger logger)
    {
        WaitingLeaseStore store = new(open, time, logger);
        store.Attempt([], isDue: true);
        return store;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredLease> Read() => _store?.Read() ?? [];

    /// <inheritdoc/>
    public void Write(IReadOnlyList<StoredLease> leases) => Attempt(leases, IsDue);

    /// <inheritdoc/>
    public void Settle()
    {
        if (_failedAt is not null) Attempt([], IsDue);
        if (_failedAt is null) _store?.Settle();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_waiting.Count > 0) Attempt([], isDue: true);
        _store?.Dispose();
    }

    private bool IsDue => _failedAt is not { } at || _time.GetElapsedTime(at) >= BetweenAttempts;

    private void Attempt(IReadOnlyList<StoredLease> leases, bool isDue)
    {
        try
        {
            if (isDue)
            {
                _store ??= _open();
                StoredLease[] all = [.. _waiting.Values, .. leases];
                if (all.Length > 0) _store.Write(all);
                if (_failedAt is not null) LogKept(_waiting.Count);
                _waiting.Clear();
                _failedAt = null;
                return;
            }
        }
        catch (LeaseStoreException e) when (e.IsDiskFull)
        {
            if (_failedAt is null) LogWaiting(e.Message);
            _failedAt = _time.GetTimestamp();
        }

        foreach (StoredLease lease in leases) _waiting[lease.Lease.Address] = lease;
    }

    [LoggerMessage(LogLevel.Error,
        "DHCP: {Why} Until then addresses are lent from memory, and are forgotten when this program ends")]
    private partial void LogWaiting(string why);

    [LoggerMessage(LogLevel.Warning, "DHCP: leases are kept again, {Count} that had waited among them")]
    private partial void LogKept(int count);
}
