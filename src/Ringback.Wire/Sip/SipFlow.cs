using System.Net;

namespace Ringback.Wire.Sip;

/// <summary>What carries a message.</summary>
public enum SipTransport
{
    /// <summary>One message in a datagram.</summary>
    Udp,

    /// <summary>Messages one behind the other.</summary>
    Tcp,
}

/// <summary>The way by which a message came, or is to go.</summary>
/// <param name="Transport">What carries it.</param>
/// <param name="Connection">
/// The shell's number: of the connection over TCP, never used again; of the port over UDP.
/// </param>
/// <param name="Remote">The other end.</param>
/// <param name="Local">Our end.</param>
public sealed record SipFlow(SipTransport Transport, int Connection, IPEndPoint Remote, IPEndPoint Local)
{
    /// <summary>True where messages may be lost and are said again.</summary>
    internal bool IsLossy => Transport is SipTransport.Udp;

    /// <summary>Our end, as it stands in a URI.</summary>
    internal string LocalText => Text(Local);

    /// <summary>An address and its port as they stand in a header; IPv4 in its own form.</summary>
    internal static string Text(IPEndPoint end) => (end.Address.IsIPv4MappedToIPv6
        ? new IPEndPoint(end.Address.MapToIPv4(), end.Port)
        : end).ToString();
}
