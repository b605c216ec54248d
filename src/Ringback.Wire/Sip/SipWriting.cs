using System.Globalization;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>Writes messages of ours: requests to phones, and answers that carry more than a registrar's.</summary>
internal static class SipWriting
{
    internal const string Session = "application/sdp";

    /// <summary>A request.</summary>
    internal static byte[] Request(SipOutgoing request, IEnumerable<SipHeader> more, string? contentType, byte[] body)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Uri} SIP/2.0\r\n");
        string transport = request.Flow.Transport is SipTransport.Udp ? "UDP" : "TCP";
        Line(text, "Via", $"SIP/2.0/{transport} {request.Flow.LocalText};branch={request.Branch}");
        Line(text, "Max-Forwards", "70");
        Line(text, "From", request.From);
        Line(text, "To", request.To);
        Line(text, "Call-ID", request.CallId);
        Line(text, "CSeq", string.Create(CultureInfo.InvariantCulture, $"{request.CSeq} {request.Method}"));
        return End(text, more, contentType, body);
    }

    /// <summary>An answer to a request.</summary>
    internal static byte[] Answer(SipMessage request, SipFlow flow, int code, string reason, string? tag,
        IEnumerable<SipHeader> more, byte[] body)
    {
        StringBuilder text = SipReplies.Begin(request, flow.Remote, code, reason, tag);
        return End(text, more, body.Length > 0 ? Session : null, body);
    }

    /// <summary>The contact by which a phone reaches us within a call.</summary>
    internal static SipHeader Contact(SipFlow flow) => new("Contact",
        $"<sip:ringback@{flow.LocalText}{(flow.Transport is SipTransport.Tcp ? ";transport=tcp" : "")}>");

    private static byte[] End(StringBuilder text, IEnumerable<SipHeader> more, string? contentType, byte[] body)
    {
        foreach (SipHeader header in more) Line(text, header.Name, header.Value);
        if (contentType is not null && body.Length > 0) Line(text, "Content-Type", contentType);
        Line(text, "Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        return [.. Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()), .. body];
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(name).Append(": ").Append(value).Append("\r\n");
}

/// <summary>What makes a request of ours.</summary>
/// <param name="Flow">Which way it goes.</param>
/// <param name="Method">Its method.</param>
/// <param name="Uri">Its URI.</param>
/// <param name="From">Who asks, with a tag.</param>
/// <param name="To">Who is asked.</param>
/// <param name="CallId">The call, or whatever else it belongs to.</param>
/// <param name="CSeq">Its number.</param>
/// <param name="Branch">Its transaction.</param>
internal sealed record SipOutgoing(
    SipFlow Flow, string Method, string Uri, string From, string To, string CallId, uint CSeq, string Branch);
