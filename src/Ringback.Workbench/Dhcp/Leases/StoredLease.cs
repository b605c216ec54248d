using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Leases;

/// <summary>
/// A lease as it outlives the program. The machine counts time from the program's start, the store by the time of day.
/// </summary>
/// <param name="Lease">The lease; its end is what the other two say.</param>
/// <param name="Until">The end by the time of day when it was stored.</param>
/// <param name="Left">How long it had to run when it was stored.</param>
public sealed record StoredLease(DhcpLease Lease, DateTimeOffset Until, TimeSpan Left)
{
    /// <summary>What to store.</summary>
    /// <param name="lease">The lease by the machine's clock.</param>
    /// <param name="now">The machine's clock.</param>
    /// <param name="timeOfDay">The time of day at that moment.</param>
    public static StoredLease Of(DhcpLease lease, TimeSpan now, DateTimeOffset timeOfDay)
    {
        TimeSpan left = lease.Until - now;
        return new StoredLease(lease, timeOfDay + left, left);
    }

    /// <summary>
    /// What to give back to the machine. A small computer without a battery begins its day in 1970, and then a lease
    /// would seem to last for decades: never longer than it had to run.
    /// </summary>
    public DhcpLease At(TimeSpan now, DateTimeOffset timeOfDay)
    {
        TimeSpan left = Until - timeOfDay;
        return Lease with { Until = now + (left > Left ? Left : left) };
    }
}
