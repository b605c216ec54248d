namespace Ringback.Wire.Dhcp;

/// <summary>What must be remembered about an address after a restart.</summary>
public enum DhcpLeaseState
{
    /// <summary>Acknowledged to the client until <see cref="DhcpLease.Until"/>.</summary>
    Leased,

    /// <summary>Given back by the client, to which it goes again if it can.</summary>
    Released,

    /// <summary>Somebody unknown uses it: nobody gets it until <see cref="DhcpLease.Until"/>.</summary>
    Quarantined,
}

/// <summary>A lease as it is stored. A later one for the same address replaces it.</summary>
/// <param name="Address">The address.</param>
/// <param name="State">What is with it.</param>
/// <param name="Client">Whose it is; none while it is quarantined.</param>
/// <param name="Hardware">The client's hardware address.</param>
/// <param name="Circuit">The relay's port that it came through; none without option 82.</param>
/// <param name="Until">
/// The end, by the machine's clock. That clock is monotonic and begins anew with the program, so the shell stores the
/// time of day instead and takes it back with <see cref="DhcpServer.Restore"/>: a Raspberry Pi whose time of day leaps
/// by years must not end a lease.
/// </param>
public sealed record DhcpLease(Ipv4Address Address, DhcpLeaseState State, DhcpClientKey Client,
    HardwareAddress Hardware, DhcpClientKey Circuit, TimeSpan Until);
