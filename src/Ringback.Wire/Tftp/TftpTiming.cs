namespace Ringback.Wire.Tftp;

/// <summary>
/// When to send again and when to give up. Values are for one transfer; the shell may start a transfer with the round
/// trip that it measured on the same phone's last one.
/// </summary>
public sealed record TftpTiming
{
    /// <summary>
    /// OACKs to a peer that has never answered are together at most this many times as long as its request. Plain DATA
    /// has no such bound, a request being some twenty bytes and a block 516; there the number of packets alone counts.
    /// </summary>
    public const int MostAnswerToRequest = 4;

    /// <summary>Until a round trip has been measured: RFC 6298 §2.1.</summary>
    public TimeSpan FirstTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Never sooner than this after a measured round trip. A phone on a cable answers in well under 20 ms, and a
    /// retransmission that was not needed is harmless, because a duplicate ACK is never answered.
    /// </summary>
    public TimeSpan ShortestTimeout { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Back-off stops growing here: phones repeat themselves every 4 s (sources.md 7940-7960 §2.3).</summary>
    public TimeSpan LongestTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Packets to a peer that has never answered. Its address may be forged, and a server that keeps sending is an
    /// amplifier; a phone that lost both asks again by itself.
    /// </summary>
    public int SendsBeforeFirstAnswer { get; init; } = 2;

    /// <summary>
    /// For how long a peer that has never answered may still do so, though nothing is sent to it any more: a phone
    /// that lost our packets, or whose acknowledgement was lost, repeats itself after 1, 5 and 9 s (7940-7960 code),
    /// and what it says then moves the transfer on.
    /// </summary>
    public TimeSpan PatienceWithStrangers { get; init; } = TimeSpan.FromSeconds(16);

    /// <summary>
    /// Sends of the same packet to a peer that has answered before: with back-off some 35 s of silence, longer than
    /// the pause between two rounds of a phone's own retries (sources.md 7940-7960 §2.3).
    /// </summary>
    public int SendsWithoutProgress { get; init; } = 14;

    /// <summary>
    /// How often the first packet is sent to a peer that does not answer. One OACK always fits: it repeats what the
    /// request asked, and only the digits of a transfer size can make it longer.
    /// </summary>
    internal int SendsToAStranger(TftpTerms terms, int requestLength)
    {
        if (terms.Agreed.Count == 0) return SendsBeforeFirstAnswer;
        long affordable = MostAnswerToRequest * (long)requestLength / TftpWriter.LengthOf(terms.Agreed);
        return (int)Math.Min(Math.Max(affordable, 1), SendsBeforeFirstAnswer);
    }
}
