using System.Globalization;
using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Sccp;

namespace Ringback.Observation.Captures;

/// <summary>
/// What phones say over TCP: SCCP to a call manager, SIP to a proxy, HTTP for their files. Of a connection the phone's
/// words are put together again, and of the server's only the first line of an HTTP answer.
/// </summary>
internal sealed class StreamFollower(Stations stations, ServerFollower servers, SideFollower side,
    PhoneCatalogue catalogue, FrameCounts counts)
{
    internal const ushort Sccp = 2000;
    internal const ushort SecureSccp = 2443;
    internal const ushort Http = 6970;
    internal const ushort Sip = SideFollower.Sip;
    internal const ushort SecureSip = 5061;

    private readonly Dictionary<(Port Phone, Port Server), Conversation> _all = [];
    private long _held;

    /// <summary>Nothing more comes.</summary>
    internal void Finish()
    {
        foreach (Conversation conversation in _all.Values) Answer(conversation, null, null);
    }

    internal static bool IsServers(ushort port) => port is Sccp or SecureSccp or Http or Sip or SecureSip;

    /// <summary>A segment to a server.</summary>
    internal bool Take(in CapturedTcp tcp, Port from, Port to, in FrameMoment moment)
    {
        Station station = stations.Of(from.Address);
        if ((tcp.Flags & (TcpFlags.Synchronize | TcpFlags.Acknowledge)) == TcpFlags.Synchronize)
        {
            servers.Tried(station, from.Address, to, RoleOf(to.Number), moment);
            Conversation begun = Find(from, to, station);
            _held -= begun.Stream.Held;
            begun.Stream.Begin(tcp.Sequence);
            return true;
        }

        bool isOver = (tcp.Flags & (TcpFlags.Finish | TcpFlags.Reset)) != 0;
        if (tcp.Payload.IsEmpty && !isOver) return false;
        Conversation conversation = Find(from, to, station);
        int before = conversation.Stream.Held;
        counts.Gaps += conversation.Stream.Add(tcp.Sequence, tcp.Payload);
        bool isRead = Read(conversation, moment);
        _held += conversation.Stream.Held - before;
        if (isOver) Remove(from, to, conversation);
        return isRead;
    }

    /// <summary>A segment from a server.</summary>
    internal bool TakeAnswer(in CapturedTcp tcp, Port from, Port to, in FrameMoment moment)
    {
        if (!_all.TryGetValue((to, from), out Conversation? conversation)) return false;
        bool isAccepted = (tcp.Flags & (TcpFlags.Synchronize | TcpFlags.Reset)) == TcpFlags.Synchronize;
        if (isAccepted || !tcp.Payload.IsEmpty)
            servers.Answered(conversation.Station, to.Address, from, RoleOf(from.Number), moment);
        if (from.Number == Sccp) TakeRejection(conversation, tcp.Payload, from, moment);
        if (from.Number != Http || SeenHttp.StatusIn(tcp.Payload) is not { } status) return isAccepted;
        Answer(conversation, status, NumberAfter(SeenHttp.HeadOf(tcp.Payload), "Content-Length:"));
        return true;
    }

    /// <summary>A call manager says no in one short message, which no switch takes apart.</summary>
    private void TakeRejection(
        Conversation conversation, ReadOnlySpan<byte> bytes, Port server, in FrameMoment moment)
    {
        while (SccpFrame.TryRead(bytes, out SccpFrame frame, out int consumed, out _) is SccpRead.Complete)
        {
            if (frame.MessageId is SccpMessageId.RegisterReject)
            {
                ReadOnlySpan<byte> text = frame.Payload;
                int end = text.IndexOf((byte)0);
                string said = Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
                stations.Tell(conversation.Station, RegistrationObservation.Refused(said,
                    conversation.Phone.Address.ToIPAddress(), server.Address.ToIPAddress(), moment.At), moment);
            }

            bytes = bytes[consumed..];
        }
    }

    private bool Read(Conversation conversation, in FrameMoment moment) => conversation.Server.Number switch
    {
        Sccp => ReadSccp(conversation, moment),
        Sip => ReadSip(conversation, moment),
        Http => ReadHttp(conversation, moment),
        // What is encrypted says that it is there, and nothing more.
        _ => Forget(conversation),
    };

    private bool ReadSccp(Conversation conversation, in FrameMoment moment)
    {
        bool isRead = false;
        while (true)
        {
            SccpRead read = SccpFrame.TryRead(conversation.Stream.Bytes, out SccpFrame frame, out int consumed, out _);
            if (read is SccpRead.Malformed)
            {
                counts.Malformed++;
                conversation.Stream.Drop();
            }

            if (read is not SccpRead.Complete) return isRead;
            isRead |= Take(frame, conversation, moment);
            conversation.Stream.Use(consumed);
        }
    }

    private bool Take(in SccpFrame frame, Conversation conversation, in FrameMoment moment)
    {
        SccpEvidence? evidence = frame.MessageId switch
        {
            SccpMessageId.Register when SccpRegister.TryRead(frame.Payload, out SccpRegister? register, out _)
                => new SccpRegistered(register),
            SccpMessageId.Alarm when SccpAlarm.TryRead(frame.Payload, out SccpAlarm? alarm, out _)
                => new SccpAlarmed(alarm),
            _ => null,
        };
        if (evidence is null) return true;
        if (evidence is SccpAlarmed { Alarm.Load: { } load }) conversation.Load = load;
        string? name = evidence switch
        {
            SccpRegistered r => r.Register.DeviceName,
            SccpAlarmed a => a.Alarm.Name,
            _ => null,
        };
        // Gateways, conference bridges and analogue ports register as well.
        bool isPhones = conversation.Station.IsPhone || CableObservation.IsDeviceName(name);
        if (isPhones && RegistrationObservation.Of(evidence, conversation.Load,
            conversation.Phone.Address.ToIPAddress(), catalogue, moment.At) is { } e)
        {
            stations.Tell(conversation.Station, e, moment, proves: true);
        }

        return true;
    }

    private bool ReadSip(Conversation conversation, in FrameMoment moment)
    {
        bool isRead = false;
        while (SipLength(conversation.Stream.Bytes) is > 0 and int length)
        {
            ReadOnlySpan<byte> message = conversation.Stream.Bytes[..length];
            isRead |= side.TakeSip(message, conversation.Phone, conversation.Server, moment);
            conversation.Stream.Use(length);
        }

        return isRead;
    }

    /// <summary>Bytes of the first message: its headers and the body that they announce; 0 before that.</summary>
    private static int SipLength(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return 0;
        int length = end + 4;
        int body = NumberAfter(bytes[..end], "Content-Length:") ?? NumberAfter(bytes[..end], "l:") ?? 0;
        return body < 0 || body > bytes.Length - length ? 0 : length + body;
    }

    private bool ReadHttp(Conversation conversation, in FrameMoment moment)
    {
        bool isRead = false;
        while (conversation.Stream.Bytes.IndexOf("\r\n\r\n"u8) is >= 0 and int end)
        {
            if (SeenHttp.NameIn(conversation.Stream.Bytes[..end]) is { } name)
            {
                isRead = true;
                // Phones ask one after the other: what is asked before the answer came gets none.
                Answer(conversation, null, null);
                conversation.Asked = name;
                conversation.AskedAt = moment;
                if (RequestedFile.Recognise(name).Kind is not RequestedKind.Other) stations.Prove(conversation.Station);
            }

            conversation.Stream.Use(end + 4);
        }

        return isRead;
    }

    /// <summary>Tells the open question with what came of it.</summary>
    private void Answer(Conversation conversation, int? status, long? length)
    {
        if (conversation.Asked is not { } name) return;
        conversation.Asked = null;
        FileAsked asked = HttpObservation.Seen(
            conversation.Phone.ToEndPoint(), name, status, length, conversation.AskedAt.At);
        stations.Tell(conversation.Station, asked, conversation.AskedAt);
    }

    private static int? NumberAfter(ReadOnlySpan<byte> head, string header)
    {
        string text = Encoding.Latin1.GetString(head);
        int at = text.IndexOf("\r\n" + header, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string rest = text[(at + 2 + header.Length)..];
        int end = rest.IndexOf('\r', StringComparison.Ordinal);
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.AllowLeadingWhite
            | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static bool Forget(Conversation conversation)
    {
        conversation.Stream.Drop();
        return false;
    }

    private Conversation Find(Port phone, Port server, Station station)
    {
        if (_all.TryGetValue((phone, server), out Conversation? known)) return known;
        if (_all.Count >= stations.Limits.Streams || _held > stations.Limits.AllStreamBytes) MakeRoom();
        Conversation fresh = new(new TcpStream(stations.Limits.StreamBytes), phone, server, station);
        _all.Add((phone, server), fresh);
        return fresh;
    }

    /// <summary>Half of them go. Phones speak again within a minute, and whoever does is found anew.</summary>
    private void MakeRoom()
    {
        int going = Math.Max(1, _all.Count / 2);
        counts.LeftOut += going;
        foreach (((Port phone, Port server), Conversation conversation) in _all.OrderBy(c => c.Value.Station.IsPhone)
            .ThenBy(c => c.Value.Station.Heard).Take(going).ToArray())
        {
            Remove(phone, server, conversation);
        }
    }

    private void Remove(Port phone, Port server, Conversation conversation)
    {
        Answer(conversation, null, null);
        _held -= conversation.Stream.Held;
        _all.Remove((phone, server));
    }

    private static ServerRole RoleOf(ushort port) => port switch
    {
        Sccp or SecureSccp => ServerRole.Sccp,
        Http => ServerRole.Http,
        _ => ServerRole.Sip,
    };

    /// <summary>A connection of a phone.</summary>
    private sealed class Conversation(TcpStream stream, Port phone, Port server, Station station)
    {
        internal TcpStream Stream { get; } = stream;

        internal Port Phone { get; } = phone;

        internal Port Server { get; } = server;

        internal Station Station { get; } = station;

        internal string? Load { get; set; }

        /// <summary>The name that was asked for by HTTP and not answered yet; null for none.</summary>
        internal string? Asked { get; set; }

        internal FrameMoment AskedAt { get; set; }
    }
}
