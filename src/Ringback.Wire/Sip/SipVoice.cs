using System.Globalization;
using System.Net;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>
/// The little of a session description (RFC 4566) that an echo needs: where the first audio stream is heard, and in
/// which form of G.711. Between two phones descriptions are passed on as they are.
/// </summary>
/// <param name="Port">The port; never 0.</param>
/// <param name="PayloadType">0 for µ-law, 8 for A-law.</param>
public sealed record SipVoice(int Port, int PayloadType)
{
    /// <summary>The longest description that is looked at; a phone's has some 300 bytes.</summary>
    public const int MaxLength = 4096;

    /// <summary>Reads a description; null when it has no audio that we can send back.</summary>
    public static SipVoice? From(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxLength) return null;
        foreach (string line in Encoding.Latin1.GetString(body).Split('\n'))
        {
            // m=audio 16384 RTP/AVP 0 8 18 101
            string[] words = line.TrimEnd('\r').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not ["m=audio", var port, "RTP/AVP", .. var types]) continue;
            int type = Array.Find(types, t => t is "0" or "8") is { } known ? known[0] - '0' : -1;
            return type >= 0 && ushort.TryParse(port.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture,
                out ushort number) && number != 0 ? new SipVoice(number, type) : null;
        }

        return null;
    }

    /// <summary>
    /// An offer of both forms of G.711, and of keys as events, which a 7940 or 7960 sends so unless its files switch
    /// <c>dtmf_outofband</c> off.
    /// </summary>
    /// <param name="address">Where it is heard.</param>
    /// <param name="port">The port.</param>
    public static string Offer(IPAddress address, int port)
    {
        const int keys = Rtp.RtpKeyEvent.PayloadType;
        return Head(address)
            + string.Create(CultureInfo.InvariantCulture, $"m=audio {port} RTP/AVP 0 8 {keys}\r\n")
            + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"a=rtpmap:{keys} telephone-event/8000\r\n")
            + string.Create(CultureInfo.InvariantCulture, $"a=fmtp:{keys} 0-11\r\na=ptime:20\r\n");
    }

    /// <summary>A description of one audio stream.</summary>
    /// <param name="address">Where it is heard.</param>
    /// <param name="port">The port.</param>
    /// <param name="payloadType">0 for µ-law, 8 for A-law.</param>
    public static string Describe(IPAddress address, int port, int payloadType)
    {
        string codec = payloadType == 8 ? "PCMA" : "PCMU";
        return Head(address)
            + string.Create(CultureInfo.InvariantCulture, $"m=audio {port} RTP/AVP {payloadType}\r\n")
            + string.Create(CultureInfo.InvariantCulture, $"a=rtpmap:{payloadType} {codec}/8000\r\na=ptime:20\r\n");
    }

    private static string Head(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress shown = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        string kind = shown.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        return string.Create(CultureInfo.InvariantCulture, $"v=0\r\no=ringback 1 1 IN {kind} {shown}\r\ns=Ringback\r\n")
            + string.Create(CultureInfo.InvariantCulture, $"c=IN {kind} {shown}\r\nt=0 0\r\n");
    }
}
