using System.Globalization;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// Where what leaves the library lies for a month, under its own name: <c>trash/DATE/SHA-256/NAME</c>. To have it back,
/// add the folder of the date to the library. Only what is there for longer, and is still what the folder's name
/// says, is deleted.
/// </summary>
internal sealed class LibraryTrash(LibraryStore store)
{
    /// <summary>Somebody who notices that a load is missing notices within a month.</summary>
    internal const int DaysKept = 30;

    private const string DateForm = "yyyy-MM-dd";

    private DateOnly Today => DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime);

    /// <summary>Moves a file there; false when somebody reads it and the system does not let go of it.</summary>
    /// <param name="path">A plain file.</param>
    /// <param name="sha256">What it is.</param>
    /// <param name="name">What it is called.</param>
    internal bool Take(string path, string sha256, string name)
    {
        if (DiskEntry.Look(path).Kind != DiskEntryKind.File) return true;
        string folder = Path.Combine(
            store.Trash, Today.ToString(DateForm, CultureInfo.InvariantCulture), sha256);
        Directory.CreateDirectory(folder);
        try
        {
            File.Move(path, Path.Combine(folder, name), overwrite: true);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Deletes what has been there for longer than it is kept.</summary>
    internal void Clear()
    {
        foreach (string day in StoreFolder.Folders(store.Trash, IsOver))
        {
            foreach (string folder in StoreFolder.Folders(day, StoreFolder.IsHash))
            {
                string sha256 = Path.GetFileName(folder);
                foreach (string file in StoreFolder.Files(folder, _ => true))
                {
                    // What is not what we put there was put there by somebody else.
                    if (LibraryContent.Sha256(file) == sha256) StoreFolder.DeleteFile(file);
                }

                StoreFolder.DeleteEmpty(folder);
            }

            StoreFolder.DeleteEmpty(day);
        }
    }

    private bool IsOver(string name) =>
        DateOnly.TryParseExact(name, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        && Today.DayNumber - day.DayNumber > DaysKept;
}
