using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// Takes files out of a library folder: those of the store in one change, loose ones from the folder. All of them lie
/// in the library's trash for a month.
/// </summary>
public static class LibraryRemoval
{
    /// <summary>Removes files.</summary>
    /// <param name="library">The library folder.</param>
    /// <param name="files">Each with its name and with where it really lies.</param>
    /// <param name="time">The clock, for the trash; null for the machine's.</param>
    /// <exception cref="LibraryException">The library cannot be changed now.</exception>
    public static void Remove(string library, IReadOnlyCollection<(string Name, string RealPath)> files,
        TimeProvider? time = null)
    {
        LibraryStore store = new(library, time);
        try
        {
            using LibraryChange change = store.Change();
            change.Remove(change.Files.Where(e => files.Contains((e.Name, store.PathOf(e)))).ToList());
            change.Commit();
            foreach ((_, string path) in files)
            {
                if (!ConfinedFolder.IsInside(store.Root, path)) TakeLoose(store, change, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"the library cannot be changed: {e.Message}", e);
        }
    }

    /// <summary>Only where it was found, and only a file: what a link leads to since then is somebody else's.</summary>
    private static void TakeLoose(LibraryStore store, LibraryChange change, string path)
    {
        bool isStillThere = ConfinedFolder.IsInside(store.Library, path) && ConfinedFolder.RealPath(path) == path
            && DiskEntry.Look(path).Kind == DiskEntryKind.File;
        if (isStillThere && !change.ThrowAway(path, Path.GetFileName(path)))
            throw new IOException($"{path} is in use.");
    }
}
