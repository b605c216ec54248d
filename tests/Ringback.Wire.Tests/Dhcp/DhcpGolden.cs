using System.Text;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Datagrams written out by hand from RFC 2131 figure 1, RFC 2132, RFC 3046 and RFC 3396.</summary>
internal static class DhcpGolden
{
    private const string Cookie = "63825363";

    // "Cisco Systems, Inc. IP Phone CP-7940G" and its NUL: 38 bytes.
    private const string VendorClassOf7940 = "3C26"
        + "436973636F2053797374656D732C20496E632E2049502050686F6E65" + "2043502D3739343047" + "00";

    /// <summary>
    /// What a 7940 asks: transaction id from its MAC, broadcast flag set (sources.md 7940-7960 §2.2); padded to 300.
    /// </summary>
    internal static byte[] Discover { get; } = Padded(300,
        "01010600" + "84C060A6" + "0000" + "8000" + "00000000" + "00000000" + "00000000" + "00000000"
        + "000E84C060A6" + "00000000000000000000" + Zeros(64) + Zeros(128) + Cookie
        + "350101" + VendorClassOf7940 + "3707014206030F9623" + "FF");

    /// <summary>A server's answer with text in both fields, and with padding between options.</summary>
    internal static byte[] Offer { get; } = Padded(300,
        "02010600" + "84C060A6" + "0000" + "8000" + "00000000" + "0A000064" + "0A000001" + "00000000"
        + "000E84C060A6" + "00000000000000000000"
        + "31302E302E302E31" + Zeros(56) // sname "10.0.0.1"
        + "4F53373958582E545854" + Zeros(118) // file "OS79XX.TXT"
        + Cookie + "350102" + "36040A000001" + "330400000E10" + "00" + "0104FFFFFF00" + "03040A0000FE"
        + "0000" + "96080A0000010A000002" + "420931302E302E302E3100" + "FF");

    /// <summary>Through a relay at 10.1.0.1, which added circuit 'p7' and link selection 10.2.0.0.</summary>
    internal static byte[] Relayed { get; } = Padded(300,
        "01010601" + "00000001" + "0003" + "0000" + "00000000" + "00000000" + "00000000" + "0A010001"
        + "020000000007" + "00000000000000000000" + Zeros(64) + Zeros(128) + Cookie
        + "350101" + "3D07" + "01020000000007" + "520A" + "01027037" + "05040A020000" + "FF");

    /// <summary>Option 52 says 3: domain in <c>file</c>, DNS in <c>sname</c>, each field with its own end.</summary>
    internal static byte[] Overloaded { get; } = Padded(300,
        "02010600" + "00000009" + "0000" + "0000" + "00000000" + "0A000009" + "00000000" + "00000000"
        + "020000000009" + "00000000000000000000"
        + "06040A000035" + "FF" + Zeros(57)
        + "0F056C6F63616C" + "FF" + Zeros(120)
        + Cookie + "340103" + "350102" + "FF");

    /// <summary>
    /// Option 67 in three pieces with another option between, and the last piece in <c>file</c>: RFC 3396 §5.
    /// </summary>
    internal static byte[] InPieces { get; } = Padded(300,
        "02010600" + "0000000A" + "0000" + "0000" + "00000000" + "0A000009" + "00000000" + "00000000"
        + "020000000009" + "00000000000000000000"
        + Zeros(64)
        + "430163" + "FF" + Zeros(124)
        + Cookie + "350102" + "43026162" + "0104FFFFFF00" + "340101" + "4300" + "FF");

    /// <summary>One of each.</summary>
    internal static IReadOnlyList<byte[]> All { get; } = [Discover, Offer, Relayed, Overloaded, InPieces];

    internal static DhcpMessage Read(ReadOnlySpan<byte> datagram)
    {
        Assert.True(DhcpMessage.TryRead(datagram, out DhcpMessage? message, out DhcpMalformation why), $"{why}");
        return message;
    }

    internal static DhcpMalformation WhyNot(ReadOnlySpan<byte> datagram)
    {
        Assert.Equal(
            DhcpMessage.TryRead(datagram, out _, out DhcpMalformation why), why == DhcpMalformation.None);
        return why;
    }

    /// <summary>A request from 02:00:00:00:00:01 with these options, written as hexadecimal digits.</summary>
    internal static byte[] WithOptions(string options) => Convert.FromHexString(
        "01010600" + "00000001" + "0000" + "0000" + Zeros(16) + "020000000001" + Zeros(10) + Zeros(64) + Zeros(128)
        + Cookie + options);

    internal static string Zeros(int bytes) => new('0', 2 * bytes);

    internal static string Latin1(ReadOnlyMemory<byte> value) => Encoding.Latin1.GetString(value.Span);

    private static byte[] Padded(int length, string hexadecimal) =>
        Convert.FromHexString(hexadecimal.PadRight(2 * length, '0'));
}
