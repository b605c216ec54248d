using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>What kind of file it is, from its content.</summary>
public enum FirmwareKind
{
    /// <summary>Nothing that this program knows.</summary>
    Unknown,

    /// <summary>Code for a phone or an adapter.</summary>
    Firmware,

    /// <summary>A <c>.loads</c> list of the files that make up a load.</summary>
    Manifest,

    /// <summary>A zip, tar or gzip: what is in it may be firmware.</summary>
    Archive,

    /// <summary>A text or XML configuration that a phone reads.</summary>
    Configuration,

    /// <summary>A text or compiled profile of the 7905, 7912 and ATA.</summary>
    Profile,

    /// <summary>A certificate trust list (CTL, ITL).</summary>
    TrustList,
}

/// <summary>What the content is wrapped in.</summary>
public enum FirmwareContainer
{
    /// <summary>Cisco's signed envelope.</summary>
    Signed,

    /// <summary>A bare image.</summary>
    Raw,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A gzip stream.</summary>
    Gzip,

    /// <summary>The CNU archive of the 79x1, 79x2 and 79x5.</summary>
    Cnu,

    /// <summary>The kup image of the 7902, 7905, 7912 and ATA.</summary>
    Kup,
}

/// <summary>The words of the JSON contract for the enums of this folder (<c>inspect --json</c>).</summary>
public static class FirmwareWords
{
    /// <summary>firmware, manifest, archive, config, profile, trust-list, unknown.</summary>
    public static string ToWord(this FirmwareKind kind) => kind switch
    {
        FirmwareKind.Configuration => "config",
        FirmwareKind.TrustList => "trust-list",
        _ => Lower(kind),
    };

    /// <summary>loader, application, combined, kernel, part, manifest.</summary>
    public static string ToWord(this FirmwareRole role) => Lower(role);

    /// <summary>signed, raw, text, zip, tar, gzip, cnu, kup.</summary>
    public static string ToWord(this FirmwareContainer container) => Lower(container);

    /// <summary>error, warning, info.</summary>
    public static string ToWord(this ProblemSeverity severity) => Lower(severity);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
