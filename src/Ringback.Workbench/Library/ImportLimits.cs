namespace Ringback.Workbench.Library;

/// <summary>What an import takes at most. An archive that needs more is no phone's firmware, or a trap.</summary>
public sealed record ImportLimits
{
    /// <summary>
    /// Bytes of one file. The largest known part, the root file system of an 8800, stays below 128 MiB; the whole file
    /// is in memory while it is looked at.
    /// </summary>
    public long LargestFile { get; init; } = 256L * 1024 * 1024;

    /// <summary>Files in one archive. Cisco's packages have a few dozen, a locale installer some hundred.</summary>
    public int MostEntries { get; init; } = 10_000;

    /// <summary>Bytes that come out of one top archive. The largest firmware package is about a gigabyte.</summary>
    public long LargestArchive { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// Bytes out of an archive for each byte in it. Firmware is compressed already and gives two or three; a thousand
    /// is the most that deflate can do, and only traps do it.
    /// </summary>
    public int HighestRatio { get; init; } = 100;

    /// <summary>Bytes that may come out whatever the ratio: small text files compress well.</summary>
    public long RatioAllowance { get; init; } = 16L * 1024 * 1024;

    /// <summary>
    /// Archives within archives: a zip with a .cop.sgn in it, which is a tar in a gzip in an envelope, and a tar in
    /// that.
    /// </summary>
    public int DeepestNesting { get; init; } = 6;
}
