namespace Ringback.Simulation.Practice;

/// <summary>
/// How large the payloads of practice images are, in bytes. The defaults are those of real files (sources.md
/// 7940-7960 §1.3), because a practice transfer should take as long as a real one; tests want them small.
/// </summary>
public sealed record PracticeSizes
{
    /// <summary>
    /// No 7940 or 7960 image can be smaller: the header, two whole marks and a DSP block must have room.
    /// </summary>
    public const int SmallestBytes = PracticeImage.HeaderLength + 256;

    /// <summary>Small images for tests: large enough for the layout and for the mark to stand in it twice.</summary>
    public static PracticeSizes Small { get; } = new()
    {
        LoaderBytes = 1_000,
        SccpApplicationBytes = 2_000,
        ApplicationBytes = 2_100,
        SingleBytes = 1_900,
        PartBytes = 400,
    };

    /// <summary>The universal loader: P0030801SR02.bin is 130 552 bytes.</summary>
    public int LoaderBytes { get; init; } = 130_552;

    /// <summary>An SCCP application: P0030801SR02.sb2 without its header is 708 056 bytes.</summary>
    public int SccpApplicationBytes { get; init; } = 708_056;

    /// <summary>A SIP or MGCP application: P0S3-8-12-00.sb2 without its header is 756 120 bytes.</summary>
    public int ApplicationBytes { get; init; } = 756_120;

    /// <summary>A single image of the time before the universal loader: P0S3-06-3-00.bin is about 476 KiB.</summary>
    public int SingleBytes { get; init; } = 476 * 1024;

    /// <summary>
    /// Each part of another family's set. Real sets are about 8 MB (sources.md other-phones §2.2); a practice set of
    /// five parts takes about one, so that a library of several families stays small.
    /// </summary>
    public int PartBytes { get; init; } = 200_000;
}
