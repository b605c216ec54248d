namespace Ringback.Wire.Ethernet;

/// <summary>
/// What stands before a packet on some link, by the numbers that capture files have for it (the registry of link-layer
/// header types of tcpdump.org). Other numbers are kept as they came.
/// </summary>
public enum LinkType
{
    /// <summary>
    /// The family of addresses, in the byte order of the machine that captured: loopback of the BSDs.
    /// </summary>
    BsdLoopback = 0,

    /// <summary>Ethernet, with its whole header.</summary>
    Ethernet = 1,

    /// <summary>An IP packet and nothing before it, as some systems number it.</summary>
    RawIpOfBsd = 12,

    /// <summary>An IP packet and nothing before it, as others number it.</summary>
    RawIpOfOpenBsd = 14,

    /// <summary>An IP packet and nothing before it.</summary>
    RawIp = 101,

    /// <summary>As <see cref="BsdLoopback"/>, in the order of the wire.</summary>
    OpenBsdLoopback = 108,

    /// <summary>Linux "cooked", as the interface <c>any</c> gives it.</summary>
    LinuxCooked = 113,

    /// <summary>An IPv4 packet and nothing before it.</summary>
    RawIpv4 = 228,

    /// <summary>An IPv6 packet and nothing before it.</summary>
    RawIpv6 = 229,

    /// <summary>Linux "cooked", second version, with the number of the interface.</summary>
    LinuxCooked2 = 276,
}
