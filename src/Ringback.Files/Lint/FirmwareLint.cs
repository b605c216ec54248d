using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>What a phone will stumble over in the firmware of a folder that it is served from.</summary>
/// <remarks>sources.md file-formats §A–§E: renamed, damaged and headerless files.</remarks>
public static class FirmwareLint
{
    /// <summary>The faults of one file; null when it has none, or is no firmware.</summary>
    /// <param name="path">Its path, shown as it is; only its last part is judged.</param>
    /// <param name="content">The whole content, any bytes.</param>
    /// <param name="isThere">Whether a file of that name lies in the folder; null when nothing is known of it.</param>
    public static LintedFile? Check(string path, ReadOnlySpan<byte> content, Func<string, bool>? isThere = null)
    {
        if (TrustList(path, content.Length) is { } list)
            return new LintedFile(path, ConfigurationKind.Firmware, [list]);
        FirmwareFile file = FirmwareFile.Inspect(path, content);
        if (isThere is not null && file is { Kind: FirmwareKind.Manifest, HasError: false })
            file = WithMissing(file, [.. file.Parts.Where(part => !isThere(part))]);
        bool meantAsFirmware = file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest
            || (file.Kind is FirmwareKind.Unknown && file.HasError);
        if (!meantAsFirmware) return null;
        Problem[] findings =
        [
            .. file.Problems.Where(p => p.Severity is not ProblemSeverity.Info),
        ];
        return findings.Length == 0 ? null : new LintedFile(path, ConfigurationKind.Firmware, findings);
    }

    /// <summary>
    /// A trust list for one phone: too short it is an error to a universal loader, and whole it is stored unseen
    /// (sources.md 7940-7960-code §3).
    /// </summary>
    private static Problem? TrustList(string path, int length)
    {
        const int shortest = 100, nameLength = 22;
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.Length != nameLength || !name.StartsWith("CTLSEP", StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(".tlv", StringComparison.OrdinalIgnoreCase)) return null;
        return new Problem(ProblemCode.TrustListBlocksConfig, ProblemSeverity.Warning,
            length < shortest
                ? $"{VisibleText.Show(name, 40)} has {length} bytes. The loader of a 7940 or 7960 takes a list of "
                    + $"fewer than {shortest} for an error: it waits, asks once more, and keeps the mark \"File auth "
                    + "error\"."
                : $"A phone that gets {VisibleText.Show(name, 40)} stores it, and takes no configuration any more that "
                    + "is not signed by one of the list.",
            length < shortest
                ? "Take it away: no file at all is better. Only a loader of 7.0 to 7.2 that asks for nothing else may "
                    + "need it."
                : "Take it away, unless the phone's call manager signs its files.");
    }

    private static FirmwareFile WithMissing(FirmwareFile list, IReadOnlyList<string> missing) => missing.Count == 0
        ? list
        : list.With(ProblemCode.LoadSetIncomplete, ProblemSeverity.Warning,
            $"{list.FileName} lists {string.Join(", ", missing.Select(m => VisibleText.Show(m, 60)))}, and "
                + (missing.Count == 1 ? "it does not lie" : "they do not lie") + " in the folder.",
            "Put every file of the package into the folder.");
}
