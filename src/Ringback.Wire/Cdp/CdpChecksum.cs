using System.Buffers.Binary;

namespace Ringback.Wire.Cdp;

/// <summary>
/// The checksum of CDP: that of IP, but for an odd number of bytes. RFC 1071 puts a zero behind the last byte. Cisco's
/// code takes that byte for a whole word, as a number with a sign, and loses one in carrying a negative one. Both are
/// taken, Cisco's is written (sources.md other-phones §5.4: accept both).
/// </summary>
internal static class CdpChecksum
{
    /// <summary>As Cisco's machines count.</summary>
    internal static ushort OfCisco(ReadOnlySpan<byte> bytes)
    {
        ulong sum = Words(bytes);
        if (bytes.Length % 2 != 0)
        {
            byte last = bytes[^1];
            sum += last < 0x80 ? last : 0xff00u | (byte)(last - 1);
        }

        return Fold(sum);
    }

    /// <summary>As RFC 1071 counts.</summary>
    internal static ushort OfInternet(ReadOnlySpan<byte> bytes) =>
        Fold(Words(bytes) + (bytes.Length % 2 == 0 ? 0 : (ulong)bytes[^1] << 8));

    /// <summary>True when bytes with their checksum in them agree with it.</summary>
    internal static bool Agrees(ReadOnlySpan<byte> bytes) => OfCisco(bytes) == 0 || OfInternet(bytes) == 0;

    private static ulong Words(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return sum;
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
