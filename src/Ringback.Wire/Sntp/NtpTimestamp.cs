using System.Buffers.Binary;

namespace Ringback.Wire.Sntp;

/// <summary>
/// A moment as NTP writes it, RFC 5905 section 6: seconds since 1 January 1900 and a fraction of a second.
/// <code>
///    0                   1                   2                   3
///   |                            Seconds                            |
///   |                            Fraction                           |
/// </code>
/// </summary>
/// <remarks>
/// The seconds run over on 7 February 2036 and begin anew from zero. RFC 4330 section 3: with the topmost bit set they
/// count from 1900, without it from 2036, which is unambiguous from 1968 to 2104.
/// </remarks>
/// <param name="Bits">Seconds in the upper half, fraction in the lower.</param>
public readonly record struct NtpTimestamp(ulong Bits)
{
    /// <summary>Bytes of it on the wire.</summary>
    public const int Length = 8;

    private const ulong TopBit = 1UL << 63;

    private static readonly DateTimeOffset FirstEra = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SecondEra = FirstEra.AddSeconds(1L << 32);

    /// <summary>The value that stands for no moment.</summary>
    public static NtpTimestamp None => default;

    /// <summary>The moment from 1968 to 2104 that is meant; of no use for <see cref="None"/>.</summary>
    public DateTimeOffset Moment
    {
        get
        {
            // A tick is a ten-millionth of a second; the product has at most 56 bits.
            ulong ticks = ((Bits & uint.MaxValue) * TimeSpan.TicksPerSecond) >> 32;
            DateTimeOffset era = (Bits & TopBit) == 0 ? SecondEra : FirstEra;
            return era.AddSeconds(Bits >> 32).AddTicks((long)ticks);
        }
    }

    /// <summary>The nearest value that is not before the moment. Moments outside 1968 to 2104 lose their era.</summary>
    public static NtpTimestamp From(DateTimeOffset moment)
    {
        long ticks = (moment - FirstEra).Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        // Rounded up, or reading it back would give the tick before.
        ulong fraction = (((ulong)rest << 32) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        return new NtpTimestamp((ulong)seconds << 32 | fraction);
    }

    internal static NtpTimestamp Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    internal void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt64BigEndian(bytes, Bits);
}
