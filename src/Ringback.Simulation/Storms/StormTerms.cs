using System.Globalization;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>What a server agreed to.</summary>
/// <param name="BlockSize">Bytes of each block but the last.</param>
/// <param name="WindowSize">Blocks to an acknowledgement.</param>
/// <param name="Length">The file's length, -1 when the server does not say.</param>
internal readonly record struct StormTerms(int BlockSize, int WindowSize, long Length)
{
    /// <summary>
    /// Reads an OACK. False when it agrees to what was not asked, or to more than was asked: such a transfer cannot
    /// work (RFC 2347).
    /// </summary>
    internal static bool TryRead(in TftpPacket packet, StormOptions asked, out StormTerms terms)
    {
        terms = new StormTerms(512, 1, -1);
        if (!packet.TryReadOptions(out IReadOnlyList<TftpOption> options, out _)) return false;
        foreach (TftpOption option in options)
        {
            if (!long.TryParse(option.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
                return false;
            if (option.Is(TftpOption.BlockSize) && value >= 8 && value <= asked.BlockSize)
                terms = terms with { BlockSize = (int)value };
            else if (option.Is(TftpOption.WindowSize) && value >= 1 && value <= asked.WindowSize)
                terms = terms with { WindowSize = (int)value };
            else if (option.Is(TftpOption.TransferSize) && asked.AsksLength)
                terms = terms with { Length = value };
            else
                return false;
        }

        return true;
    }
}
