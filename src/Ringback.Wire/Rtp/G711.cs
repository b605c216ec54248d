namespace Ringback.Wire.Rtp;

/// <summary>
/// The voice of a telephone: 8000 samples a second, each eight bits that grow with the loudness (ITU-T G.711).
/// </summary>
public static class G711
{
    /// <summary>The payload type of µ-law (RFC 3551).</summary>
    public const byte MuLaw = 0;

    /// <summary>The payload type of A-law (RFC 3551).</summary>
    public const byte ALaw = 8;

    /// <summary>Samples in a second.</summary>
    public const int Rate = 8000;

    /// <summary>The sample of 16 bits that a byte of µ-law stands for.</summary>
    public static short FromMuLaw(byte value)
    {
        int bits = ~value & 0xFF;
        int magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    /// <summary>The sample of 16 bits that a byte of A-law stands for.</summary>
    public static short FromALaw(byte value)
    {
        int bits = value ^ 0x55;
        int segment = (bits & 0x70) >> 4;
        int magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    /// <summary>The byte of µ-law nearest to a sample.</summary>
    public static byte ToMuLaw(short sample)
    {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.Min(Math.Abs((int)sample), 32635) + 0x84;
        int segment = 31 - int.LeadingZeroCount(magnitude) - 7;
        return (byte)~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F));
    }

    /// <summary>
    /// How loud a payload is, from 0 for silence to 1 for the loudest sine: the root of the mean of the squares.
    /// </summary>
    public static double Loudness(byte payloadType, ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return 0;
        double sum = 0;
        foreach (byte value in payload)
        {
            double sample = payloadType == ALaw ? FromALaw(value) : FromMuLaw(value);
            sum += sample * sample;
        }

        return Math.Min(1, Math.Sqrt(sum / payload.Length) / (32124 / Math.Sqrt(2)));
    }
}
