using System.Buffers.Binary;
using System.Globalization;

namespace Ringback.Wire.Dhcp;

/// <summary>The <c>htype</c>, <c>hlen</c> and <c>chaddr</c> of a message: for a phone, Ethernet and its MAC.</summary>
/// <param name="Type">The ARP hardware type; 1 is Ethernet.</param>
/// <param name="Length">Bytes that count, at most 16.</param>
/// <param name="Bits">The bytes as a number, the first byte uppermost, those that do not count zero.</param>
public readonly record struct HardwareAddress(byte Type, byte Length, UInt128 Bits)
{
    /// <summary>Bytes of <c>chaddr</c>.</summary>
    public const int MaximumLength = 16;

    /// <summary>The ARP hardware type of Ethernet.</summary>
    public const byte Ethernet = 1;

    /// <summary>Takes over the bytes, at most 16.</summary>
    public static HardwareAddress From(byte type, ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[MaximumLength];
        padded.Clear();
        bytes.CopyTo(padded);
        return new HardwareAddress(type, (byte)bytes.Length, BinaryPrimitives.ReadUInt128BigEndian(padded));
    }

    /// <summary>Reads a MAC: twelve hexadecimal digits, with or without ':', '-' or '.' between.</summary>
    public static bool TryParse(string text, out HardwareAddress address)
    {
        bool isRead = TryParsePrefix(text, out ReadOnlyMemory<byte> bytes) && bytes.Length == 6;
        address = isRead ? From(Ethernet, bytes.Span) : default;
        return isRead;
    }

    /// <summary>Reads the beginning of a MAC in whole bytes, such as 00:0e:84.</summary>
    public static bool TryParsePrefix(string text, out ReadOnlyMemory<byte> bytes)
    {
        string digits = text.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            .Replace(".", "", StringComparison.Ordinal);
        byte[] read = new byte[digits.Length / 2];
        bytes = read;
        if (digits.Length is 0 or > 12 || digits.Length % 2 != 0) return false;
        for (int i = 0; i < read.Length; i++)
        {
            if (!byte.TryParse(digits.AsSpan(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out read[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the sixteen bytes of <c>chaddr</c>.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);

    /// <summary>True when it begins with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> prefix)
    {
        Span<byte> bytes = stackalloc byte[MaximumLength];
        Write(bytes);
        return bytes[..Length].StartsWith(prefix);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        byte[] bytes = new byte[MaximumLength];
        Write(bytes);
        return BitConverter.ToString(bytes, 0, Length).Replace('-', ':').ToLowerInvariant();
    }
}
