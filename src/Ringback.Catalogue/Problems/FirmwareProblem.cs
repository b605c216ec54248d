namespace Ringback.Catalogue.Problems;

/// <summary>Something wrong with one file, in words for the person at the bench.</summary>
/// <param name="Code">The stable code, kebab case (<c>docs/findings.md</c>).</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, with the names.</param>
/// <param name="Advice">What to do next.</param>
public sealed record FirmwareProblem(string Code, ProblemSeverity Severity, string Message, string Advice)
{
    /// <summary>A signed file under another name than the one signed with it; letter case counts.</summary>
    public const string RenamedSignedFile = "renamed-signed-file";

    /// <summary>A signed file whose header does not carry the name that phones compare.</summary>
    public const string SignedNameMissing = "signed-name-missing";

    /// <summary>Truncated, or not what its own header says.</summary>
    public const string DamagedImage = "damaged-image";

    /// <summary>More in an OS79XX.TXT than the name.</summary>
    public const string StrayCharacterInName = "stray-character-in-name";

    /// <summary>A load's name in a spelling that no package has.</summary>
    public const string MisspelledLoadName = "misspelled-load-name";

    /// <summary>A file whose extension promises a signature and that has none.</summary>
    public const string SignatureMissing = "signature-missing";

    /// <summary>An unsigned image under another name than the one inside it.</summary>
    public const string NameDiffersFromContent = "name-differs-from-content";

    /// <summary>Firmware, but not for these phones.</summary>
    public const string OtherFamily = "other-family";

    /// <summary>Nothing that this program knows.</summary>
    public const string UnknownContent = "unknown-content";

    /// <summary>A loader whose build is not the one that the manifest asks for.</summary>
    public const string LoaderBuildDiffers = "loader-build-differs";

    /// <summary>Something in an archive, or a whole one, that is not taken: a trap, a link, too much.</summary>
    public const string RefusedInArchive = "refused-in-archive";

    /// <summary>The library's store is not as it was written.</summary>
    public const string LibraryDamaged = "library-damaged";

    /// <summary>A part of a set that no manifest lists.</summary>
    public const string PartOfNothing = "part-of-nothing";

    /// <summary>Sets of two protocols, and one default manifest for both.</summary>
    public const string DefaultManifestConflict = "default-manifest-conflict";
}

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>The file cannot do its work.</summary>
    Error,

    /// <summary>It may fail on some phones.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}
