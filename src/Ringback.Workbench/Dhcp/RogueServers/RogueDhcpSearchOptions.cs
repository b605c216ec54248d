using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>How rogues are looked for.</summary>
public sealed record RogueDhcpSearchOptions
{
    private static readonly DhcpInquiryOptions Usual = new() { Hardware = default };

    /// <summary>What asks: <see cref="DhcpInquiryOptions.VendorClass"/>.</summary>
    public string VendorClass { get; init; } = Usual.VendorClass;

    /// <summary>When to ask: <see cref="DhcpInquiryOptions.SendAt"/>.</summary>
    public IReadOnlyList<TimeSpan> SendAt { get; init; } = Usual.SendAt;

    /// <summary>How long to listen: <see cref="DhcpInquiryOptions.Length"/>.</summary>
    public TimeSpan Length { get; init; } = Usual.Length;

    /// <summary>When to stop earlier: <see cref="DhcpInquiryOptions.EnoughServers"/>.</summary>
    public int? EnoughServers { get; init; }

    /// <summary>Where phones are to go; null when any TFTP server will do.</summary>
    public Ipv4Address? TftpServer { get; init; }

    internal DhcpInquiryOptions Inquiry(HardwareAddress hardware, Ipv4Address? takeFrom) => new()
    {
        Hardware = hardware,
        VendorClass = VendorClass,
        SendAt = SendAt,
        Length = Length,
        EnoughServers = EnoughServers,
        TakeFrom = takeFrom,
    };
}

/// <summary>A DHCP server that answers.</summary>
/// <param name="Answer">What it said.</param>
/// <param name="Reading">How a phone reads that.</param>
/// <param name="IsOurs">True when it speaks from one of the interface's own addresses.</param>
public sealed record RogueDhcpOffer(DhcpAnswer Answer, PhoneOfferReading Reading, bool IsOurs)
{
    /// <summary>What it calls itself, or where it speaks from.</summary>
    public Ipv4Address Server => Answer.Server;

    internal static RogueDhcpOffer Of(DhcpAnswer answer, InquiryInterface at, Ipv4Address? tftpServer) => new(
        answer, PhoneOfferReading.Read(answer.Message, tftpServer),
        at.OwnAddresses.Contains(answer.From) || at.OwnAddresses.Contains(answer.Server));
}

/// <summary>What a whole exchange with one server came to.</summary>
/// <param name="Offer">Its offer; null when it made none.</param>
/// <param name="Confirmation">
/// Its ACK or NAK; null when it did not answer. What an ACK gave has been given back.
/// </param>
public sealed record RogueDhcpTrial(RogueDhcpOffer? Offer, RogueDhcpOffer? Confirmation)
{
    /// <summary>True when the server gave an address.</summary>
    public bool IsLeased => Confirmation?.Answer.Message.Type == DhcpMessageType.Ack;
}
