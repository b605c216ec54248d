using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>What a rescue hears and says by itself, below what the system does for it.</summary>
public interface IRescueWire : IDisposable
{
    /// <summary>How it hears, for people.</summary>
    string Name { get; }

    /// <summary>Begins to hear. What is heard is told on a thread of the wire.</summary>
    /// <param name="heard">Told of what was heard.</param>
    /// <param name="tell">Told of what machines say of themselves, by DHCP and by announcements, as the story has it.
    /// </param>
    void Begin(Action<RescueSight> heard, Action<PhoneEvent> tell);

    /// <summary>Asks whether anybody has an address.</summary>
    void Probe(ushort vlan, Ipv4Address address);

    /// <summary>Says that an address is ours.</summary>
    void Announce(ushort vlan, Ipv4Address address);
}
