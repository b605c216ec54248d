using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;

namespace Ringback.Workbench.Dhcp;

/// <summary>From another server's answer to an event. Pure.</summary>
public static class RogueDhcpEvents
{
    // What it says stands in these sentences.
    private const int LongestWords = 500;

    /// <summary>The event.</summary>
    /// <param name="offer">The answer.</param>
    /// <param name="phone">The phone that it was for; null when it was for a question of our own.</param>
    /// <param name="at">When.</param>
    public static RivalAnswered Of(RogueDhcpOffer offer, MacAddress? phone, DateTimeOffset at)
    {
        DhcpMessage message = offer.Answer.Message;
        return new RivalAnswered
        {
            At = at,
            Mac = phone,
            Server = offer.Server.ToIPAddress(),
            Product = ServerGuess.Of(message)?.Products is [var product, ..]
                ? $"probably {RogueDhcpReport.NameOf(product)}"
                : null,
            Answer = message.Type switch
            {
                DhcpMessageType.Offer => AddressAnswer.Offered,
                DhcpMessageType.Nak => AddressAnswer.Refused,
                _ => AddressAnswer.Leased,
            },
            Given = message.YourAddress.IsNone ? null : message.YourAddress.ToIPAddress(),
            Files = DhcpEvents.FilesOf(message),
            Faults = message.Type is DhcpMessageType.Nak
                ? []
                : [.. offer.Reading.Faults.Select(f =>
                    new RivalFault(CodeOf(f.Kind), DhcpEvents.Cut(f.Because, LongestWords)))],
            Consequence = DhcpEvents.Cut(RogueDhcpReport.Consequence(offer), LongestWords),
        };
    }

    private static string? CodeOf(PhoneOfferFaultKind kind) => kind switch
    {
        PhoneOfferFaultKind.Option150Missing => FindingCode.Option150Missing,
        PhoneOfferFaultKind.Option150IsText or PhoneOfferFaultKind.Option150BadLength => FindingCode.Option150Malformed,
        _ => null,
    };
}
