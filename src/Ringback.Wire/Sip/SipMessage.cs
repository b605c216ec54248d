using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>
/// One SIP message as it lies in a UDP datagram. RFC 3261 section 7.
/// <code>
///   REGISTER sip:192.168.1.9 SIP/2.0 CRLF          request line, or SIP/2.0 200 OK
///   Name: value CRLF                               headers; a line that begins with a blank
///    continued CRLF                                continues the one before it
///   CRLF                                           the end of the headers
///   body                                           Content-Length bytes, or the rest of the datagram
/// </code>
/// </summary>
/// <remarks>
/// Header bytes beyond ASCII are read as Latin-1, one character per byte, so that a reply gives back exactly what came.
/// </remarks>
public sealed class SipMessage
{
    /// <summary>The longest message: what one UDP datagram can carry.</summary>
    public const int MaxLength = 65_507;

    /// <summary>The longest header, folded lines put together; the longest known of a phone is below 1000.</summary>
    public const int MaxHeaderLength = 4096;

    /// <summary>The most headers; a phone sends about fifteen, each proxy on the way adds a few.</summary>
    public const int MaxHeaders = 64;

    private const string Version = "SIP/2.0";
    private static readonly string[] s_requiredOfRequests = ["Via", "From", "To", "Call-ID", "CSeq"];

    private SipMessage(IReadOnlyList<SipHeader> headers, byte[] body, int length)
    {
        Headers = headers;
        Body = body;
        Length = length;
    }

    /// <summary>Bytes of the datagram that it came in.</summary>
    public int Length { get; }

    /// <summary>The method of a request; empty for a response. Methods are case-sensitive.</summary>
    public string Method { get; private init; } = "";

    /// <summary>The request URI; empty for a response.</summary>
    public string RequestUri { get; private init; } = "";

    /// <summary>The status code of a response; 0 for a request.</summary>
    public int StatusCode { get; private init; }

    /// <summary>The words behind the status code; empty for a request.</summary>
    public string ReasonPhrase { get; private init; } = "";

    /// <summary>True for a request.</summary>
    public bool IsRequest => StatusCode == 0;

