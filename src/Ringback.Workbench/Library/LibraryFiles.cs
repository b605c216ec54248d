using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Library;

/// <summary>The files of a library folder: those of its store, and those that somebody put there by hand.</summary>
public static class LibraryFiles
{
    /// <summary>
    /// Each with a path whose last part is its name and that no other has, as <see cref="ConfinedFolder.Files"/> gives
    /// them. Of several by one name in the store, all but the first stand below the beginning of their SHA-256.
    /// </summary>
    public static IEnumerable<(string Relative, FileInfo Info)> Of(string library)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string relative, FileInfo info) in ConfinedFolder.Files(library))
        {
            taken.Add(relative);
            yield return (relative, info);
        }

        LibraryStore store = new(library);
        if (!store.Exists) yield break;
        foreach (LibraryEntry entry in store.Read(out _))
        {
            FileInfo info = new(store.PathOf(entry));
            if (!info.Exists || info.Length != entry.Length) continue;
            string relative = taken.Contains(entry.Name) ? $"{entry.Sha256[..12]}/{entry.Name}" : entry.Name;
            if (taken.Add(relative)) yield return (relative, info);
        }
    }
}
