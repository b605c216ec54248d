using System.Diagnostics.CodeAnalysis;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Cdp;

/// <summary>What kind of machine announces itself, type 0x04; other bits are kept as they came.</summary>
[Flags]
public enum CdpCapabilities : uint
{
    /// <summary>It does not say.</summary>
    None = 0,

    /// <summary>A router.</summary>
    Router = 0x01,

    /// <summary>A switch.</summary>
    Switch = 0x08,

    /// <summary>A host: a phone says so too.</summary>
    Host = 0x10,

    /// <summary>A phone.</summary>
    Phone = 0x80,
}

/// <summary>
/// What a machine announces of itself in the Cisco Discovery Protocol. A phone does so before it has any address:
/// sources.md other-phones §5.4, §5.5.
/// </summary>
/// <remarks>
/// <code>
///   0               1               2               3
///  +---------------+---------------+-------------------------------+
///  | version       | time to live  | checksum                      |
///  +---------------+---------------+-------------------------------+
///  | type                          | length, of these 4 bytes too  |   any number of these
///  | value …                                                       |
///  +---------------------------------------------------------------+
/// </code>
/// On the cable it lies behind LLC and SNAP. Texts hold one character for each byte; who shows them makes them visible.
/// </remarks>
public sealed record CdpAnnouncement
{
    /// <summary>The version that phones and switches speak.</summary>
    public const byte LatestVersion = 2;

    /// <summary>Addresses that are read; a router has many, and nobody needs more.</summary>
    public const int MostAddresses = 16;

    /// <summary>Things that one says at most; a switch says some twenty.</summary>
    public const int MostValues = 256;

    /// <summary>The version.</summary>
    public byte Version { get; init; } = LatestVersion;

    /// <summary>For how long what it says holds.</summary>
    public byte TimeToLiveSeconds { get; init; } = 180;

    /// <summary>Its name, type 0x01: <c>SEP000E84C060A6</c>; empty when it says none.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>Its IPv4 addresses, type 0x02; empty before it has one.</summary>
    public IReadOnlyList<Ipv4Address> Addresses { get; init; } = [];

    /// <summary>The port that it speaks from, type 0x03: <c>Port 1</c>; empty when it says none.</summary>
    public string PortId { get; init; } = "";

    /// <summary>What it is, type 0x04.</summary>
    public CdpCapabilities Capabilities { get; init; }

    /// <summary>Its software, type 0x05: of a phone the load; empty when it says none.</summary>
    public string SoftwareVersion { get; init; } = "";

    /// <summary>Its product, type 0x06: <c>Cisco IP Phone 7960</c>; empty when it says none.</summary>
    public string Platform { get; init; } = "";

    /// <summary>The VLAN of what is not tagged, type 0x0A; null when it says none.</summary>
    public ushort? NativeVlan { get; init; }

    /// <summary>True for full duplex, type 0x0B; null when it does not say.</summary>
    public bool? IsFullDuplex { get; init; }

    /// <summary>A switch's word which VLAN phones are to use, type 0x0E; null when it says none.</summary>
    public ushort? VoiceVlan { get; init; }

    /// <summary>True when it asks which VLAN phones are to use, type 0x0F.</summary>
    public bool AsksForVoiceVlan { get; init; }

    /// <summary>The power that it takes, type 0x10; null when it does not say.</summary>
    public ushort? PowerMilliwatts { get; init; }

    /// <summary>Things that it said and that are not read.</summary>
    public int Unread { get; init; }

    /// <summary>Reads what stands behind LLC and SNAP, without padding.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CdpAnnouncement? announcement, out CdpMalformation why) =>
        CdpReader.TryRead(bytes, out announcement, out why);
}

/// <summary>Why bytes are no announcement.</summary>
public enum CdpMalformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Shorter than the head.</summary>
    TooShort,

    /// <summary>It does not agree with its checksum, in neither way to count an odd byte.</summary>
    BadChecksum,

    /// <summary>A value says to be longer than what is left, or shorter than its own head.</summary>
    BadLength,

    /// <summary>A value of a known type is too short for it.</summary>
    BadValue,

    /// <summary>It says more than <see cref="CdpAnnouncement.MostValues"/> things.</summary>
    TooMany,
}
