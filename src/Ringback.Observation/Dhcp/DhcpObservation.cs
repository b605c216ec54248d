using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>From DHCP messages to events, whoever heard them: our own server, or somebody who listens.</summary>
public static class DhcpObservation
{
    // Option 60 of a phone has some forty characters, its name fifteen; a domain name has 253.
    private const int LongestText = 255;

    // There are 254 options to want, and a phone reads two servers.
    private const int MostWanted = 254;
    private const int MostServers = 16;

    // What another server says stands in these sentences.
    private const int LongestSentence = 500;

    /// <summary>A phone's question; null for what is none, and for other hardware than Ethernet.</summary>
    /// <param name="message">The message.</param>
    /// <param name="wasBroadcast">True when it was sent to everybody.</param>
    /// <param name="isOurs">True for the addresses of the server that was listened at.</param>
    /// <param name="at">When.</param>
    public static AddressAsked? Asked(
        DhcpMessage message, bool wasBroadcast, Func<Ipv4Address, bool> isOurs, DateTimeOffset at)
    {
        AddressAsk? ask = message.Type switch
        {
            DhcpMessageType.Discover => AddressAsk.Discover,
            DhcpMessageType.Decline => AddressAsk.Decline,
            DhcpMessageType.Release => AddressAsk.Release,
            DhcpMessageType.Inform => AddressAsk.Inform,
            DhcpMessageType.Request => message.RequestState(wasBroadcast) switch
            {
                DhcpRequestState.Selecting => AddressAsk.Select,
                DhcpRequestState.InitReboot => AddressAsk.Reboot,
                DhcpRequestState.Renewing => AddressAsk.Renew,
                DhcpRequestState.Rebinding => AddressAsk.Rebind,
                _ => AddressAsk.Contradictory,
            },
            _ => null,
        };
        if (ask is not { } said || EthernetAddress.MacOf(message.Hardware) is not { } mac) return null;
        Ipv4Address wanted = said is AddressAsk.Release ? message.ClientAddress : message.RequestedAddress;
        Ipv4Address server = message.ServerIdentifier;
        return new AddressAsked
        {
            At = at,
            // Nothing but a renewal comes from an address that is the phone's for sure.
            Address = said is AddressAsk.Renew or AddressAsk.Rebind ? Address(message.ClientAddress) : null,
            Mac = mac,
            Ask = said,
            VendorClass = Text(message.VendorClass),
            HostName = Text(message.Text(DhcpOptionCode.HostName)),
            HostNameEndsInNul =
                message.TryGet(DhcpOptionCode.HostName, out ReadOnlyMemory<byte> name) && name.Span is [.., 0],
            Wants = [.. message.ParameterRequestList.ToArray().Take(MostWanted).Select(code => (int)code)],
            Wanted = Address(wanted),
            Server = Address(server),
            IsForOther = !server.IsNone && !isOurs(server),
            Relay = Address(message.Relay),
        };
    }

    /// <summary>The answer that a phone got; null for other hardware than Ethernet.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="because">Why, where it was we who answered; null where the answer was only seen.</param>
    /// <param name="at">When.</param>
    public static AddressAnswered? Answered(DhcpMessage reply, DhcpBecause? because, DateTimeOffset at)
    {
        if (EthernetAddress.MacOf(reply.Hardware) is not { } mac) return null;
        AddressAnswer kind = KindOf(reply);
        long? lease = LeaseOf(reply);
        return new AddressAnswered
        {
            At = at,
            Address = kind is AddressAnswer.Leased ? Address(reply.YourAddress) : null,
            Mac = mac,
            Answer = kind,
            Given = Address(reply.YourAddress),
            LeaseSeconds = lease,
            // All ones are for ever (RFC 2131 §3.3).
            LeaseEnds = kind is AddressAnswer.Leased && lease is { } s and < uint.MaxValue ? at.AddSeconds(s) : null,
            Server = Address(reply.ServerIdentifier),
            Files = kind is AddressAnswer.Refused ? null : FilesOf(reply),
            Because = because is { } why ? DhcpReasons.Of(why) : null,
        };
    }

