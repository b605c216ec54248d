using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>How a client asks for files.</summary>
/// <param name="Mode">octet or netascii.</param>
/// <param name="BlockSize">The blksize that it asks for; null when it asks for none.</param>
/// <param name="WindowSize">The windowsize that it asks for; null when it asks for none.</param>
/// <param name="Over">IPv4 or IPv6.</param>
public sealed record Question(string Mode, int? BlockSize, int? WindowSize, string Over)
{
    internal bool IsNetascii => Mode == "netascii";

    internal Place Place => Over == "IPv6" ? Place.LoopbackV6 : Place.Loopback;

    /// <summary>The size of block that the client gets.</summary>
    internal int Block => BlockSize ?? 512;

    /// <summary>
    /// The lengths on the wire where servers go wrong: around one and two blocks of RFC 1350, around the block and the
    /// window that were asked for, and nothing at all.
    /// </summary>
    internal IReadOnlyList<int> Lengths
    {
        get
        {
            int window = Block * (WindowSize ?? 1);
            SortedSet<int> lengths =
            [
                0, 1, 511, 512, 513, 1023, 1024, Block - 1, Block, Block + 1, window - 1, window, window + 1,
                window + Block,
            ];
            if (!Depth.IsLong) return [.. lengths];
            lengths.UnionWith(RunOverLengths);
            if (Block >= 512) lengths.Add(40_000_000);
            return [.. lengths];
        }
    }

    /// <summary>
    /// Where a block number of 16 bits runs over: 65,535 blocks are the last that fit. Larger blocks than those of
    /// RFC 1350 are not asked to get there, because that is a matter of gigabytes.
    /// </summary>
    internal IReadOnlyList<int> RunOverLengths
    {
        get
        {
            int full = 65535 * Math.Min(Block, 512);
            return [full - 1, full, full + 1];
        }
    }
}
