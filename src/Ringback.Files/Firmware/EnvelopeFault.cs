namespace Ringback.Files.Firmware;

/// <summary>Why the bytes are not a signed envelope that a phone would accept (sources.md file-formats §A).</summary>
public enum EnvelopeFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The file does not begin with the version tag: it is something else, not a broken envelope.</summary>
    NotAnEnvelope,

    /// <summary>It begins like an envelope and ends before its header does.</summary>
    Truncated,

    /// <summary>The header's length is missing, or too small for what stands before it.</summary>
    HeaderLengthInvalid,

    /// <summary>The header does not end on a 4-byte boundary; phones say "hdr not ending at 32-bit boundary".</summary>
    HeaderNotAligned,

    /// <summary>A tag claims more bytes than the header holds.</summary>
    TagTooLong,

    /// <summary>Something other than padding follows the first pad byte.</summary>
    PaddingInvalid,

    /// <summary>The header ends without a signature.</summary>
    SignatureMissing,
}
