namespace Ringback.Files.Firmware;

/// <summary>Whether an image is all there, as far as its own layout tells (sources.md file-formats §B).</summary>
public enum ImageExtent
{
    /// <summary>
    /// It ends where its DSP block says, and the sums of both agree: every byte is as it was made, but those of the
    /// name.
    /// </summary>
    Whole,

    /// <summary>The file ends before the header says it should.</summary>
    CutShort,

    /// <summary>It is longer than its header says, or what should stand at a named place does not.</summary>
    Inconsistent,

    /// <summary>Its length is right and its sum is not: a byte has changed.</summary>
    Changed,

    /// <summary>An image of the older kind, whose header does not say.</summary>
    CannotTell,
}
