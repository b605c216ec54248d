using System.Buffers.Binary;

namespace Ringback.Wire.Sccp;

/// <summary>
/// The codecs that a phone says it has. A count and as many entries of 16 bytes, each beginning with the number of a
/// codec; little-endian.
/// </summary>
internal static class SccpCapabilities
{
    private const int EntryLength = 16;

    // Wireshark's dissector and the public drivers know room for 18.
    private const int MostEntries = 18;

    /// <summary>G.711 in the form to speak with it: A-law only where µ-law is not there.</summary>
    internal static uint Codec(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4) return SccpCallMessages.MuLaw;
        uint count = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(payload), MostEntries);
        bool hasALaw = false;
        for (int i = 0; i < count && payload.Length >= 4 + (i + 1) * EntryLength; i++)
        {
            uint codec = BinaryPrimitives.ReadUInt32LittleEndian(payload[(4 + i * EntryLength)..]);
            if (codec == SccpCallMessages.MuLaw) return codec;
            hasALaw |= codec == SccpCallMessages.ALaw;
        }

        return hasALaw ? SccpCallMessages.ALaw : SccpCallMessages.MuLaw;
    }
}
