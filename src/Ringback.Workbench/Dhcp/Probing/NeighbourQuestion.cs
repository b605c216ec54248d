using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Probing;

/// <summary>Somebody asks by ARP who has an address: it wants to speak to that machine next.</summary>
/// <param name="Asker">Its own address; never none.</param>
/// <param name="Hardware">Its MAC address.</param>
/// <param name="Sought">The address that it looks for; its own when it only announces itself.</param>
public readonly record struct NeighbourQuestion(Ipv4Address Asker, HardwareAddress Hardware, Ipv4Address Sought);