    /// <summary>
    /// A question of a phone got no answer; null for other hardware than Ethernet, and where silence is right.
    /// </summary>
    public static AddressAnswered? Unanswered(HardwareAddress phone, DhcpBecause why, DateTimeOffset at) =>
        EthernetAddress.MacOf(phone) is not { } mac || !DhcpReasons.IsTrouble(why) ? null : new AddressAnswered
        {
            At = at, Mac = mac, Answer = AddressAnswer.Silence, Because = DhcpReasons.Of(why),
        };

    /// <summary>Another DHCP server answered.</summary>
    /// <param name="offer">Its answer, as phones read it.</param>
    /// <param name="server">What it calls itself, or where it spoke from.</param>
    /// <param name="phone">The phone that it was for; null when it was for a question of our own.</param>
    /// <param name="at">When.</param>
    public static RogueDhcpAnswered OtherAnswered(
        PhoneOfferReading offer, Ipv4Address server, MacAddress? phone, DateTimeOffset at)
    {
        DhcpMessage message = offer.Message;
        return new RogueDhcpAnswered
        {
            At = at,
            Mac = phone,
            Server = server.ToIPAddress(),
            Product = ServerGuess.Of(message) is { } guess ? $"probably {guess.Name}" : null,
            Answer = message.Type switch
            {
                DhcpMessageType.Offer => AddressAnswer.Offered,
                DhcpMessageType.Nak => AddressAnswer.Refused,
                _ => AddressAnswer.Leased,
            },
            Given = Address(message.YourAddress),
            Files = FilesOf(message),
            Faults = message.Type is DhcpMessageType.Nak
                ? []
                : [.. offer.Faults.Select(f => new RogueDhcpFault(f.Code, Cut(f.Because, LongestSentence)))],
            Consequence = Cut(offer.Consequence(server), LongestSentence),
        };
    }

    /// <summary>A phone asked by ARP who has an address.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="asker">The address that it says it has.</param>
    /// <param name="sought">The address that it looks for.</param>
    /// <param name="isForeign">True when the phone's address is in no network of ours.</param>
    /// <param name="at">When.</param>
    public static NeighbourSought? Sought(
        HardwareAddress phone, Ipv4Address asker, Ipv4Address sought, bool isForeign, DateTimeOffset at) =>
        EthernetAddress.MacOf(phone) is not { } mac ? null : new NeighbourSought
        {
            At = at,
            Address = asker.ToIPAddress(),
            Mac = mac,
            Sought = sought.ToIPAddress(),
            IsForeign = isForeign,
        };

    /// <summary>Where a reply sends a phone for its files, field by field.</summary>
    public static FileServers FilesOf(DhcpMessage reply)
    {
        List<IPAddress> list = [];
        reply.TryGet(DhcpOptionCode.TftpServers, out ReadOnlyMemory<byte> value);
        for (int i = 0; i + Ipv4Address.Length <= value.Length && list.Count < MostServers; i += Ipv4Address.Length)
            list.Add(Ipv4Address.Read(value.Span[i..]).ToIPAddress());
        return new FileServers(list, Text(reply.Text(DhcpOptionCode.TftpServerName)), Address(reply.NextServer),
            Text(reply.ServerName));
    }

    private static AddressAnswer KindOf(DhcpMessage reply) => (reply.Type, reply.YourAddress.IsNone) switch
    {
        (DhcpMessageType.Offer, _) => AddressAnswer.Offered,
        (DhcpMessageType.Ack, false) => AddressAnswer.Leased,
        (DhcpMessageType.Ack, true) => AddressAnswer.Informed,
        _ => AddressAnswer.Refused,
    };

    private static long? LeaseOf(DhcpMessage reply) =>
        reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value)
        && new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds) ? seconds : null;

    private static IPAddress? Address(Ipv4Address address) => address.IsNone ? null : address.ToIPAddress();

    private static string? Text(string text) => text.Length == 0 ? null : Cut(text, LongestText);

    // An event is kept for ever, and what it holds of a stranger's words is bounded.
    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}