    /// <summary>All headers in their order.</summary>
    public IReadOnlyList<SipHeader> Headers { get; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The value of the first header of that long name in any letter case; null when there is none.</summary>
    public string? First(string name)
    {
        for (int i = 0; i < Headers.Count; i++)
        {
            if (Headers[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return Headers[i].Value;
        }

        return null;
    }

    /// <summary>The values of all headers of that long name in any letter case, in their order.</summary>
    public IEnumerable<string> All(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    /// <summary>Reads the one message of a datagram.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out SipMessage? message, out SipMalformation why)
    {
        message = null;
        why = SipMalformation.None;
        if (datagram.Length > MaxLength) return Fail(SipMalformation.TooLong, out why);

        // Line ends before the start line are to be ignored: RFC 3261 section 7.5.
        ReadOnlySpan<byte> rest = datagram.TrimStart("\r\n"u8);
        if (rest.IsEmpty) return Fail(SipMalformation.Empty, out why);
        int end = rest.IndexOf("\r\n\r\n"u8);
        if (end < 0) return Fail(SipMalformation.HeadersNotEnded, out why);

        ReadOnlySpan<byte> head = rest[..end];
        rest = rest[(end + 4)..];
        int lineEnd = head.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> startLine = lineEnd < 0 ? head : head[..lineEnd];
        head = lineEnd < 0 ? [] : head[(lineEnd + 2)..];

        if (!TryReadHeaders(head, out List<SipHeader> headers, out why)) return false;
        if (!TryReadBody(headers, rest, out byte[] body, out why)) return false;
        if (!IsText(startLine)) return Fail(SipMalformation.NotText, out why);
        if (startLine.Length > MaxHeaderLength || Start(Encoding.Latin1.GetString(startLine), headers, body,
            datagram.Length) is not { } read) return Fail(SipMalformation.StartLineMalformed, out why);
        if (read.IsRequest && Array.Exists(s_requiredOfRequests, name => read.First(name) is null))
            return Fail(SipMalformation.HeaderMissing, out why);

        message = read;
        return true;
    }

    private static SipMessage? Start(string line, List<SipHeader> headers, byte[] body, int length)
    {
        string[] words = line.Split(' ', 3);
        if (words[0] == Version)
        {
            // The reason may be empty, and some leave its blank away too.
            bool isCode = words.Length > 1 && words[1].Length == 3 && words[1].All(char.IsAsciiDigit)
                && words[1][0] is >= '1' and <= '6';
            return isCode
                ? new SipMessage(headers, body, length)
                {
                    StatusCode = int.Parse(words[1], CultureInfo.InvariantCulture),
                    ReasonPhrase = words.Length > 2 ? words[2] : "",
                }
                : null;
        }

        bool isRequest = words.Length == 3 && words[2] == Version && words[1].Length > 0 && SipText.IsToken(words[0]);
        return isRequest ? new SipMessage(headers, body, length) { Method = words[0], RequestUri = words[1] } : null;
    }

    private static bool TryReadHeaders(ReadOnlySpan<byte> head, out List<SipHeader> headers, out SipMalformation why)
    {
        headers = [];
        why = SipMalformation.None;
        while (!head.IsEmpty)
        {
            ReadOnlySpan<byte> lines = head[..EndOfHeader(head)];
            head = lines.Length == head.Length ? [] : head[(lines.Length + 2)..];
            if (headers.Count == MaxHeaders) return Fail(SipMalformation.TooManyHeaders, out why);
            if (lines.Length > MaxHeaderLength) return Fail(SipMalformation.HeaderTooLong, out why);

            if (lines.IndexOf("\r\n"u8) >= 0) lines = Unfolded(lines);
            if (!IsText(lines)) return Fail(SipMalformation.NotText, out why);
            int colon = lines.IndexOf((byte)':');
            string name = colon < 0 ? "" : Encoding.Latin1.GetString(lines[..colon].TrimEnd(" \t"u8));
            if (!SipText.IsToken(name)) return Fail(SipMalformation.HeaderMalformed, out why);
            string value = Encoding.Latin1.GetString(lines[(colon + 1)..].Trim(" \t"u8));
            headers.Add(new SipHeader(SipHeader.LongName(name), value));
        }

        return true;
    }

    private static byte[] Unfolded(ReadOnlySpan<byte> lines) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(lines).Replace("\r\n", "", StringComparison.Ordinal));

    // Where the header ends that begins here: at the first line end that no blank follows.
    private static int EndOfHeader(ReadOnlySpan<byte> head)
    {
        int at = 0;
        while (true)
        {
            int lineEnd = head[at..].IndexOf("\r\n"u8);
            if (lineEnd < 0) return head.Length;
            at += lineEnd;
            if (at + 2 >= head.Length || head[at + 2] is not ((byte)' ' or (byte)'\t')) return at;
            at += 2;
        }
    }

    private static bool TryReadBody(
        List<SipHeader> headers, ReadOnlySpan<byte> rest, out byte[] body, out SipMalformation why)
    {
        body = [];
        why = SipMalformation.None;
        int at = headers.FindIndex(h => h.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
        int length = rest.Length;
        if (at >= 0 && !int.TryParse(headers[at].Value, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return Fail(SipMalformation.ContentLengthMalformed, out why);
        if (length > rest.Length) return Fail(SipMalformation.BodyCut, out why);

        // What is beyond the length is dropped: RFC 3261 section 18.3.
        body = rest[..length].ToArray();
        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> line)
    {
        foreach (byte value in line)
        {
            if (value is < 0x20 and not (byte)'\t' or 0x7F) return false;
        }

        return true;
    }

    private static bool Fail(SipMalformation reason, out SipMalformation why)
    {
        why = reason;
        return false;
    }
}
