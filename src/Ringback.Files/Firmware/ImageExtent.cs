namespace Ringback.Files.Firmware;

/// <summary>Whether an image is all there, as far as its own layout tells (sources.md file-formats §B).</summary>
public enum ImageExtent
{
    /// <summary>
    /// The length agrees with the header (loader), or the DSP block stands where the header says (application). A cut
    /// inside the DSP block cannot be seen from the layout; only the signature tells.
    /// </summary>
    Whole,

    /// <summary>The file ends before the header says it should.</summary>
    CutShort,

    /// <summary>It is longer than its header says, or what should stand at a named place does not.</summary>
    Inconsistent,

    /// <summary>An image of the older kind, whose header does not say.</summary>
    CannotTell,
}
