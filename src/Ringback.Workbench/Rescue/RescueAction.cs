using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>Something that is to be done now, in the order in which it is said.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
public abstract record RescueAction(ushort Vlan);

/// <summary>Ask by ARP whether anybody has an address, as RFC 5227 §2.1.1 has it.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
public sealed record ProbeAction(ushort Vlan, Ipv4Address Address) : RescueAction(Vlan);

/// <summary>Make the interface for a VLAN. Say how it went.</summary>
/// <param name="Vlan">The VLAN.</param>
/// <param name="Phone">The phone that is in it.</param>
public sealed record TagAction(ushort Vlan, RescuedPhone Phone) : RescueAction(Vlan);

/// <summary>Lay a route to a phone, which is on the cable whatever its network is. Say how it went.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Phone">The phone.</param>
public sealed record ReachAction(ushort Vlan, RescuedPhone Phone) : RescueAction(Vlan);

/// <summary>Take an address. Say how it went.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
/// <param name="Phone">The phone that looks for it.</param>
/// <param name="Why">How it looks for it.</param>
public sealed record TakeAction(ushort Vlan, Ipv4Address Address, RescuedPhone Phone, RescueClue Why)
    : RescueAction(Vlan);

/// <summary>Say by ARP that an address is ours now, as RFC 5227 §2.3 has it.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
public sealed record AnnounceAction(ushort Vlan, Ipv4Address Address) : RescueAction(Vlan);

/// <summary>Give an address back at once: somebody else has it.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
public sealed record ReleaseAction(ushort Vlan, Ipv4Address Address) : RescueAction(Vlan);

/// <summary>Say that an address is not taken.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
/// <param name="Phone">The phone that looks for it.</param>
/// <param name="Why">Why not.</param>
/// <param name="Owner">Who has it; <c>default</c> when nobody on this wire does.</param>
public sealed record RefuseAction(ushort Vlan, Ipv4Address Address, RescuedPhone Phone, RescueRefusal Why,
    HardwareAddress Owner) : RescueAction(Vlan);

/// <summary>End it: no phone can be served without an address that somebody has.</summary>
/// <param name="Refused">What was said of that address.</param>
public sealed record GiveUpAction(RefuseAction Refused) : RescueAction(Refused.Vlan);

/// <summary>Say that a phone looks for a machine; once for each.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The machine.</param>
/// <param name="Phone">The phone.</param>
/// <param name="Why">How it looks for it.</param>
public sealed record SoughtAction(ushort Vlan, Ipv4Address Address, RescuedPhone Phone, RescueClue Why)
    : RescueAction(Vlan);

/// <summary>Say what a machine that we are is to a phone; once for each.</summary>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Address">The address.</param>
/// <param name="Phone">The phone.</param>
/// <param name="Service">What it wants there; null for a way to somewhere else.</param>
/// <param name="Through">The way there; none when the machine is in the phone's own network, or that is not known.
/// </param>
public sealed record RoleAction(ushort Vlan, Ipv4Address Address, RescuedPhone Phone, RescueService? Service,
    Ipv4Address Through) : RescueAction(Vlan);

/// <summary>A phone as it was heard last.</summary>
/// <param name="Hardware">Its MAC address; <c>default</c> when a person speaks of it.</param>
/// <param name="Address">Its address; none when it is not known.</param>
public readonly record struct RescuedPhone(HardwareAddress Hardware, Ipv4Address Address);

/// <summary>How a phone shows that it looks for a machine.</summary>
public enum RescueClue
{
    /// <summary>It asks by ARP: the machine is in its own network, or the way out of it.</summary>
    AskedByArp,

    /// <summary>It sends packets for the machine to us, whom it takes for the way there.</summary>
    SentThroughUs,

    /// <summary>A person says so.</summary>
    WasTold,
}

/// <summary>Why an address is not taken.</summary>
public enum RescueRefusal
{
    /// <summary>Another machine on the wire has it.</summary>
    IsOwned,

    /// <summary>This computer reaches the network of that address over another card.</summary>
    IsElsewhere,

    /// <summary>Enough addresses are taken.</summary>
    TooMany,
}
