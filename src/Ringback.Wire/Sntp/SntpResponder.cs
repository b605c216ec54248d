namespace Ringback.Wire.Sntp;

/// <summary>
/// Answers questions for the time as the server of RFC 5905 section 14 and RFC 4330 section 6 does. Pure: the clock is
/// given. An answer is never longer than its question.
/// </summary>
public static class SntpResponder
{
    /// <summary>
    /// Far down, so that any real time server is believed before us: how the clock of this computer is set is not
    /// known here.
    /// </summary>
    public const byte Stratum = 10;

    /// <summary>
    /// A clock before this is not set: a small computer without a battery begins each day in the past. It is the year
    /// this was written in.
    /// </summary>
    public static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A millisecond or so, which is what every platform's clock can do.
    private const sbyte Precision = -10;

    // One second in units of 1/65536 s. A phone shows minutes; a computer that wants better does not ask us.
    private const uint RootDispersion = 1 << 16;

    // 127.127.1.0, by which time servers name the clock of their own computer.
    private const uint OwnClock = 0x7F7F0100;

    /// <summary>The answer to a datagram; null when it gets none.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="why">Why there is none.</param>
    public static byte[]? Answer(ReadOnlySpan<byte> datagram, DateTimeOffset now, out SntpSilence why)
    {
        if (!SntpPacket.TryRead(datagram, out SntpPacket? question, out why)) return null;
        why = Judge(question, now);
        if (why is not SntpSilence.None) return null;
        NtpTimestamp moment = NtpTimestamp.From(now);
        return new SntpPacket
        {
            Version = question.Version,
            Mode = question.Mode is SntpMode.SymmetricActive ? SntpMode.SymmetricPassive : SntpMode.Server,
            Stratum = Stratum,
            Poll = question.Poll,
            Precision = Precision,
            RootDispersion = RootDispersion,
            Reference = OwnClock,
            ReferenceTime = moment,
            Originate = question.Transmit,
            Receive = moment,
            Transmit = moment,
        }.ToBytes();
    }

    private static SntpSilence Judge(SntpPacket question, DateTimeOffset now)
    {
        if (question.Version is < 1 or > SntpPacket.LatestVersion) return SntpSilence.UnknownVersion;
        // Mode 0 is a question in version 1 only, which had no modes (RFC 1059). An answer is never answered, so that
        // two servers cannot keep each other busy.
        bool asks = question.Mode is SntpMode.Client or SntpMode.SymmetricActive
            || question is { Mode: SntpMode.Reserved, Version: 1 };
        if (!asks) return SntpSilence.NotAQuestion;
        // A server that is not set may say so by leap 3 and stratum 0, but a simple client looks at the time alone. A
        // phone without an answer goes on as it was, one with a wrong answer has a wrong clock.
        return now < Earliest ? SntpSilence.ClockNotSet : SntpSilence.None;
    }
}
