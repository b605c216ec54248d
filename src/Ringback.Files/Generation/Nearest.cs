using Ringback.Files.Configuration;

namespace Ringback.Files.Generation;

/// <summary>What somebody may have meant.</summary>
public static class Nearest
{
    // Of a shorter word two slips of the keyboard make any other.
    private const int ShortestForTwoSlips = 5;

    /// <summary>The first name that differs by two slips of the keyboard at most; null when none does.</summary>
    public static string? Of(string written, IEnumerable<string> names) =>
        names.FirstOrDefault(n => n.Length >= ShortestForTwoSlips && XmlText.Alike(written, n));
}
