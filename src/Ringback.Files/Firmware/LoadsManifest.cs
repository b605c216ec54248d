using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// What a 7940/7960 <c>.loads</c> file lists: the universal loader, the protocol application, and the loader's build.
/// The list is followed as it is; the names' versions need not agree with each other.
/// </summary>
/// <remarks>sources.md file-formats §C and 7940-7960 §1.4: one item a line, CR LF in 7.5, LF in 8.x.</remarks>
public sealed record LoadsManifest
{
    /// <summary>Real payloads are about 56 bytes; a page of text is no manifest of this family.</summary>
    private const int LongestText = 1024;

    private const string LoaderVersionKey = "LA_VERSION=";

    private const int LoaderVersionLength = 8;

    private LoadsManifest()
    {
    }

    /// <summary>The loader without extension: <c>P003-8-12-00</c>, or the load's own name in an SCCP package.</summary>
    public required Load Loader { get; init; }

    /// <summary>The application without extension: the load that the phone will show.</summary>
    public required Load Application { get; init; }

    /// <summary>The build that the loader must carry at 0x120, such as <c>PAS30830</c>.</summary>
    public required string LaVersion { get; init; }

    /// <summary>The loader's file as it is listed, <c>P003-8-12-00.sbn</c>.</summary>
    public required string LoaderFile { get; init; }

    /// <summary>The application's file as it is listed, <c>P0S3-8-12-00.sb2</c>.</summary>
    public required string ApplicationFile { get; init; }

    /// <summary>Reads the text behind the envelope.</summary>
    /// <param name="payload">The text; either line end, blanks behind a name and a NUL at the end are let pass.</param>
    /// <param name="manifest">The list; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="ManifestFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out LoadsManifest? manifest, out ManifestFault why)
    {
        manifest = null;
        why = ReadLines(payload, out Lines lines);
        if (why is not ManifestFault.None) return false;

        if (lines.LoaderFile is null) why = ManifestFault.LoaderMissing;
        else if (lines.ApplicationFile is null) why = ManifestFault.ApplicationMissing;
        else if (lines.LaVersion?.Length != LoaderVersionLength) why = ManifestFault.LoaderVersionMissing;
        else if (!Load.TryParse7940(BaseName(lines.LoaderFile), out Load? loader)
            || !Load.TryParse7940(BaseName(lines.ApplicationFile), out Load? application)
            || application.Protocol is null) why = ManifestFault.OtherFamily;
        else
        {
            manifest = new LoadsManifest
            {
                Loader = loader,
                Application = application,
                LaVersion = lines.LaVersion,
                LoaderFile = lines.LoaderFile,
                ApplicationFile = lines.ApplicationFile,
            };
        }

        return manifest is not null;
    }

    private static ManifestFault ReadLines(ReadOnlySpan<byte> payload, out Lines lines)
    {
        lines = default;
        payload = payload.TrimEnd((byte)0);
        // Other families' manifests may be long and may carry anything in their comments: look at their start first.
        if (payload.Trim(" \t\r\n"u8).IsEmpty) return ManifestFault.Empty;
        if (payload.TrimStart(" \t\r\n"u8)[0] is (byte)'#' or (byte)'[' or (byte)'<') return ManifestFault.OtherFamily;
        if (payload.Length > LongestText || !PlainText.IsPlain(payload)) return ManifestFault.NotText;

        foreach (ReadOnlySpan<char> raw in Encoding.ASCII.GetString(payload).AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty) continue;
            if (!lines.Take(line)) return ManifestFault.OtherFamily;
        }

        return ManifestFault.None;
    }

    private static ReadOnlySpan<char> BaseName(string file) => file.AsSpan()[..file.LastIndexOf('.')];

    private struct Lines
    {
        public string? LoaderFile;
        public string? ApplicationFile;
        public string? LaVersion;

        /// <summary>False for a line that this family's manifests do not have, or have only once.</summary>
        public bool Take(ReadOnlySpan<char> line)
        {
            if (line.StartsWith(LoaderVersionKey, StringComparison.OrdinalIgnoreCase))
                return Once(ref LaVersion, line[LoaderVersionKey.Length..].Trim());
            if (line.EndsWith(".sbn", StringComparison.OrdinalIgnoreCase)) return Once(ref LoaderFile, line);
            if (line.EndsWith(".sb2", StringComparison.OrdinalIgnoreCase)) return Once(ref ApplicationFile, line);
            // A last line cut short, "LA_VER", "P0S3-8-12-00.s", is this family's all the same.
            return line.StartsWith("P0", StringComparison.OrdinalIgnoreCase)
                || LoaderVersionKey.AsSpan().StartsWith(line, StringComparison.OrdinalIgnoreCase);
        }

        private static bool Once(ref string? field, ReadOnlySpan<char> value)
        {
            if (field is not null) return false;
            field = value.ToString();
            return true;
        }
    }
}
