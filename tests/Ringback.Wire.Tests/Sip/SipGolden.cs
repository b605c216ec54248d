using System.Text;

namespace Ringback.Wire.Tests.Sip;

/// <summary>Messages as phones sent them.</summary>
internal static class SipGolden
{
    /// <summary>
    /// REGISTER of a 7960G with load 8.12, 514 bytes from port 51098 of 192.168.1.130 (sources.md 7940-7960 section
    /// 7.2).
    /// </summary>
    internal static readonly string Register = string.Join("\r\n",
        "REGISTER sip:192.168.1.9 SIP/2.0",
        "Via: SIP/2.0/UDP 192.168.1.130:5060;branch=z9hG4bK5ab98907",
        "From: <sip:1600@192.168.1.9>;tag=000e84c060a60002421e8cdc-0e061182",
        "To: <sip:1600@192.168.1.9>",
        "Call-ID: 000e84c0-60a60002-3cf23940-64dcadcc@192.168.1.130",
        "Max-Forwards: 70",
        "CSeq: 101 REGISTER",
        "User-Agent: Cisco-CP7960G/8.0",
        "Contact: <sip:1600@192.168.1.130:5060;user=phone;transport=udp>"
        + ";+sip.instance=\"<urn:uuid:00000000-0000-0000-0000-000e84c060a6>\";+u.sip!model.ccm.cisco.com=\"7\"",
        "Content-Length: 0",
        "Expires: 120",
        "",
        "");

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    internal static string Text(byte[]? bytes) => Encoding.Latin1.GetString(bytes ?? []);
}
