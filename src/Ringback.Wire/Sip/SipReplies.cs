using System.Globalization;
using System.Net;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>
/// The answers of a registrar that accepts everybody and carries no calls. RFC 3261 sections 8.2.6 and 10.3. It keeps
/// no state: a retransmitted request gets the same bytes again (section 8.2.7).
/// </summary>
public static class SipReplies
{
    /// <summary>Granted when the phone names no time: the default of RFC 3261 section 10.2.</summary>
    public const uint DefaultExpiresSeconds = 3600;

    /// <summary>
    /// The longest answer, bytes: what may go over UDP without knowing the path (RFC 3261 section 18.1.1). A phone's
    /// REGISTER has 500 to 1,300, and its answer less.
    /// </summary>
    public const int MaxLength = 1300;

    /// <summary>
    /// An answer is at most so many times as long as its request. Whose address a datagram bears proves nothing, so
    /// what is longer would be thrown at somebody else.
    /// </summary>
    public const int MostTimesRequest = 2;

    private const int DefaultPort = 5060;
    internal const string Allowed = "REGISTER, OPTIONS, INVITE, ACK, CANCEL, BYE, INFO";
    private static readonly string[] s_knownMethods =
        ["INVITE", "BYE", "CANCEL", "INFO", "MESSAGE", "NOTIFY", "PRACK", "PUBLISH", "REFER", "SUBSCRIBE", "UPDATE"];

    /// <summary>
    /// The answer to a message: 200 for REGISTER and OPTIONS, 405 for methods that need a call server, 501 for unknown
    /// ones; null for a response or an ACK, which must not be answered, and for a request whose answer would be longer
    /// than <see cref="MaxLength"/> or <see cref="MostTimesRequest"/> times itself.
    /// </summary>
    /// <param name="message">What came.</param>
    /// <param name="source">Where the datagram came from.</param>
    /// <param name="date">The time for the Date header, by which a 7940/60 sets its clock; null leaves it out.</param>
    public static byte[]? Answer(SipMessage message, IPEndPoint source, DateTimeOffset? date = null) =>
        message switch
        {
            { IsRequest: false } or { Method: "ACK" } => null,
            { Method: "REGISTER" or "OPTIONS" } => Ok(message, source, date),
            _ when s_knownMethods.Contains(message.Method) => Refuse(message, source, 405, "Method Not Allowed"),
            _ => Refuse(message, source, 501, "Not Implemented"),
        };

