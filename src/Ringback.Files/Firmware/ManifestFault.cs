namespace Ringback.Files.Firmware;

/// <summary>Why a text is not a whole manifest (sources.md file-formats §C).</summary>
public enum ManifestFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>There is no line with text in it.</summary>
    Empty,

    /// <summary>It holds bytes that no manifest holds, or is far too long for one.</summary>
    NotText,

    /// <summary>It is a manifest of other phones: comments, archives, an XML list, names that are not ours.</summary>
    OtherFamily,

    /// <summary>It names no loader (<c>.sbn</c>).</summary>
    LoaderMissing,

    /// <summary>It names no application (<c>.sb2</c>).</summary>
    ApplicationMissing,

    /// <summary>It ends without a whole <c>LA_VERSION</c>, which is eight characters in every package seen.</summary>
    LoaderVersionMissing,

    /// <summary>A line is neither a remark nor the name of a file.</summary>
    LineInvalid,

    /// <summary>It names some of the files that every set of the family has, and not all of them.</summary>
    PartsMissing,
}
