using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp;

/// <summary>From messages to events. Pure.</summary>
internal static class DhcpEvents
{
    // Option 60 of a phone has some forty characters, its name fifteen; a domain name has 253.
    private const int LongestText = 255;

    // There are 254 options to want, and a phone reads two servers.
    private const int MostWanted = 254;
    private const int MostServers = 16;

    /// <summary>A MAC as the phones' room has it; null for other hardware.</summary>
    internal static MacAddress? MacOf(HardwareAddress hardware)
    {
        if (hardware is not { Type: HardwareAddress.Ethernet, Length: 6 }) return null;
        return new MacAddress((ulong)(hardware.Bits >> (8 * (HardwareAddress.MaximumLength - 6))));
    }

    /// <summary>The other way round.</summary>
    internal static HardwareAddress HardwareOf(MacAddress mac) => new(HardwareAddress.Ethernet, 6,
        (UInt128)mac.ToUInt64() << (8 * (HardwareAddress.MaximumLength - 6)));

    internal static AddressAsked? Asked(
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
        if (ask is not { } said || MacOf(message.Hardware) is not { } mac) return null;
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
            Wants = [.. message.ParameterRequestList.ToArray().Take(MostWanted).Select(code => (int)code)],
            Wanted = Address(wanted),
            Server = Address(server),
            IsForOther = !server.IsNone && !isOurs(server),
            Relay = Address(message.Relay),
        };
    }

    internal static AddressAnswered? Answered(DhcpSend answer, DateTimeOffset at)
    {
        DhcpMessage reply = answer.Reply;
        if (MacOf(reply.Hardware) is not { } mac) return null;
        AddressAnswer kind = (reply.Type, reply.YourAddress.IsNone) switch
        {
            (DhcpMessageType.Offer, _) => AddressAnswer.Offered,
            (DhcpMessageType.Ack, false) => AddressAnswer.Leased,
            (DhcpMessageType.Ack, true) => AddressAnswer.Informed,
            _ => AddressAnswer.Refused,
        };
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
            Because = DhcpWords.Of(answer.Because),
        };
    }

    internal static AddressAnswered? Ignored(DhcpIgnored ignored, DateTimeOffset at) =>
        MacOf(ignored.Hardware) is not { } mac || !DhcpWords.IsTrouble(ignored.Why) ? null : new AddressAnswered
        {
            At = at, Mac = mac, Answer = AddressAnswer.Silence, Because = DhcpWords.Of(ignored.Why),
        };

    /// <summary>Where a reply sends a phone for its files, as the phone reads it.</summary>
    internal static FileServers FilesOf(DhcpMessage reply)
    {
        List<IPAddress> list = [];
        reply.TryGet(DhcpOptionCode.TftpServers, out ReadOnlyMemory<byte> value);
        for (int i = 0; i + Ipv4Address.Length <= value.Length && list.Count < MostServers; i += Ipv4Address.Length)
            list.Add(Ipv4Address.Read(value.Span[i..]).ToIPAddress());
        return new FileServers(list, Text(reply.Text(DhcpOptionCode.TftpServerName)), Address(reply.NextServer),
            Text(reply.ServerName));
    }

    private static long? LeaseOf(DhcpMessage reply) =>
        reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value)
        && new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds) ? seconds : null;

    private static IPAddress? Address(Ipv4Address address) => address.IsNone ? null : address.ToIPAddress();

    private static string? Text(string text) => text.Length == 0 ? null : Cut(text, LongestText);

    /// <summary>An event is kept for ever, and what it holds of a stranger's words is bounded.</summary>
    internal static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}
