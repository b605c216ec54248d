using System.Buffers.Binary;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>The first IPv4 address in a DNS answer to somebody else, RFC 1035 §4.1.</summary>
internal static class SeenDnsAnswer
{
    private const int HeadLength = 12;
    private const int QuestionTail = 4;
    private const int RecordTail = 10;
    private const ushort TypeA = 1;

    // An answer to a phone has one or two; who fills a datagram with records is no server.
    private const int MostRecords = 64;

    internal static Ipv4Address? AddressIn(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeadLength) return null;
        int questions = BinaryPrimitives.ReadUInt16BigEndian(payload[4..]);
        int answers = BinaryPrimitives.ReadUInt16BigEndian(payload[6..]);
        if (questions != 1) return null;
        ReadOnlySpan<byte> rest = payload[HeadLength..];
        if (!TrySkipName(ref rest) || rest.Length < QuestionTail) return null;
        rest = rest[QuestionTail..];
        for (int i = 0; i < Math.Min(answers, MostRecords); i++)
        {
            if (!TrySkipName(ref rest) || rest.Length < RecordTail) return null;
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[8..]);
            rest = rest[RecordTail..];
            if (length > rest.Length) return null;
            if (type == TypeA && length == Ipv4Address.Length) return Ipv4Address.Read(rest);
            rest = rest[length..];
        }

        return null;
    }

    /// <summary>Labels up to an empty one, or to a pointer, which ends a name.</summary>
    private static bool TrySkipName(ref ReadOnlySpan<byte> rest)
    {
        const byte pointer = 0xC0;
        while (!rest.IsEmpty)
        {
            byte length = rest[0];
            int step = length >= pointer ? 2 : 1 + length;
            if (rest.Length < step) return false;
            rest = rest[step..];
            if (length == 0 || length >= pointer) return true;
        }

        return false;
    }
}
