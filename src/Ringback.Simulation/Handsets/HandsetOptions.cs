using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Network;

namespace Ringback.Simulation.Handsets;

/// <summary>A simulated phone and its surroundings.</summary>
public sealed record HandsetOptions
{
    /// <summary>Its MAC address.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>Its model.</summary>
    public required PhoneModel Model { get; init; }

    /// <summary>What its flash holds when it is plugged in.</summary>
    public required HandsetFlash Flash { get; init; }

    /// <summary>The TFTP server that DHCP named, or that is set by hand.</summary>
    public required IPEndPoint Tftp { get; init; }

    /// <summary>The second TFTP server, which a 7940 or 7960 asks when the first is silent; null for none.</summary>
    public IPEndPoint? SecondTftp { get; init; }

    /// <summary>
    /// Its own address; null for whichever this machine has. Several phones on one machine need different ones, such as
    /// 127.0.0.2 and 127.0.0.3: a server tells phones apart by their address until they name themselves.
    /// </summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port of an SCCP call manager when no file names one: real phones take 2000.</summary>
    public int SccpPort { get; init; } = 2000;

    /// <summary>The port of a SIP registrar when no file names one: real phones take 5060.</summary>
    public int SipPort { get; init; } = 5060;

    /// <summary>The port of an MGCP call agent, which is the TFTP server's address: real phones take 2427.</summary>
    public int MgcpPort { get; init; } = 2427;

    /// <summary>
    /// The port on the TFTP server that a Java phone asks by HTTP before it asks by TFTP: real phones take 6970. Null
    /// for one that never does.
    /// </summary>
    public int? HttpPort { get; init; } = 6970;

    /// <summary>How many times faster than a real phone it restarts and writes its flash.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>
    /// Silence before it repeats a request or an acknowledgement; null for its model's habit over speed.
    /// </summary>
    public TimeSpan? Repeat { get; init; }

    /// <summary>
    /// What happens to its packets on top of what a real network does, and the seed of its own chance: how long it
    /// waits before it asks again.
    /// </summary>
    public NetworkDice Dice { get; init; } = NetworkDice.Perfect;

    /// <summary>
    /// What it hangs on; null for the sockets of this machine. A simulated network has dice of its own.
    /// </summary>
    public IPhoneNetwork? Network { get; init; }

    /// <summary>What this very phone does otherwise than most.</summary>
    public HandsetQuirks Quirks { get; init; } = new();

    /// <summary>
    /// True to live on once it has registered, with somebody before it, until it is disposed:
    /// <see cref="Handset.Desk"/>.
    /// </summary>
    public bool StaysUp { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told what it does, a line at a time: what it asks for, what it refuses, what it writes.</summary>
    public Action<string>? Log { get; init; }
}
