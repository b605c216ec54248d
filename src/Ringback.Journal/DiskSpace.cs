namespace Ringback.Journal;

/// <summary>The room on a disk.</summary>
/// <param name="Free">Bytes that this user may still write.</param>
/// <param name="Total">Bytes that it holds in all.</param>
public readonly record struct DiskSpace(long Free, long Total)
{
    /// <summary>
    /// Bytes that the journal leaves to others at most. Five in a hundred of a large disk would be more than anybody
    /// needs to clear up.
    /// </summary>
    public const long MostLeftToOthers = 4L * 1024 * 1024 * 1024;

    // Below this, SQLite cannot lay its log and the log's index beside a file.
    private const long LeastForDatabase = 256 * 1024;

    // ENOSPC and EDQUOT, and ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] FullCodes =
    [
        28, OperatingSystem.IsMacOS() ? 69 : 122, unchecked((int)0x80070070), unchecked((int)0x80070027),
    ];

    /// <summary>
    /// Bytes that the journal leaves to others: one in twenty, so that a flood of events never takes a machine down
    /// that does other things too.
    /// </summary>
    public long LeftToOthers => Math.Min(Total / 20, MostLeftToOthers);

    /// <summary>Whether the journal may still write.</summary>
    public bool HasRoom => Free >= LeftToOthers;

    /// <summary>Whether a database cannot even be opened for want of room.</summary>
    public bool IsFull => Free < LeastForDatabase;

    /// <summary>"12 of 976 MB", for people.</summary>
    public override string ToString() => $"{Free / 1_000_000} of {Total / 1_000_000} MB";

    /// <summary>The disk on which a file lies or would lie; null where the system does not say.</summary>
    public static DiskSpace? Of(string path)
    {
        try
        {
            string folder = Path.GetFullPath(path);
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
            DriveInfo disk = new(folder);
            return disk.TotalSize > 0 ? new DiskSpace(disk.AvailableFreeSpace, disk.TotalSize) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a file could not be written because its disk is full.</summary>
    public static bool IsFullDisk(IOException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return FullCodes.Contains(e.HResult);
    }

    /// <summary>
    /// Whether a database failed because its disk is full. SQLite has a word for that, and without room for the log or
    /// its index says only that it cannot open, or that there was an input or output error.
    /// </summary>
    /// <param name="sqliteCode">SQLite's primary result code.</param>
    /// <param name="path">The database.</param>
    public static bool IsFullDisk(int sqliteCode, string path) =>
        sqliteCode is SQLitePCL.raw.SQLITE_FULL
        || (sqliteCode is SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN && Of(path) is { IsFull: true });
}
