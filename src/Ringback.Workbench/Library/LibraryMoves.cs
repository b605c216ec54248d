using System.Text.Json;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// What a change is about to move: written down before it does, so that the contents of a change that was killed half
/// way are told from contents of which nobody knows anything.
/// </summary>
internal static class LibraryMoves
{
    internal const string FileName = "moving.json";

    private const long Largest = 64 * 1024 * 1024;

    /// <summary>The entries that a change has written down; none when it did not come so far.</summary>
    /// <param name="folder">The folder of the change.</param>
    internal static IReadOnlyList<LibraryEntry> Read(string folder)
    {
        try
        {
            string path = Path.Combine(folder, FileName);
            if (DiskEntry.Look(path).Kind != DiskEntryKind.File) return [];
            LibraryEntry?[]? read = JsonSerializer.Deserialize<LibraryEntry?[]>(
                PlainFile.Read(path, Largest), JsonSerializerOptions.Web);
            return [.. (read ?? []).OfType<LibraryEntry>().Where(e => e is { Name: not null, IsSound: true })];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Half of it, from a change that was killed while it wrote this: it had not moved anything yet.
            return [];
        }
    }

    internal static byte[] Write(IEnumerable<LibraryEntry> entries) =>
        JsonSerializer.SerializeToUtf8Bytes(entries, JsonSerializerOptions.Web);
}
