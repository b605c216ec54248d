namespace Ringback.Workbench.Dhcp.Leases;

/// <summary>
/// Where acknowledged leases are kept, so that a killed program does not give one address to two phones. One for each
/// address: a later one replaces it. For one thread.
/// </summary>
public interface ILeaseStore : IDisposable
{
    /// <summary>Everything that is kept, in no order.</summary>
    /// <exception cref="LeaseStoreException">It cannot be read.</exception>
    IReadOnlyList<StoredLease> Read();

    /// <summary>
    /// Keeps all of them or none. When it returns, they survive the death of the process. Two for one address: the
    /// later in the list stays.
    /// </summary>
    /// <exception cref="LeaseStoreException">They are not kept.</exception>
    void Write(IReadOnlyList<StoredLease> leases);

    /// <summary>
    /// Nobody waits just now: what takes longer can be done. What was kept stays kept, whatever comes of it.
    /// </summary>
    void Settle();
}

/// <summary>Leases cannot be kept. The message says why and what to do.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What the store reported.</param>
/// <param name="isDiskFull">True when there is only no room, which may come back by itself.</param>
public sealed class LeaseStoreException(string message, Exception inner, bool isDiskFull = false)
    : Exception(message, inner)
{
    /// <summary>True when there is only no room, which may come back by itself.</summary>
    public bool IsDiskFull { get; } = isDiskFull;
}
