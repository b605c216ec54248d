namespace Ringback.Datagrams.Captures;

/// <summary>How an interface counts time.</summary>
/// <param name="UnitsPerSecond">Units in a second.</param>
/// <param name="OffsetSeconds">Seconds to add.</param>
internal readonly record struct CaptureClock(ulong UnitsPerSecond, long OffsetSeconds)
{
    private const int NanosecondsInTick = 100;

    internal static CaptureClock Microseconds { get; } = new(1_000_000, 0);

    /// <summary>
    /// The option <c>if_tsresol</c>: a power of ten, or with the highest bit of two, of which a second is one; null for
    /// what is finer than 64 bits can count.
    /// </summary>
    internal static CaptureClock? Of(byte resolution, long offsetSeconds)
    {
        int power = resolution & 0x7f;
        bool isBinary = resolution > 0x7f;
        if (power > (isBinary ? 63 : 19)) return null;
        ulong units = 1;
        for (int i = 0; i < power; i++) units *= isBinary ? 2u : 10u;
        return new CaptureClock(units, offsetSeconds);
    }

    /// <summary>The time of a stamp; what no calendar has is the first or last that it has.</summary>
    internal DateTimeOffset At(ulong stamp)
    {
        ulong seconds = stamp / UnitsPerSecond, rest = stamp % UnitsPerSecond;
        long ticks = UnitsPerSecond <= uint.MaxValue
            ? (long)(rest * TimeSpan.TicksPerSecond / UnitsPerSecond)
            : (long)((UInt128)rest * TimeSpan.TicksPerSecond / UnitsPerSecond);
        return At(seconds, ticks);
    }

    /// <summary>The time of seconds since 1970, and ticks.</summary>
    internal DateTimeOffset At(ulong seconds, long ticks)
    {
        const long last = 253_402_300_799;
        const long first = -62_135_596_800;
        Int128 all = (Int128)seconds + OffsetSeconds;
        long within = all > last ? last : all < first ? first : (long)all;
        long whole = DateTime.UnixEpoch.Ticks + (within * TimeSpan.TicksPerSecond);
        return new DateTimeOffset(whole + Math.Min(ticks, TimeSpan.TicksPerSecond - 1), TimeSpan.Zero);
    }

    /// <summary>The time of seconds and a part in micro- or nanoseconds, as pcap has it.</summary>
    internal static DateTimeOffset At(uint seconds, uint part, bool isNanoseconds) => Microseconds.At(
        seconds, isNanoseconds ? part / NanosecondsInTick : part * (long)TimeSpan.TicksPerMicrosecond);
}
