using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Probing;

/// <summary>Asks whether somebody has an address. What it hears goes to whoever opened it.</summary>
public interface IAddressProber : IDisposable
{
    /// <summary>How it asks, for people: "ARP" or "ping".</summary>
    string Name { get; }

    /// <summary>
    /// Asks once. Never waits; any thread. A question can get lost, and silence is nowhere reported: when it counts
    /// as an answer is for the caller to say.
    /// </summary>
    void Ask(Ipv4Address address);
}
