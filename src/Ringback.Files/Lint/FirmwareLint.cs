using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;

namespace Ringback.Files.Lint;

/// <summary>What a phone will stumble over in the firmware of a folder that it is served from.</summary>
/// <remarks>sources.md file-formats §A–§E: renamed, damaged and headerless files.</remarks>
public static class FirmwareLint
{
    /// <summary>The faults of one file; null when it has none, or is no firmware.</summary>
    /// <param name="path">Its path, shown as it is; only its last part is judged.</param>
    /// <param name="content">The whole content, any bytes.</param>
    public static LintedFile? Check(string path, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = FirmwareFile.Inspect(path, content);
        bool meantAsFirmware = file.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest
            || (file.Kind is FirmwareKind.Unknown && file.HasError);
        if (!meantAsFirmware) return null;
        Problem[] findings =
        [
            .. file.Problems.Where(p => p.Severity is not ProblemSeverity.Info),
        ];
        return findings.Length == 0 ? null : new LintedFile(path, ConfigurationKind.Firmware, findings);
    }
}
