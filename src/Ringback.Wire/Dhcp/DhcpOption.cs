using System.Buffers.Binary;
using System.Text;

namespace Ringback.Wire.Dhcp;

/// <summary>One option with its whole value: pieces of RFC 3396 are already one.</summary>
/// <param name="Code">Its number, 1 to 254.</param>
/// <param name="Value">Its bytes; may be longer than 255.</param>
public readonly record struct DhcpOption(byte Code, ReadOnlyMemory<byte> Value)
{
    /// <summary>An option of one byte.</summary>
    public static DhcpOption Of(byte code, byte value) => new(code, new[] { value });

    /// <summary>An option of two bytes.</summary>
    public static DhcpOption Of(byte code, ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return new DhcpOption(code, bytes);
    }

    /// <summary>An option of four bytes, mostly seconds.</summary>
    public static DhcpOption Of(byte code, uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new DhcpOption(code, bytes);
    }

    /// <summary>An option of one address.</summary>
    public static DhcpOption Of(byte code, Ipv4Address value) => Of(code, value.Bits);

    /// <summary>An option of addresses.</summary>
    public static DhcpOption Of(byte code, IReadOnlyList<Ipv4Address> values)
    {
        byte[] bytes = new byte[values.Count * Ipv4Address.Length];
        for (int i = 0; i < values.Count; i++) values[i].Write(bytes.AsSpan(i * Ipv4Address.Length));
        return new DhcpOption(code, bytes);
    }

    /// <summary>An option of text, one byte to a character (Latin-1).</summary>
    public static DhcpOption Of(byte code, string value) => new(code, Encoding.Latin1.GetBytes(value));

    /// <summary>Reads an option of one address.</summary>
    public bool TryReadAddress(out Ipv4Address address)
    {
        bool isOne = Value.Length == Ipv4Address.Length;
        address = isOne ? Ipv4Address.Read(Value.Span) : default;
        return isOne;
    }

    /// <summary>Reads an option of at least one address.</summary>
    public bool TryReadAddresses(out IReadOnlyList<Ipv4Address> addresses)
    {
        addresses = [];
        if (Value.Length == 0 || Value.Length % Ipv4Address.Length != 0) return false;
        Ipv4Address[] read = new Ipv4Address[Value.Length / Ipv4Address.Length];
        for (int i = 0; i < read.Length; i++) read[i] = Ipv4Address.Read(Value.Span[(i * Ipv4Address.Length)..]);
        addresses = read;
        return true;
    }

    /// <summary>Reads an option of four bytes as a number.</summary>
    public bool TryReadUInt32(out uint number)
    {
        bool isOne = Value.Length == 4;
        number = isOne ? BinaryPrimitives.ReadUInt32BigEndian(Value.Span) : 0;
        return isOne;
    }

    /// <summary>
    /// The value as text without NULs at its end: RFC 2132 §2 lets a sender add them and tells a receiver to remove
    /// them, and most Cisco phones end their vendor class with one.
    /// </summary>
    public string ReadText() => Encoding.Latin1.GetString(Value.Span.TrimEnd((byte)0));

    /// <summary>Equal when number and bytes are.</summary>
    public bool Equals(DhcpOption other) => Code == other.Code && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Code);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => DhcpOptionTable.Describe(this);
}
