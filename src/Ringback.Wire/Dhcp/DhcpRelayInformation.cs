namespace Ringback.Wire.Dhcp;

/// <summary>The sub-options of option 82, RFC 3046 §2.0: code, length, value, one after the other.</summary>
public static class DhcpRelayInformation
{
    /// <summary>The port of the relay that the client is behind.</summary>
    public const byte CircuitId = 1;

    /// <summary>The network that the client is in, RFC 3527.</summary>
    public const byte LinkSelection = 5;

    /// <summary>Finds a sub-option; one that reaches past the end ends the search.</summary>
    public static bool TryGet(ReadOnlyMemory<byte> information, byte code, out ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> bytes = information.Span;
        for (int at = 0; at + 2 <= bytes.Length && bytes[at + 1] <= bytes.Length - at - 2; at += 2 + bytes[at + 1])
        {
            if (bytes[at] != code) continue;
            value = information.Slice(at + 2, bytes[at + 1]);
            return true;
        }

        value = default;
        return false;
    }
}
