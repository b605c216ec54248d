using System.Buffers.Binary;

namespace Ringback.Wire.Rtp;

/// <summary>
/// A key of the keypad as the payload of an RTP packet. RFC 4733 section 2.3.
/// <code>
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  |     event     |E|R| volume    |          duration             |
///  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </summary>
public static class RtpKeyEvent
{
    /// <summary>
    /// What we offer it as: <c>dtmf_avt_payload</c> of a 7940 or 7960 is 101 unless its files change it.
    /// </summary>
    public const byte PayloadType = 101;

    /// <summary>Its length.</summary>
    public const int Length = 4;

    private const string Keys = "0123456789*#";
    private const int Volume = 10;

    /// <summary>Reads a payload; false for other events, such as a flash of the hook.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out char key)
    {
        key = default;
        if (payload.Length < Length || payload[0] >= Keys.Length) return false;
        key = Keys[payload[0]];
        return true;
    }

    /// <summary>Writes a payload.</summary>
    /// <param name="key">The key: a digit, <c>*</c> or <c>#</c>.</param>
    /// <param name="isEnd">True in the last packet of the event.</param>
    /// <param name="duration">Since it began, in units of the clock: 8000 to a second.</param>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public static byte[] Write(char key, bool isEnd, ushort duration)
    {
        int code = Keys.IndexOf(key, StringComparison.Ordinal);
        if (code < 0) throw new ArgumentException($"There is no key '{key}'.", nameof(key));
        byte[] payload = [(byte)code, (byte)((isEnd ? 0x80 : 0) | Volume), 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), duration);
        return payload;
    }
}
