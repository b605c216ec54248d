using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ringback.Wire.Dns;

/// <summary>
/// A question for records, RFC 1035 section 4.
/// <code>
///    0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
///   |                      ID                       |   0
///   |QR|   Opcode  |AA|TC|RD|RA|   Z    |   RCODE   |   2
///   |  QDCOUNT = 1 |  ANCOUNT = 0 | NSCOUNT = 0 | ARCOUNT   |   4
///   /                     QNAME                     /  12
///   |                     QTYPE                     |
///   |                     QCLASS                    |
///   /          OPT of EDNS (RFC 6891), or not       /
/// </code>
/// </summary>
public sealed record DnsQuestion
{
    /// <summary>Bytes of the head.</summary>
    public const int HeadLength = 12;

    /// <summary>The class of the Internet.</summary>
    public const ushort Internet = 1;

    private const int LongestName = 255;
    private const int LongestLabel = 63;

    // Behind the name of a record: type, class, time to live and the length of its data.
    private const int FixedLength = 10;

    /// <summary>The number by which the answer is known.</summary>
    public required ushort Id { get; init; }

    /// <summary>True when the asker wants others to be asked for it, which is echoed and not done.</summary>
    public required bool WantsRecursion { get; init; }

    /// <summary>
    /// The name with dots and without one at its end; a byte in it that is not a letter, digit, hyphen or underline is
    /// written <c>\046</c> (RFC 1035 section 5.1). Empty for the root.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The type of record: <see cref="DnsType"/>.</summary>
    public required ushort Type { get; init; }

    /// <summary>The class.</summary>
    public required ushort Class { get; init; }

    /// <summary>The version of EDNS; null for a question without EDNS.</summary>
    public byte? ExtensionVersion { get; init; }

    /// <summary>The bytes of name, type and class, which an answer repeats as they are.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Reads a datagram.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out DnsQuestion? question, out DnsMalformation why)
    {
        question = null;
        why = CheckHead(datagram);
        if (why is not DnsMalformation.None) return false;
        int at = HeadLength;
        if (!TryReadName(datagram, ref at, out string name) || datagram.Length - at < 4)
        {
            why = DnsMalformation.BadName;
            return false;
        }

        ushort type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
        ushort @class = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
        byte[] bytes = datagram[HeadLength..(at + 4)].ToArray();
        int records = BinaryPrimitives.ReadUInt16BigEndian(datagram[10..]);
        if (!TryReadExtension(datagram[(at + 4)..], records, out byte? version))
        {
            why = DnsMalformation.BadExtension;
            return false;
        }

        question = new DnsQuestion
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(datagram),
            WantsRecursion = (datagram[2] & 1) != 0,
            Name = name,
            Type = type,
            Class = @class,
            ExtensionVersion = version,
            Bytes = bytes,
        };
        return true;
    }

    private static DnsMalformation CheckHead(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < HeadLength) return DnsMalformation.TooShort;
        if ((datagram[2] & 0x80) != 0) return DnsMalformation.IsAnswer;
        if ((datagram[2] & 0x78) != 0) return DnsMalformation.OtherOperation;
        bool isOne = BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]) == 1
            && BinaryPrimitives.ReadUInt32BigEndian(datagram[6..]) == 0;
        return isOne ? DnsMalformation.None : DnsMalformation.NotOneQuestion;
    }

    private static bool TryReadName(ReadOnlySpan<byte> datagram, ref int at, out string name)
    {
        StringBuilder text = new();
        int begin = at;
        name = "";
        while (at < datagram.Length)
        {
            int length = datagram[at++];
            if (at - begin + length > LongestName) return false;
            if (length == 0)
            {
                name = text.ToString();
                return true;
            }

            // The two upper bits mark a pointer, and there is nothing before the name to point at.
            if (length > LongestLabel || length > datagram.Length - at) return false;
            if (text.Length > 0) text.Append('.');
            foreach (byte b in datagram.Slice(at, length))
            {
                bool isPlain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_';
                if (isPlain) text.Append((char)b);
                else text.Append(CultureInfo.InvariantCulture, $"\\{b:D3}");
            }

            at += length;
        }

        return false;
    }

    /// <summary>Reads what stands behind the question: nothing, or EDNS, which must be the root's and alone.</summary>
    private static bool TryReadExtension(ReadOnlySpan<byte> rest, int records, out byte? version)
    {
        version = null;
        // RFC 6891 section 7: what follows the counted records is nobody's business.
        if (records == 0) return true;
        if (records != 1 || rest.Length < 1 + FixedLength || rest[0] != 0) return false;
        if (BinaryPrimitives.ReadUInt16BigEndian(rest[1..]) != DnsType.Options) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[9..]);
        if (length > rest.Length - 1 - FixedLength) return false;
        version = rest[6];
        return true;
    }
}
