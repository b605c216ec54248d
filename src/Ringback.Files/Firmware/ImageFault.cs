namespace Ringback.Files.Firmware;

/// <summary>Why the bytes are not an image of the 7940/7960 family (sources.md file-formats §B).</summary>
public enum ImageFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It does not begin with eight ARM branches: it is something else.</summary>
    NotAnImage,

    /// <summary>It begins like an image and ends before its header does.</summary>
    Truncated,

    /// <summary>There is no load name at 0x20.</summary>
    NameMissing,
}
