namespace Ringback.Workbench.Library;

/// <summary>Names of files that come from somebody's archive.</summary>
internal static class LibraryNames
{
    // What all file systems take, and what a request for a file can hold.
    private const int Longest = 255;

    /// <summary>Files that systems leave everywhere, and nobody means to import.</summary>
    private static readonly string[] Litter = ["__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "._"];

    /// <summary>The last part of a path of either kind.</summary>
    internal static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    internal static bool IsLitter(string path) => path.StartsWith(Litter[0], StringComparison.Ordinal)
        || Array.Exists(Litter[1..4], l => LastPart(path).Equals(l, StringComparison.OrdinalIgnoreCase))
        || LastPart(path).StartsWith(Litter[4], StringComparison.Ordinal);

    /// <summary>Why a path in an archive is a trap; null for an honest one.</summary>
    internal static string? Trap(string path)
    {
        string[] parts = path.Split('/', '\\');
        if (parts.Contains("..")) return "leads out of the archive with '..': somebody built it to write elsewhere";
        if (path.StartsWith('/') || path.StartsWith('\\') || path.Contains(':', StringComparison.Ordinal))
            return "names an absolute place: somebody built the archive to write elsewhere";
        return null;
    }

    /// <summary>Why a name cannot be a file's; null for a good one.</summary>
    internal static string? Objection(string name)
    {
        if (name.Length == 0 || name is "." or "..") return "has no name";
        if (name.Length > Longest) return $"has a name of {name.Length} characters; no phone asks for one that long";
        return name.Any(c => c < ' ' || c is '\x7F' or '/' or '\\' or ':' or '"' or '|' or '?' or '*' or '<' or '>')
            ? "has a name that no phone asks for: there are control characters or signs in it that files do not have"
            : null;
    }
}
