using System.Buffers.Binary;
using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dns;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sip;
using Ringback.Wire.Syslog;

namespace Ringback.Observation.Captures;

/// <summary>
/// What phones say over UDP to servers other than TFTP and DHCP. Other machines speak SIP, DNS and syslog too: of those
/// nothing is told.
/// </summary>
internal sealed class SideFollower(
    Stations stations, ServerFollower servers, PhoneCatalogue catalogue, FrameCounts counts)
{
    internal const ushort Sip = 5060;
    internal const ushort Mgcp = 2427;
    internal const ushort OldMgcp = 2727;
    internal const ushort Dns = 53;
    internal const ushort Ntp = 123;
    internal const ushort Syslog = 514;

    private readonly Dictionary<(Port Phone, ushort Id), DnsQuestion> _questions = [];

    /// <summary>A datagram that goes to one of those ports.</summary>
    internal bool Take(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment) => to.Number switch
    {
        Sip => TakeSip(payload, from, to, moment),
        Mgcp or OldMgcp => TakeMgcp(payload, from, to, moment),
        Dns => TakeQuestion(payload, from, to, moment),
        Ntp => TakeNtp(from, to, moment),
        _ => TakeSyslog(payload, from, to, moment),
    };

    /// <summary>A datagram that comes from one of those ports.</summary>
    internal bool TakeAnswer(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment)
    {
        if (stations.Find(to.Address) is not { IsPhone: true } station) return false;
        if (from.Number == Dns) return TakeNames(payload, station, from, to, moment);
        ServerRole? role = from.Number switch
        {
            Sip => ServerRole.Sip,
            Mgcp or OldMgcp => ServerRole.Mgcp,
            Ntp => ServerRole.Ntp,
            _ => null,
        };
        if (role is not { } known) return false;
        servers.Answered(station, to.Address, from, known, moment);
        if (known is ServerRole.Sip && SipMessage.TryRead(payload, out SipMessage? answer, out _)
            && RegistrationObservation.Refused(
                answer, to.Address.ToIPAddress(), from.Address.ToIPAddress(), moment.At) is { } refused)
        {
            stations.Tell(station, refused, moment);
        }

        return true;
    }

    /// <summary>A SIP message, over UDP or out of a TCP connection.</summary>
    internal bool TakeSip(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment)
    {
        if (!SipMessage.TryRead(payload, out SipMessage? message, out _)) return false;
        // Answers go to that port too.
        if (!message.IsRequest) return false;
        Station station = stations.Of(from.Address);
        bool isPhones = station.IsPhone || IsPhones(message.First("User-Agent"));
        if (!isPhones) return true;
        if (message.Method == "REGISTER") servers.Tried(station, from.Address, to, ServerRole.Sip, moment);
        if (RegistrationObservation.Of(message, from.Address.ToIPAddress(), moment.At) is { } registered)
            stations.Tell(station, registered, moment, proves: true);
        return true;
    }

    private bool TakeMgcp(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment)
    {
        if (!MgcpCommand.TryRead(payload, out MgcpCommand? command, out _)) return false;
        Station station = stations.Of(from.Address);
        bool isPhones = station.IsPhone || (MacAddress.TryParse(command.Mac, null, out MacAddress mac)
            && PhoneMakers.Include(mac));
        // Gateways of many makers speak MGCP.
        if (!isPhones) return true;
        servers.Tried(station, from.Address, to, ServerRole.Mgcp, moment);
        if (RegistrationObservation.Of(command, from.Address.ToIPAddress(), moment.At) is { } registered)
            stations.Tell(station, registered, moment, proves: true);
        return true;
    }

    private bool TakeQuestion(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment)
    {
        if (stations.Find(from.Address) is not { IsPhone: true } station) return false;
        if (!DnsQuestion.TryRead(payload, out DnsQuestion? question, out _)) return false;
        servers.Tried(station, from.Address, to, ServerRole.Dns, moment);
        (Port, ushort) key = (from, BinaryPrimitives.ReadUInt16BigEndian(payload));
        // What is never answered stays; when there is too much of that, it begins anew.
        if (_questions.Count >= stations.Limits.Transfers)
        {
            counts.LeftOut += _questions.Count;
            _questions.Clear();
        }

        _questions[key] = question;
        return true;
    }

    private bool TakeNames(
        ReadOnlySpan<byte> payload, Station station, Port from, Port to, in FrameMoment moment)
    {
        if (payload.Length < 2) return false;
        (Port, ushort) key = (to, BinaryPrimitives.ReadUInt16BigEndian(payload));
        if (!_questions.Remove(key, out DnsQuestion? question)) return false;
        servers.Answered(station, to.Address, from, ServerRole.Dns, moment);
        IPAddress? address = SeenDnsAnswer.AddressIn(payload) is { } found ? found.ToIPAddress() : null;
        stations.Tell(station,
            SideServiceObservation.Asked(question, to.Address.ToIPAddress(), address, null, moment.At), moment);
        return true;
    }

    private bool TakeNtp(Port from, Port to, in FrameMoment moment)
    {
        if (stations.Find(from.Address) is not { IsPhone: true } station) return false;
        servers.Tried(station, from.Address, to, ServerRole.Ntp, moment);
        return true;
    }

    private bool TakeSyslog(ReadOnlySpan<byte> payload, Port from, Port to, in FrameMoment moment)
    {
        if (stations.Find(from.Address) is not { IsPhone: true } station) return false;
        servers.Tried(station, from.Address, to, ServerRole.Syslog, moment);
        foreach (SyslogMessage line in SyslogMessage.ReadLines(payload, out int leftOut))
        {
            PhoneSaid said = SideServiceObservation.Said(line, from.Address.ToIPAddress(), moment.At);
            stations.Tell(station, said with { LeftOut = leftOut }, moment);
            leftOut = 0;
        }

        return true;
    }

    /// <summary>
    /// A phone of this maker, and not one of its routers: those call themselves Cisco-SIPGateway (sources.md
    /// other-phones §6.2).
    /// </summary>
    private bool IsPhones(string? userAgent) => userAgent is not null
        && (userAgent.StartsWith("Cisco-CP", StringComparison.OrdinalIgnoreCase)
            || userAgent.StartsWith("CSCO/", StringComparison.OrdinalIgnoreCase)
            || userAgent.StartsWith("Cisco ATA", StringComparison.OrdinalIgnoreCase)
            || catalogue.FindByUserAgent(userAgent) is not null);
}
