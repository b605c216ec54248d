using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ringback.Observation.Sightings;

/// <summary>
/// Who asks, as a log or a capture names him: an address of IPv4 or IPv6 as a value. A name of a host, or an address in
/// which somebody has put letters for digits before he showed his log, gets an address of the network 0.0.0.0/8, from
/// which nobody speaks (RFC 1122 §3.2.1.3).
/// </summary>
/// <param name="High">The first eight bytes of the IPv6 address; zero for IPv4.</param>
/// <param name="Low">The last eight; of IPv4 the four bytes behind ::ffff.</param>
public readonly record struct ClientAddress(ulong High, ulong Low)
{
    private const ulong Mapped = 0xFFFF_0000_0000;

    // The longest form of an IPv6 address has 45 characters; behind them may stand a zone.
    private const int Longest = 64;

    /// <summary>Nobody: the line does not say who.</summary>
    public static ClientAddress None { get; } = new(0, Mapped);

    /// <summary>True for a name that stands in the place of an address.</summary>
    public bool IsStandIn => High == 0 && (Low >> 24) == Mapped >> 24 && Low != Mapped;

    /// <summary>The address; null where the line names none.</summary>
    public IPAddress ToIPAddress()
    {
        if (High == 0 && Low >> 32 == 0xFFFF)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)Low);
            return new IPAddress(four);
        }

        Span<byte> all = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(all, High);
        BinaryPrimitives.WriteUInt64BigEndian(all[8..], Low);
        return new IPAddress(all);
    }

    /// <summary>From an address.</summary>
    public static ClientAddress Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? new ClientAddress(0, Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new ClientAddress(
                BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>Reads an address that is all of the text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ClientAddress address)
    {
        if (TryReadFour(text, out uint four))
        {
            address = new ClientAddress(0, Mapped | four);
            return true;
        }

        address = default;
        if (text.Length is < 2 or > Longest || text.IndexOf((byte)':') < 0) return false;
        Span<char> chars = stackalloc char[Longest];
        int length = Encoding.Latin1.GetChars(text, chars);
        if (!IPAddress.TryParse(chars[..length], out IPAddress? six)) return false;
        address = Of(six.IsIPv4MappedToIPv6 ? six.MapToIPv4() : six);
        return six.AddressFamily is AddressFamily.InterNetworkV6;
    }

    /// <summary>A value for a text that is no address, the same for the same text.</summary>
    public static ClientAddress StandIn(ReadOnlySpan<byte> text)
    {
        uint hash = 2166136261;
        foreach (byte b in text) hash = (hash ^ b) * 16777619;
        uint folded = (hash ^ (hash >> 24)) & 0xFF_FFFF;
        return new ClientAddress(0, Mapped | Math.Max(folded, 1));
    }

    private static bool TryReadFour(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        if (text.Length is < 7 or > 15) return false;
        for (int part = 0; part < 4; part++)
        {
            uint value = 0;
            int length = 0;
            while (length < text.Length && length < 4 && (uint)(text[length] - '0') <= 9)
                value = (value * 10) + text[length++] - '0';
            if (length is 0 or > 3 || value > byte.MaxValue) return false;
            address = (address << 8) | value;
            text = text[length..];
            if (part == 3) return text.IsEmpty;
            if (text.IsEmpty || text[0] != '.') return false;
            text = text[1..];
        }

        return false;
    }
}
