using System.Runtime.Versioning;

namespace Ringback.Journal;

/// <summary>
/// The files that Ringback keeps in its data folder. Whoever may look into them learns who telephones where, so they
/// are the user's alone; and they are never opened through a link, which may lead to a file of somebody else.
/// </summary>
/// <remarks>
/// SQLite's own flag for this (SQLITE_OPEN_NOFOLLOW) cannot be given through the provider, and would also refuse a
/// link on the way to the data folder, which is the user's business. What is looked at here is what is ours: the file
/// and its companions, and for root the data folder too, where others must not be able to lead it elsewhere. Between
/// looking and opening nobody else can put a link there: the folder is closed to others.
/// </remarks>
public static class OwnFiles
{
    /// <summary>The rights of a file of ours: the user may read and write it, nobody else anything.</summary>
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The rights of a folder of ours.</summary>
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    // What SQLite puts beside a database; it gives them the rights that the database has.
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    // All that Ringback puts into a data folder by itself: the folder of the library, and one for what comes in.
    private static readonly string[] OurBeginnings = ["journal.", "leases.", "bench-address-", "console."];
    private static readonly string[] OurEnds =
    [
        ".db", ".db-wal", ".db-shm", ".db-journal", ".lock", ".pid", ".json", ".new",
    ];

    private static readonly string[] OurFolders = ["library", "incoming"];

    /// <summary>Whether a file of that name in a data folder is one that Ringback put there.</summary>
    public static bool IsOurFile(string name) =>
        OurBeginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal))
        && OurEnds.Any(e => name.EndsWith(e, StringComparison.Ordinal));

    /// <summary>Whether what has that name in a data folder is Ringback's.</summary>
    public static bool IsOurs(string name) => IsOurFile(name) || OurFolders.Contains(name);

    /// <summary>
    /// Closes a data folder to others, with the files in it that are ours. A folder that holds other things too stays
    /// as it is: others may have business there.
    /// </summary>
    /// <exception cref="IOException">It cannot be looked through.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not look into it.</exception>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        string[] paths = Directory.GetFileSystemEntries(folder);
        foreach (string path in paths.Where(p => IsOurFile(Path.GetFileName(p)))) Tighten(path);
        bool isOurs = paths.All(p => IsOurs(Path.GetFileName(p))) && new DirectoryInfo(folder).LinkTarget is null;
        if (!isOurs || (File.GetUnixFileMode(folder) & ~FolderMode) == 0) return;
        try
        {
            File.SetUnixFileMode(folder, FolderMode);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(folder))
        {
            // It is somebody else's, who lets this user in.
        }
    }

    /// <summary>
    /// Makes a database's folder and an empty file when they are not there, and takes the rights of others away from
    /// the files that are.
    /// </summary>
    /// <exception cref="IOException">A link lies in the place of one of them, or it cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static void Prepare(string database)
    {
        string full = Path.GetFullPath(database);
        string folder = Path.GetDirectoryName(full)!;
        MakeFolder(folder);
        RefuseLinks(full);
        if (!Path.Exists(full)) Touch(full);
        if (OperatingSystem.IsWindows()) return;
        foreach (string path in Companions.Select(c => full + c)) Tighten(path);
    }

    /// <summary>Makes a folder that only this user may look into; one that is there stays as it is.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } above) Directory.CreateDirectory(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>Looks whether a link lies in the place of a database, a companion, or (for root) its folder.</summary>
    /// <exception cref="IOException">One does; the message says what to do.</exception>
    public static void RefuseLinks(string database)
    {
        string full = Path.GetFullPath(database);
        foreach (string path in Companions.Select(c => full + c))
        {
            if (new FileInfo(path).LinkTarget is { } target)
            {
                throw new IOException($"{path} is a link to {target}, and a link is never followed here, because it "
                    + "may lead to somebody else's file. Put the file itself there, or name the folder where it lies.");
            }
        }

        string folder = Path.GetDirectoryName(full)!;
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            && new DirectoryInfo(folder).LinkTarget is { } elsewhere)
        {
            throw new IOException($"The folder {folder} is a link to {elsewhere}, and root does not follow it, because "
                + "whoever made it chooses where root writes. Name the folder itself.");
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Tighten(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.LinkTarget is not null || (file.UnixFileMode & ~FileMode) == 0) return;
        try
        {
            file.UnixFileMode &= FileMode;
        }
        catch (UnauthorizedAccessException) when (file.Exists)
        {
            // Somebody else's file that this user may write: whether that is enough, opening it will tell.
        }
    }

    private static void Touch(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        using FileStream made = new(path, options);
    }
}
