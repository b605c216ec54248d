using System.Diagnostics.CodeAnalysis;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Lldp;

/// <summary>What a machine can do, type 7; other bits are kept as they came.</summary>
[Flags]
public enum LldpCapabilities : ushort
{
    /// <summary>It does not say.</summary>
    None = 0,

    /// <summary>A switch.</summary>
    Bridge = 0x04,

    /// <summary>A router.</summary>
    Router = 0x10,

    /// <summary>A phone.</summary>
    Telephone = 0x20,
}

/// <summary>For what a network policy of LLDP-MED is; others are kept as they came.</summary>
public enum LldpMedApplication : byte
{
    /// <summary>Voice.</summary>
    Voice = 1,

    /// <summary>What phones say to set calls up.</summary>
    VoiceSignalling = 2,
}

/// <summary>How a phone is to send, subtype 2 of LLDP-MED.</summary>
/// <param name="Application">For what.</param>
/// <param name="IsUnknown">True from a phone that asks for it.</param>
/// <param name="IsTagged">True when frames carry a tag.</param>
/// <param name="Vlan">The VLAN.</param>
/// <param name="Priority">The priority of the tag.</param>
/// <param name="Dscp">The mark of IP packets.</param>
public readonly record struct LldpMedPolicy(
    LldpMedApplication Application, bool IsUnknown, bool IsTagged, ushort Vlan, byte Priority, byte Dscp);

/// <summary>What a machine says of its making, subtypes 5 to 11 of LLDP-MED; null is what it does not say.</summary>
public sealed record LldpMedInventory
{
    /// <summary>Its hardware.</summary>
    public string? Hardware { get; init; }

    /// <summary>What it boots with.</summary>
    public string? Firmware { get; init; }

    /// <summary>What it runs: of a phone the load.</summary>
    public string? Software { get; init; }

    /// <summary>Its serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>Who made it.</summary>
    public string? Maker { get; init; }

    /// <summary>Its product.</summary>
    public string? Model { get; init; }

    /// <summary>What its owner calls it.</summary>
    public string? Asset { get; init; }
}

/// <summary>
/// What a machine announces of itself in the Link Layer Discovery Protocol, IEEE 802.1AB, with what phones add
/// (LLDP-MED, ANSI/TIA-1057): sources.md other-phones §5.6.
/// </summary>
/// <remarks>
/// <code>
///   | type (7 bits) | length (9 bits) | value … |    any number of these:
///   1 chassis, 2 port, 3 time to live, in this order; others; 0 is the end
///   127: | organisation (3), 00-12-BB for LLDP-MED | subtype (1) | value … |
/// </code>
/// Texts hold one character for each byte; who shows them makes them visible.
/// </remarks>
public sealed record LldpAnnouncement
{
    /// <summary>Addresses and policies of each that are read.</summary>
    public const int MostOfEach = 16;

    /// <summary>Things that one says at most: a switch with a name for each of its VLANs says some hundred.</summary>
    public const int MostValues = 256;

    /// <summary>The MAC address by which it names itself; null when it does so in another way.</summary>
    public HardwareAddress? ChassisHardware { get; init; }

    /// <summary>The IPv4 address by which it names itself; null when it does so in another way.</summary>
    public Ipv4Address? ChassisAddress { get; init; }

    /// <summary>The text by which it names itself; null when it does so in another way.</summary>
    public string? ChassisText { get; init; }

    /// <summary>The MAC address by which it names its port; null when it does so in another way.</summary>
    public HardwareAddress? PortHardware { get; init; }

    /// <summary>The text by which it names its port; null when it does so in another way.</summary>
    public string? PortText { get; init; }

    /// <summary>For how long what it says holds.</summary>
    public ushort TimeToLiveSeconds { get; init; } = 180;

    /// <summary>Its port in words, type 4; null when it says none.</summary>
    public string? PortDescription { get; init; }

    /// <summary>Its name, type 5; null when it says none.</summary>
    public string? SystemName { get; init; }

    /// <summary>What it is in words, type 6; null when it says none.</summary>
    public string? SystemDescription { get; init; }

    /// <summary>What it can do.</summary>
    public LldpCapabilities Capabilities { get; init; }

    /// <summary>What of that it does.</summary>
    public LldpCapabilities Enabled { get; init; }

    /// <summary>Its IPv4 addresses, type 8.</summary>
    public IReadOnlyList<Ipv4Address> Addresses { get; init; } = [];

    /// <summary>The kind of end point of LLDP-MED: 1 to 3, 3 is a phone, 4 is the network; null without.</summary>
    public byte? MedClass { get; init; }

    /// <summary>How to send, for what.</summary>
    public IReadOnlyList<LldpMedPolicy> Policies { get; init; } = [];

    /// <summary>What it says of its making.</summary>
    public LldpMedInventory Inventory { get; init; } = new();

    /// <summary>Things that it said and that are not read.</summary>
    public int Unread { get; init; }

    /// <summary>Reads what stands behind the header of Ethernet, perhaps with padding.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LldpAnnouncement? announcement, out LldpMalformation why) =>
        LldpReader.TryRead(bytes, out announcement, out why);
}

/// <summary>Why bytes are no announcement.</summary>
public enum LldpMalformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>A value says to be longer than what is left, or its head is not there.</summary>
    BadLength,

    /// <summary>It does not begin with chassis, port and time to live.</summary>
    BadOrder,

    /// <summary>A value of a known type is too short for it.</summary>
    BadValue,

    /// <summary>It has no end.</summary>
    NoEnd,

    /// <summary>It says more than <see cref="LldpAnnouncement.MostValues"/> things.</summary>
    TooMany,
}
