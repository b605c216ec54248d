using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Rivals;

namespace Ringback.Workbench.Dhcp;

/// <summary>From another server's answer to an event, and to what a phone would do with it. Pure.</summary>
public static class RivalEvents
{
    // What it says stands in these sentences.
    private const int LongestWords = 500;

    /// <summary>The event.</summary>
    /// <param name="offer">The answer.</param>
    /// <param name="phone">The phone that it was for; null when it was for a question of our own.</param>
    /// <param name="at">When.</param>
    public static RivalAnswered Of(RivalOffer offer, MacAddress? phone, DateTimeOffset at)
    {
        DhcpMessage message = offer.Answer.Message;
        return new RivalAnswered
        {
            At = at,
            Mac = phone,
            Server = offer.Server.ToIPAddress(),
            Product = ServerGuess.Of(message)?.Products is [var product, ..]
                ? $"probably {NameOf(product)}"
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
            Consequence = DhcpEvents.Cut(Consequence(offer), LongestWords),
        };
    }

    /// <summary>What a phone would do with an answer, in a sentence.</summary>
    public static string Consequence(RivalOffer offer)
    {
        if (offer.Answer.Message.Type is DhcpMessageType.Nak) return "A phone that it refuses begins anew.";
        PhoneOfferReading reading = offer.Reading;
        if (reading.ForJavaPhones is not { } java)
        {
            return $"A phone would find no TFTP server in it, and would ask {offer.Server} itself or the one that it "
                + "has in its flash.";
        }

        return reading.For7940And7960 is { } both
            ? $"A phone would ask {both.First} for its files ({both.Place})."
            : $"A Java phone would ask {java.First} for its files ({java.Place}); which place a 7940 or 7960 prefers "
                + "when they disagree is not verified.";
    }

    /// <summary>A product, for people.</summary>
    public static string NameOf(ServerProduct product) =>
        ServerRemedy.For(product, new RemedyRequest([Ipv4Address.Parse("192.0.2.1")],
            Ipv4Network.Parse("192.0.2.0/24"))).Name;

    private static string? CodeOf(PhoneOfferFaultKind kind) => kind switch
    {
        PhoneOfferFaultKind.Option150Missing => FindingCode.Option150Missing,
        PhoneOfferFaultKind.Option150IsText or PhoneOfferFaultKind.Option150BadLength => FindingCode.Option150Malformed,
        _ => null,
    };
}
