using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Ringback.Wire.Dhcp;

/// <summary>
/// An IPv4 address as a number in the order of the wire. <see cref="IPAddress"/> is an object each time; a server
/// keeps and compares thousands of these.
/// </summary>
/// <param name="Bits">The address as a number: 10.0.0.1 is 0x0A000001.</param>
public readonly record struct Ipv4Address(uint Bits)
{
    /// <summary>Bytes of one.</summary>
    public const int Length = 4;

    /// <summary>255.255.255.255.</summary>
    public static Ipv4Address Broadcast { get; } = new(uint.MaxValue);

    /// <summary>True for 0.0.0.0, by which the protocol says "none".</summary>
    public bool IsNone => Bits == 0;

    /// <summary>Reads the first four bytes.</summary>
    public static Ipv4Address Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Takes over an address of the framework; null when it is not IPv4.</summary>
    public static Ipv4Address? From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && length == Length ? Read(bytes) : null;
    }

    /// <summary>Reads four decimal numbers with points between, and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Ipv4Address address)
    {
        address = default;
        string[] parts = text?.Split('.') ?? [];
        if (parts.Length != Length) return false;
        uint bits = 0;
        foreach (string part in parts)
        {
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte value)) return false;
            bits = (bits << 8) | value;
        }

        address = new Ipv4Address(bits);
        return true;
    }

    /// <summary>Reads what a programmer wrote.</summary>
    /// <exception cref="FormatException">It is not an address.</exception>
    public static Ipv4Address Parse(string text) =>
        TryParse(text, out Ipv4Address address) ? address : throw new FormatException($"'{text}' is no IPv4 address.");

    /// <summary>Writes the four bytes.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Bits);

    /// <summary>The framework's object.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return new IPAddress(bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Bits >> 24}.{(Bits >> 16) & 255}.{(Bits >> 8) & 255}.{Bits & 255}");
}
