namespace Ringback.Wire.Dhcp;

/// <summary>How to ask for DHCP servers.</summary>
public sealed record DhcpInquiryOptions
{
    /// <summary>The MAC address that asks; not that of a real phone, whose lease it would take.</summary>
    public required HardwareAddress Hardware { get; init; }

    /// <summary>What it says it is, without the NUL that a phone puts behind: sources.md 7940-7960 §2.2.</summary>
    public string VendorClass { get; init; } = "Cisco Systems, Inc. IP Phone CP-7940G";

    /// <summary>
    /// When to send DISCOVER, since the beginning, and REQUEST, since the offer. Two, because networks lose frames and
    /// a switch port that has just come up loses all of them.
    /// </summary>
    public IReadOnlyList<TimeSpan> SendAt { get; init; } = [TimeSpan.Zero, TimeSpan.FromSeconds(2)];

    /// <summary>
    /// How long to listen after each beginning. dnsmasq looks for three seconds whether an address is free before it
    /// offers it.
    /// </summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ends the search as soon as so many servers have answered; null listens to the end, for the good answer is
    /// silence.
    /// </summary>
    public int? EnoughServers { get; init; }

    /// <summary>
    /// The server whose offer is taken and given back at once, to see the whole exchange; null takes none.
    /// </summary>
    public Ipv4Address? TakeFrom { get; init; }
}

/// <summary>Where an inquiry stands.</summary>
public enum DhcpInquiryState
{
    /// <summary>Looks for servers.</summary>
    Asking,

    /// <summary>Has taken an offer and waits for its confirmation.</summary>
    Requesting,

    /// <summary>Nobody answers any more, or nothing more is wanted.</summary>
    Ended,
}

/// <summary>A message that an inquiry sends.</summary>
/// <param name="Message">What to write, for <see cref="DhcpWriter.RoomOfAnyClient"/> bytes.</param>
/// <param name="Source">From which address; none while there is none.</param>
/// <param name="Destination">To which address, port 67: all, or the server.</param>
public readonly record struct DhcpInquirySend(DhcpMessage Message, Ipv4Address Source, Ipv4Address Destination);

/// <summary>An answer, and who sent it.</summary>
/// <param name="Message">The answer.</param>
/// <param name="From">The source of the datagram: a server, or a relay.</param>
/// <param name="FromHardware">The source of its frame; <c>default</c> when frames are not seen.</param>
public sealed record DhcpAnswer(DhcpMessage Message, Ipv4Address From, HardwareAddress FromHardware)
{
    /// <summary>Who answers: what the server calls itself, or where the datagram came from.</summary>
    public Ipv4Address Server => Message.ServerIdentifier.IsNone ? From : Message.ServerIdentifier;
}
