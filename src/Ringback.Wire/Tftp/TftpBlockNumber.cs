namespace Ringback.Wire.Tftp;

/// <summary>
/// Block numbers on the wire and as we count them. RFC 1350 §5 has 16 bits for them and does not say what follows
/// 65535: most clients go on with 0, some with 1, and with both a file of any length can be read.
/// </summary>
/// <remarks>
/// <code>
///   absolute        0 │ 1 … 65535 │ 65536  65537 … │ 131070  131071  131072
///   wraps to zero   0 │ 1 … 65535 │     0      1 … │  65534   65535       0
///   wraps to one    0 │ 1 … 65535 │     1      2 … │  65535       1       2
/// </code>
/// </remarks>
internal static class TftpBlockNumber
{
    /// <summary>Never the number of a block: further than any window reaches.</summary>
    internal const int Nowhere = int.MaxValue;

    /// <summary>The 16 bits that stand for a block.</summary>
    internal static ushort OnWire(long absolute, bool wrapsToOne) =>
        wrapsToOne && absolute > ushort.MaxValue
            ? (ushort)(((absolute - 1) % ushort.MaxValue) + 1)
            : (ushort)absolute;

    /// <summary>
    /// How many blocks the wire's number lies ahead of <paramref name="absolute"/>, going round once: an old number is
    /// a long way ahead. With numbers that never return to 0, 0 is ahead of nothing.
    /// </summary>
    internal static int Ahead(ushort wireBlock, long absolute, bool wrapsToOne)
    {
        if (!wrapsToOne || absolute == 0)
            return (ushort)(wireBlock - (ushort)absolute);
        if (wireBlock == 0) return Nowhere;
        int ahead = wireBlock - OnWire(absolute, wrapsToOne: true);
        return ahead < 0 ? ahead + ushort.MaxValue : ahead;
    }
}
