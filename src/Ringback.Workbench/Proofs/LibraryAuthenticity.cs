using Ringback.Files.Firmware;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Proofs;

/// <summary>Whether firmware is genuine, by the SHA-256 of what a phone got.</summary>
/// <param name="library">The library folder; it need not exist.</param>
public sealed class LibraryAuthenticity(string library)
{
    // The largest firmware known has 60 MB; larger files are no firmware of these phones.
    private const long LargestFile = 128 * 1024 * 1024;

    private readonly Dictionary<string, string?> _known = [];
    private Dictionary<string, string>? _paths;

    /// <summary>What it says of a practice image.</summary>
    public const string Practice = "practice";

    /// <summary>
    /// Genuine, damaged, unknown or practice; null for what is no firmware, or no longer in the library.
    /// </summary>
    public string? Of(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (_known.TryGetValue(sha256, out string? known)) return known;
        string? found = Paths.TryGetValue(sha256, out string? path) ? Look(path, sha256) : null;
        _known[sha256] = found;
        return found;
    }

    private Dictionary<string, string> Paths
    {
        get
        {
            if (_paths is not null) return _paths;
            _paths = [];
            LibraryStore store = new(library);
            if (!Directory.Exists(library) || !store.Exists) return _paths;
            foreach (LibraryEntry entry in store.Read(out _)) _paths[entry.Sha256] = store.PathOf(entry);
            return _paths;
        }
    }

    private static string? Look(string path, string sha256)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists || file.Length > LargestFile) return null;
            FirmwareFile looked = FileInspection.Of(sha256, File.ReadAllBytes(path));
            return looked switch
            {
                { IsPractice: true } => Practice,
                { Kind: FirmwareKind.Firmware or FirmwareKind.Manifest } =>
                    looked.Authenticity.ToString().ToLowerInvariant(),
                _ => null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
