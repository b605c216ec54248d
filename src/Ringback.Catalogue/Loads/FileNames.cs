using System.Diagnostics.CodeAnalysis;

namespace Ringback.Catalogue.Loads;

/// <summary>What a file's name promises, where its content does not say.</summary>
public static class FileNames
{
    /// <summary>True when the name ends so, in any letter case.</summary>
    public static bool HasExtension(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name up to its last dot.</summary>
    public static ReadOnlySpan<char> WithoutExtension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.AsSpan(0, dot);
    }

    /// <summary>
    /// The name up to what makes it a file: <c>BOOT69xx.0-0-0-14</c> of <c>BOOT69xx.0-0-0-14.zz.sgn</c>, and all of a
    /// load's own name, which may hold dots.
    /// </summary>
    public static ReadOnlySpan<char> WithoutFirmwareExtension(string name)
    {
        foreach (string extension in FirmwareExtensions)
        {
            if (HasExtension(name, extension)) return BeforeNumber(name.AsSpan(0, name.Length - extension.Length));
        }

        return name;
    }

    /// <summary>True when the name ends as a firmware file's does.</summary>
    public static bool HasFirmwareExtension(string name) =>
        FirmwareExtensions.Any(e => HasExtension(name, e));

    // Longer ones first: what stands in front of ".sgn" is no part of the version either.
    private static readonly string[] FirmwareExtensions =
    [
        ".default.loads", ".loads", ".zz.sgn", ".bin.sgn", ".cop.sgn", ".cop.sha512", ".sebn", ".sbin", ".sbn", ".sb2",
        ".sgn", ".zup", ".kup", ".kxz", ".bin",
    ];

    /// <summary>Without the <c>.bin1</c> to <c>.bin9</c> before the <c>.sgn</c> of a 6945's or 894x's set.</summary>
    private static ReadOnlySpan<char> BeforeNumber(ReadOnlySpan<char> name) =>
        name is [.. var rest, '.', 'b', 'i', 'n', >= '0' and <= '9'] ? rest : name;

    /// <summary>The load of a name such as <c>P0S3-8-12-00.sb2</c>.</summary>
    public static bool TryReadLoad(string name, [NotNullWhen(true)] out Load? load) =>
        Load.TryParse7940(WithoutExtension(name), out load);

    /// <summary>The load and role that a firmware file's name promises; false for any other name.</summary>
    public static bool TryReadRole(string name, [NotNullWhen(true)] out Load? load, out FirmwareRole role)
    {
        role = default;
        if (!TryReadLoad(name, out load)) return false;
        if (HasExtension(name, ".loads")) role = FirmwareRole.Manifest;
        else if (HasExtension(name, ".sb2")) role = FirmwareRole.Application;
        else if (HasExtension(name, ".sbn") || HasExtension(name, ".bin"))
            role = load.Generation is LoadGeneration.Universal ? FirmwareRole.Loader : FirmwareRole.Combined;
        else return false;
        return true;
    }
}
