using Ringback.Catalogue.Problems;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>The files of a library folder: those of its store, and those that somebody put there by hand.</summary>
public static class LibraryFiles
{
    /// <summary>
    /// Each with a path whose last part is its name and that no other has, as <see cref="ConfinedFolder.Files"/> gives
    /// them. Of several by one name in the store, all but the first stand below the beginning of their SHA-256.
    /// </summary>
    /// <param name="library">The library folder.</param>
    /// <param name="unwalked">Told each folder that cannot be looked into, and why; null to pass over them.</param>
    /// <param name="fault">Told what is wrong with the store's index; null to pass over it.</param>
    public static IEnumerable<(string Relative, FileInfo Info)> Of(
        string library, Action<string, Exception>? unwalked = null, Action<Problem>? fault = null)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string relative, FileInfo info) in ConfinedFolder.Files(library, unwalked))
        {
            taken.Add(relative);
            yield return (relative, info);
        }

        LibraryStore store = new(library);
        if (!store.Exists) yield break;
        IReadOnlyList<LibraryEntry> entries = store.Read(out IReadOnlyList<Problem> faults);
        foreach (Problem wrong in faults) fault?.Invoke(wrong);
        HashSet<string> folders = [];
        foreach (LibraryEntry entry in entries)
        {
            string path = store.PathOf(entry), folder = Path.GetDirectoryName(path)!;
            // Neither the content nor its folder may be a link: that would lead to another file, or outside.
            if (!folders.Contains(folder) && DiskEntry.Look(folder).Kind != DiskEntryKind.Folder) continue;
            folders.Add(folder);
            DiskEntry there = DiskEntry.Look(path);
            if (there.Kind != DiskEntryKind.File || there.Length != entry.Length) continue;
            string relative = taken.Contains(entry.Name) ? $"{entry.Sha256[..12]}/{entry.Name}" : entry.Name;
            if (taken.Add(relative)) yield return (relative, new FileInfo(path));
        }
    }
}
