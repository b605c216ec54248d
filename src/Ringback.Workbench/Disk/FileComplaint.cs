namespace Ringback.Workbench.Disk;

/// <summary>Files that are looked at one after another: one that cannot be used must not cost the others.</summary>
public static class FileComplaint
{
    /// <summary>Does something with one file.</summary>
    /// <param name="path">The file, as the person calls it.</param>
    /// <param name="look">What to do with it.</param>
    /// <returns>Why the file cannot be used, for people; null when all went well.</returns>
    public static string? Of(string path, Action look)
    {
        ArgumentNullException.ThrowIfNull(look);
        try
        {
            look();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            return $"{path} cannot be read: {e.Message}";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"{path} cannot be looked into: Ringback stumbles over it ({e.GetType().Name}: {e.Message}). That "
                + "is a fault of Ringback: please send us the file.";
        }
    }

    /// <summary>The same of a folder that cannot be walked through.</summary>
    public static string OfFolder(string folder, Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return $"{folder} cannot be looked into: {e.Message}";
    }
}
