using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Network;

namespace Ringback.Simulation.Desks;

/// <summary>A phone that is up, on a simulated desk.</summary>
public sealed record DeskOptions
{
    /// <summary>Its network; null for the sockets of this machine.</summary>
    public IPhoneNetwork? Network { get; init; }

    /// <summary>Its address; null for whichever this machine takes.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Where it registers.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>Its MAC address.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>Cisco's number for its model.</summary>
    public int DeviceType { get; init; } = 7;

    /// <summary>Its model, as a SIP phone says it in its User-Agent.</summary>
    public string Model { get; init; } = "7960G";

    /// <summary>The version that a SIP phone says there.</summary>
    public string UserAgentVersion { get; init; } = "8.0";

    /// <summary>
    /// True for a Java phone, which says its load when it registers: in the SCCP message, and in a header of REGISTER
    /// (sources.md other-phones §6.1, §6.2).
    /// </summary>
    public bool SaysLoad { get; init; }

    /// <summary>The load that it says it runs.</summary>
    public string Load { get; init; } = "P0030801SR02";

    /// <summary>True when somebody lifts the handset when it rings.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>How long its person takes from one thing to the next.</summary>
    public TimeSpan Reaction { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>For how long a SIP phone registers, seconds.</summary>
    public uint RegisterSeconds { get; init; } = 120;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal IPhoneNetwork Hanging => Network ?? new SocketNetwork(NetworkDice.Perfect, Time);

    /// <summary>In a simulation everything happens on one thread; with real sockets nobody holds up a phone.</summary>
    internal TaskCreationOptions Told =>
        Network is SimulatedLan ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
}
