namespace Ringback.Workbench.Library;

/// <summary>Takes files out of a library folder: those of the store in one change, loose ones from the disk.</summary>
public static class LibraryRemoval
{
    /// <summary>Removes files.</summary>
    /// <param name="library">The library folder.</param>
    /// <param name="files">Each with its name and with where it really lies.</param>
    /// <exception cref="LibraryException">The library cannot be changed now.</exception>
    public static void Remove(string library, IReadOnlyCollection<(string Name, string RealPath)> files)
    {
        LibraryStore store = new(library);
        try
        {
            if (store.Exists)
            {
                using LibraryChange change = store.Change();
                change.Remove(change.Files.Where(e => files.Contains((e.Name, store.PathOf(e)))).ToList());
                change.Commit();
            }

            foreach ((_, string path) in files)
            {
                bool isStored = Path.GetDirectoryName(Path.GetDirectoryName(path)) == store.Contents;
                if (!isStored) File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"the library cannot be changed: {e.Message}", e);
        }
    }
}
