using System.Globalization;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>What sort of client and network a seed is played with.</summary>
public enum TransferKind
{
    /// <summary>A phone: no options, lock-step. Losses, copies and delays.</summary>
    Plain,

    /// <summary>A block size and a transfer size are asked for, lock-step. Losses, copies and delays.</summary>
    Options,

    /// <summary>A window is asked for. Losses, copies and delays.</summary>
    Window,

    /// <summary>A phone; nothing is lost, every packet arrives twice and late.</summary>
    Doubled,

    /// <summary>A phone on a good cable: nothing is lost, nothing is doubled, packets are late.</summary>
    Lossless,
}

/// <summary>Everything that a transfer depends on; the seed and the kind give all the rest.</summary>
internal sealed record TransferCase(
    int Seed, TransferKind Kind, int Length, double Loss, double Duplication, TimeSpan LongestDelay, int BlockSize,
    int WindowSize)
{
    // The ends of a block and of two, and what phones fetch: a configuration of some KB, a piece of an image.
    private static readonly int[] Lengths = [0, 1, 511, 512, 513, 1023, 1024, 1025, 5 * 1024, 40 * 1024];

    private static readonly int[] BlockSizes = [64, 512, 1024, 1428];

    internal bool HasOptions => Kind is TransferKind.Options or TransferKind.Window;

    internal TftpRequest Request => new(false, "OS79XX.TXT", TftpMode.Octet, HasOptions
        ?
        [
            Option(TftpOption.BlockSize, BlockSize), Option(TftpOption.TransferSize, 0),
            .. WindowSize > 1 ? (TftpOption[])[Option(TftpOption.WindowSize, WindowSize)] : [],
        ]
        : []);

    /// <summary>Draws a case. The same seed and kind are the same case for ever.</summary>
    internal static TransferCase Draw(int seed, TransferKind kind)
    {
        Random random = new((seed * 8) + (int)kind);
        int length = random.Next(4) == 0 ? random.Next(40 * 1024) : Lengths[random.Next(Lengths.Length)];
        bool lossy = kind is TransferKind.Plain or TransferKind.Options or TransferKind.Window;
        double loss = lossy ? random.NextDouble() * 0.2 : 0;
        double duplication = kind switch
        {
            TransferKind.Doubled => 1,
            TransferKind.Lossless => 0,
            _ => random.NextDouble() * 0.2,
        };
        TimeSpan longestDelay = SimulatedWire.Latency * 2 * 3 * random.NextDouble();
        return new TransferCase(seed, kind, length, loss, duplication, longestDelay,
            kind is TransferKind.Options or TransferKind.Window ? BlockSizes[random.Next(BlockSizes.Length)] : 512,
            kind == TransferKind.Window ? random.Next(2, 17) : 1);
    }

    private static TftpOption Option(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
