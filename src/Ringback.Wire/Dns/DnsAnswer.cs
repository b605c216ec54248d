using System.Buffers.Binary;
using System.Net;

namespace Ringback.Wire.Dns;

/// <summary>
/// Writes answers. None has more than one record of 16 bytes beyond its question, so that nobody gains by asking in
/// somebody else's name.
/// </summary>
public static class DnsAnswer
{
    /// <summary>
    /// Seconds for which an answer may be kept: short, because the bench may have another address after lunch.
    /// </summary>
    public const uint TimeToLiveSeconds = 60;

    // DNS Flag Day 2020: what arrives in one piece everywhere. None of our answers comes near it.
    private const ushort LargestDatagram = 1232;

    private const int RecordLength = 16;
    private const int ExtensionLength = 11;

    // A pointer to the name in the question, which is always at the same place.
    private const ushort PointerToName = 0xC000 | DnsQuestion.HeadLength;

    /// <summary>An answer to a question that was understood.</summary>
    /// <param name="question">The question.</param>
    /// <param name="code">The code; <see cref="DnsCode.NoError"/> comes with our word that we know (AA).</param>
    /// <param name="address">The IPv4 address; null for none.</param>
    public static byte[] Write(DnsQuestion question, DnsCode code, IPAddress? address = null)
    {
        bool isExtended = question.ExtensionVersion is not null;
        int length = DnsQuestion.HeadLength + question.Bytes.Length + (address is null ? 0 : RecordLength)
            + (isExtended ? ExtensionLength : 0);
        byte[] bytes = new byte[length];
        WriteHead(bytes, question.Id, question.WantsRecursion, code);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), 1);
        question.Bytes.Span.CopyTo(bytes.AsSpan(DnsQuestion.HeadLength));
        Span<byte> rest = bytes.AsSpan(DnsQuestion.HeadLength + question.Bytes.Length);
        if (address is not null)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), 1);
            BinaryPrimitives.WriteUInt16BigEndian(rest, PointerToName);
            BinaryPrimitives.WriteUInt16BigEndian(rest[2..], DnsType.A);
            BinaryPrimitives.WriteUInt16BigEndian(rest[4..], DnsQuestion.Internet);
            BinaryPrimitives.WriteUInt32BigEndian(rest[6..], TimeToLiveSeconds);
            BinaryPrimitives.WriteUInt16BigEndian(rest[10..], 4);
            address.TryWriteBytes(rest[12..], out _);
            rest = rest[RecordLength..];
        }

        if (isExtended)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), 1);
            BinaryPrimitives.WriteUInt16BigEndian(rest[1..], DnsType.Options);
            BinaryPrimitives.WriteUInt16BigEndian(rest[3..], LargestDatagram);
            // The upper eight bits of the code.
            rest[5] = (byte)((int)code >> 4);
        }

        return bytes;
    }

    /// <summary>
    /// An answer to a datagram that was not understood, of the head alone; null when it gets none.
    /// </summary>
    public static byte[]? Write(ReadOnlySpan<byte> datagram, DnsMalformation why)
    {
        if (why is DnsMalformation.None or DnsMalformation.TooShort or DnsMalformation.IsAnswer) return null;
        byte[] bytes = new byte[DnsQuestion.HeadLength];
        DnsCode code = why is DnsMalformation.OtherOperation ? DnsCode.NotImplemented : DnsCode.FormatError;
        WriteHead(bytes, BinaryPrimitives.ReadUInt16BigEndian(datagram), (datagram[2] & 1) != 0, code);
        bytes[2] |= (byte)(datagram[2] & 0x78);
        return bytes;
    }

    private static void WriteHead(Span<byte> bytes, ushort id, bool wantsRecursion, DnsCode code)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, id);
        // QR, and AA where we know; RD as it came. RA stays clear: nobody else is asked.
        bytes[2] = (byte)(0x80 | (code is DnsCode.NoError ? 0x04 : 0) | (wantsRecursion ? 1 : 0));
        bytes[3] = (byte)((int)code & 15);
    }
}
