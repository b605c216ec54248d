using System.Text;
using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>Datagrams written out by hand from the diagrams of RFC 1350 §5 and RFC 2347.</summary>
internal static class TftpGolden
{
    /// <summary>What a 7940 asks first: plain, octet (sources.md 7940-7960 §2.3).</summary>
    internal static byte[] PlainRequest { get; } = Convert.FromHexString(
        "0001" + "4F5337395858" + "2E545854" + "00" + "6F63746574" + "00"); // OS79XX.TXT, octet

    /// <summary>The request of a modern client with four options, none of them ours to invent.</summary>
    internal static byte[] RequestWithOptions { get; } = Convert.FromHexString(
        "0001" + "61" + "00" + "6F63746574" + "00"
        + "7473697A65" + "00" + "30" + "00" // tsize 0
        + "626C6B73697A65" + "00" + "31343238" + "00" // blksize 1428
        + "74696D656F7574" + "00" + "36" + "00" // timeout 6
        + "77696E646F7773697A65" + "00" + "34" + "00"); // windowsize 4

    internal static byte[] WriteRequest { get; } = Convert.FromHexString(
        "0002" + "61" + "00" + "6E65746173636969" + "00"); // a, netascii

    internal static byte[] Data { get; } = Convert.FromHexString("0003" + "FFFE" + "00FF7F");

    internal static byte[] EmptyData { get; } = Convert.FromHexString("0003" + "0002");

    internal static byte[] Acknowledgement { get; } = Convert.FromHexString("0004" + "8001");

    internal static byte[] Error { get; } = Convert.FromHexString(
        "0005" + "0001" + "46696C65206E6F7420666F756E64" + "00"); // File not found

    internal static byte[] OptionAcknowledgement { get; } = Convert.FromHexString(
        "0006" + "626C6B73697A65" + "00" + "31343238" + "00" + "7473697A65" + "00" + "373536353234" + "00");

    /// <summary>One of each.</summary>
    internal static IReadOnlyList<byte[]> All { get; } =
    [
        PlainRequest, RequestWithOptions, WriteRequest, Data, EmptyData, Acknowledgement, Error, OptionAcknowledgement,
    ];

    /// <summary>A request made of strings, each followed by its NUL.</summary>
    internal static byte[] Request(params string[] strings) =>
        [0, 1, .. strings.SelectMany(s => (byte[])[.. Encoding.Latin1.GetBytes(s), 0])];

    /// <summary>Reads a datagram as a request, for tests that only care why it is none.</summary>
    internal static TftpMalformation WhyNotRequest(byte[] datagram)
    {
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out TftpMalformation why)) return why;
        return packet.TryReadRequest(out _, out why) ? TftpMalformation.None : why;
    }

    /// <summary>Reads a request that must be one.</summary>
    internal static TftpRequest ReadRequest(byte[] datagram)
    {
        Assert.True(TftpPacket.TryRead(datagram, out TftpPacket packet, out _));
        Assert.True(packet.TryReadRequest(out TftpRequest request, out TftpMalformation why), why.ToString());
        return request;
    }
}
