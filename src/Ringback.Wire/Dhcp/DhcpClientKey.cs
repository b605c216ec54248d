namespace Ringback.Wire.Dhcp;

/// <summary>
/// What a lease belongs to: the client identifier, or without one the hardware type and address (RFC 2131 §4.2). The
/// identifier 01 and MAC, which RFC 2132 §9.14 suggests, equals the key of that MAC on purpose: a phone whose loader
/// sends one and whose application sends none is one client, and has one address.
/// </summary>
/// <param name="Bytes">The bytes of the key.</param>
public readonly record struct DhcpClientKey(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>True for the key of nobody.</summary>
    public bool IsNone => Bytes.Length == 0;

    /// <summary>The key of a hardware address.</summary>
    public static DhcpClientKey Of(HardwareAddress hardware)
    {
        Span<byte> bytes = stackalloc byte[HardwareAddress.MaximumLength];
        hardware.Write(bytes);
        byte[] key = new byte[1 + hardware.Length];
        key[0] = hardware.Type;
        bytes[..hardware.Length].CopyTo(key.AsSpan(1));
        return new DhcpClientKey(key);
    }

    /// <summary>The key of the sender; none when it names neither itself nor its hardware.</summary>
    public static DhcpClientKey Of(DhcpMessage message)
    {
        ReadOnlyMemory<byte> identifier = message.ClientIdentifier;
        if (identifier.Length > 0) return new DhcpClientKey(identifier);
        return message.Hardware.Length > 0 ? Of(message.Hardware) : default;
    }

    /// <summary>The same key, without holding on to the datagram that it came in.</summary>
    public DhcpClientKey Kept() => new(Bytes.ToArray());

    /// <summary>Equal when the bytes are.</summary>
    public bool Equals(DhcpClientKey other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexString(Bytes.Span);
}