    /// <summary>
    /// 200 OK. For a REGISTER with the first contact that it registers, with the seconds that it asked for (a phone
    /// registers one); for one that takes its leave, without. Null when it would be too long.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Where the datagram came from.</param>
    /// <param name="date">The time for the Date header; null leaves it out.</param>
    public static byte[]? Ok(SipMessage request, IPEndPoint source, DateTimeOffset? date = null)
    {
        StringBuilder reply = Begin(request, source, 200, "OK");
        if (request.Method == "OPTIONS") Line(reply, "Allow", Allowed);
        if (request.Method == "REGISTER") Contacts(reply, request);
        if (date is { } now)
            Line(reply, "Date", now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        return End(reply, request);
    }

    /// <summary>
    /// Where the answer goes: to the source address, and there to the port that the topmost Via names (5060 when it
    /// names none), because a 7940/60 sends from a port on which it does not listen (sources.md 7940-7960 section
    /// 7.2). Only a Via with <c>rport</c> asks for the source port (RFC 3581 section 4).
    /// </summary>
    public static IPEndPoint Destination(SipMessage request, IPEndPoint source)
    {
        string via = TopVia(request);
        if (SipText.Parameter(via, "rport") is not null) return source;

        string sentBy = SentBy(via);
        int colon = sentBy.LastIndexOf(':');
        // The last colon of an IPv6 address in brackets is not that of a port.
        bool hasPort = colon >= 0 && colon > sentBy.LastIndexOf(']');
        bool isPort = ushort.TryParse(
            hasPort ? sentBy.AsSpan(colon + 1) : [], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        return new IPEndPoint(source.Address, isPort && port != 0 ? port : DefaultPort);
    }

    /// <summary>A challenge, or a refusal with one header more; null when it would be too long.</summary>
    internal static byte[]? Refuse(
        SipMessage request, IPEndPoint source, int code, string reason, SipHeader? more = null)
    {
        StringBuilder reply = Begin(request, source, code, reason);
        if (more is { } header) Line(reply, header.Name, header.Value);
        else Line(reply, "Allow", Allowed);
        return End(reply, request);
    }

    /// <summary>The beginning of an answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="code">The status.</param>
    /// <param name="reason">The words behind it.</param>
    /// <param name="tag">Our tag in a call; null for one that goes with the request.</param>
    internal static StringBuilder Begin(
        SipMessage request, IPEndPoint source, int code, string reason, string? tag = null)
    {
        StringBuilder reply = new();
        reply.Append(CultureInfo.InvariantCulture, $"SIP/2.0 {code} {reason}\r\n");
        bool top = true;
        foreach (string via in request.All("Via"))
        {
            Line(reply, "Via", top ? WithSource(via, source) : via);
            top = false;
        }

        string to = request.First("To") ?? "";
        Line(reply, "From", request.First("From") ?? "");
        // 100 comes from whoever is next, and begins no dialog: RFC 3261 section 8.2.6.1.
        bool hasTag = code == 100 || SipText.Parameter(to, "tag") is not null;
        Line(reply, "To", hasTag ? to : $"{to};tag={tag ?? Tag(request)}");
        Line(reply, "Call-ID", request.First("Call-ID") ?? "");
        Line(reply, "CSeq", request.First("CSeq") ?? "");
        return reply;
    }

    private static byte[]? End(StringBuilder reply, SipMessage request)
    {
        Line(reply, "Content-Length", "0");
        int length = reply.Length + 2;
        if (length > MaxLength || length > (long)MostTimesRequest * request.Length) return null;
        return Encoding.Latin1.GetBytes(reply.Append("\r\n").ToString());
    }

    private static void Line(StringBuilder reply, string name, string value) =>
        reply.Append(name).Append(": ").Append(value).Append("\r\n");

    private static void Contacts(StringBuilder reply, SipMessage request)
    {
        string? contact = SipRegistration.ContactOf(request);
        if (contact is not null)
        {
            uint seconds = SipRegistration.ExpiresOf(request, contact) ?? DefaultExpiresSeconds;
            string uri = SipText.Uri(contact);
            if (seconds != 0 && uri is not ("" or "*")) Line(reply, "Contact", $"<{uri}>;expires={seconds}");
        }

        // Phones from before RFC 3261 look for the header and not for the parameter.
        uint? expires = SipRegistration.ExpiresOf(request, contact);
        if (expires is not null) Line(reply, "Expires", expires.Value.ToString(CultureInfo.InvariantCulture));
    }

    // RFC 3261 section 18.2.1: say where the request came from when the Via says something else; RFC 3581: and from
    // which port, when asked.
    private static string WithSource(string vias, IPEndPoint source)
    {
        List<string> all = SipText.Split(vias, ',');
        string via = all[0];
        List<string> parts = SipText.Split(via, ';');
        bool rport = SipText.Parameter(via, "rport") is not null;
        // A socket for both families shows an IPv4 phone as ::ffff:192.168.1.130, which no phone knows as its own.
        IPAddress address = source.Address.IsIPv4MappedToIPv6 ? source.Address.MapToIPv4() : source.Address;
        parts.RemoveAll(p => IsParameter(p, "received") || IsParameter(p, "rport"));
        string host = SentBy(via);
        int colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']')) host = host[..colon].TrimEnd();
        if (rport || host.Trim('[', ']') != address.ToString()) parts.Add($"received={address}");
        if (rport) parts.Add($"rport={source.Port}");
        all[0] = string.Join(';', parts);
        return string.Join(", ", all);
    }

    private static bool IsParameter(string part, string name) =>
        part.Split('=', 2)[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    internal static string TopVia(SipMessage request) => SipText.First(request.First("Via") ?? "", ',');

    // SIP/2.0/UDP host:port;parameters
    private static string SentBy(string via)
    {
        string beforeParameters = SipText.First(via, ';');
        int blank = beforeParameters.LastIndexOfAny([' ', '\t']);
        return beforeParameters[(blank + 1)..];
    }

    // The same request gets the same tag: FNV-1a over what makes the request itself.
    private static string Tag(SipMessage request)
    {
        uint hash = 2166136261;
        foreach (char c in $"{TopVia(request)}\n{request.First("Call-ID")}\n{request.First("CSeq")}")
            hash = unchecked((hash ^ c) * 16777619);
        return "rb" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
