using Microsoft.Data.Sqlite;

namespace Ringback.Journal.Sqlite;

/// <summary>The journal's file: its schema, how to open it, and what its errors mean in plain words.</summary>
internal static class JournalFile
{
    /// <summary>The schema that this version writes, kept in <c>user_version</c>.</summary>
    public const int SchemaVersion = 1;

    // "RngB": marks the file as ours, so that somebody else's database is never taken for a journal.
    private const int ApplicationId = 0x526E_6742;

    // The columns beside the body exist to be filtered by. 'at' is UTC in a form that sorts as text and that a person
    // with the sqlite3 shell can read. None of them has an index: every event would dirty a page of each index at a
    // place of its own, which made a thousand phones that boot at once three times as dear to write down as the story
    // itself. TraceTable has in their place what is brought up to date many events at a time.
    private const string Schema = """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY,
            at       TEXT NOT NULL,
            kind     TEXT NOT NULL,
            mac      TEXT NULL,
            address  TEXT NULL,
            body     TEXT NOT NULL);
        """;

    // What journals of 0.1 have. Both versions read and write a file with them and without.
    private const string NoIndexes = "DROP INDEX IF EXISTS events_mac; DROP INDEX IF EXISTS events_address;";

    // How many pages of the log, 4 KiB each, are gathered before they are folded back into the file. Folding back
    // forces the disk twice; 16 MiB is what the log may keep anyhow.
    private const int PagesUntilFolded = 4096;

    /// <summary>Opens the file for the writer, and makes it when it does not exist.</summary>
    /// <exception cref="JournalException">It cannot be opened, or is not a journal that this version knows.</exception>
    public static SqliteConnection OpenForWriting(string path)
    {
        try
        {
            OwnFiles.Prepare(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, e);
        }

        return Open(path, path, SqliteOpenMode.ReadWriteCreate, Prepare);
    }

    /// <summary>Opens the file for a reader, who may be in another process than the writer.</summary>
    /// <exception cref="JournalException">It cannot be opened, or is not a journal that this version knows.</exception>
    public static SqliteConnection OpenForReading(string path)
    {
        if (!File.Exists(path))
        {
            throw new JournalException(
                $"There is no journal at {path}. Start 'ringback serve' once, or name its folder with --data.");
        }

        try
        {
            OwnFiles.RefuseLinks(path);
        }
        catch (IOException e)
        {
            throw Explain(path, e);
        }

        try
        {
            return Open(path, path, SqliteOpenMode.ReadOnly, Check);
        }
        catch (JournalException e) when (NeedsNoLog(path, e))
        {
            // Somebody may only read the folder, or its disk is full. SQLite wants to put its log's index there even
            // for reading, unless it is told that nobody writes; without a log that is so. A cursor keeps such a
            // connection only for one reading.
            string unchanging = new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";
            return Open(path, unchanging, SqliteOpenMode.ReadOnly, Check);
        }
        catch (JournalException e) when (e.Trouble is JournalTrouble.DiskFull)
        {
            // A killed program left a log, and there is no room for its index. Whoever is alone with the file can have
            // the index in memory.
            return Open(path, path, SqliteOpenMode.ReadWrite, CheckAlone);
        }
    }

    /// <summary>The bench of a journal; null when it has no name yet.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static Guid? BenchOf(string path, SqliteConnection connection)
    {
        try
        {
            return BenchTable.Read(connection);
        }
        catch (SqliteException e)
        {
            throw Explain(path, e);
        }
    }

    /// <summary>
    /// The bench of a journal that cannot be written at the moment; null when it cannot be read either.
    /// </summary>
    public static Guid? BenchOf(string path)
    {
        try
        {
            using SqliteConnection connection = OpenForReading(path);
            return BenchOf(path, connection);
        }
        catch (JournalException)
        {
            return null;
        }
    }

    /// <summary>Whether somebody could read it now.</summary>
    public static bool CanBeRead(string path)
    {
        try
        {
            OpenForReading(path).Dispose();
            return true;
        }
        catch (JournalException)
        {
            return false;
        }
    }

    /// <summary>Puts what SQLite reported into a sentence for a person.</summary>
    public static JournalException Explain(string path, Exception e)
    {
        int? code = (e as SqliteException)?.SqliteErrorCode;
        if (code is { } c ? DiskSpace.IsFullDisk(c, path) : e is IOException io && DiskSpace.IsFullDisk(io))
            return Full(path, DiskSpace.Of(path), e);
        string sentence = code switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                $"Another program holds the journal {path} locked. Close it.",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
                $"The journal {path} must not be written here. Check the rights of the file and of its folder.",
            SQLitePCL.raw.SQLITE_CANTOPEN =>
                $"The journal {path} cannot be opened. Check that it is a file, and the rights of it and its folder.",
            SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
                $"The file {path} is damaged or not a journal. Move it away to begin a new one.",
            _ => $"The journal {path} cannot be used: {e.Message}",
        };
        return new JournalException(sentence, e);
    }

    /// <summary>Says that there is no room for the journal, and what follows from that.</summary>
    public static JournalException Full(string path, DiskSpace? disk, Exception? cause = null) => new(
        $"The disk of the journal {path} is full"
        + (disk is { } room ? $": {room} are free, and the last {room.LeftToOthers / 1_000_000} MB are left to others"
            : "")
        + ". What happens to phones is not kept until there is room again; they are served all the same. Free some "
        + "space, or name a folder on another disk with --data.", cause, JournalTrouble.DiskFull);

    private static bool NeedsNoLog(string path, JournalException e) =>
        e.InnerException is SqliteException
        {
            SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN
                or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_FULL,
        }
        && new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };

    private static SqliteConnection Open(
        string path, string source, SqliteOpenMode mode, Action<SqliteConnection, string> ready)
    {
        // No pooling: a closed journal must let go of its file, or nobody could move it on Windows. The busy timeout
        // bounds how long one attempt waits for another program's lock; the writer tries again after that.
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        };
        SqliteConnection connection = new(builder.ConnectionString);
        try
        {
            connection.Open();
            ready(connection, path);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Explain(path, e);
        }
        catch (JournalException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string path)
    {
        // WAL lets readers in other processes read while we write. With synchronous=NORMAL a commit is in the
        // operating system's hands but not forced to the disk: it survives the death of this process, SIGKILL
        // included, while a power cut may take the last moments and never damages the file. For a story that is the
        // right price; an fsync per batch would wear out the SD cards that benches run on.
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216; "
            + $"PRAGMA wal_autocheckpoint={PagesUntilFolded};");
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        if (connection.Number("PRAGMA user_version") == 0
            && connection.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            connection.Execute(
                $"{Schema} PRAGMA application_id={ApplicationId}; PRAGMA user_version={SchemaVersion};");
        }

        Check(connection, path);
        connection.Execute(NoIndexes + SnapshotTable.Schema + TraceTable.Schema);
        transaction.Commit();
    }

    private static void CheckAlone(SqliteConnection connection, string path)
    {
        connection.Execute("PRAGMA locking_mode=EXCLUSIVE");
        Check(connection, path);
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0
            && connection.Number("PRAGMA user_version") == 0)
        {
            throw new JournalException($"The journal {path} is empty: nothing has been kept in it yet.");
        }

        if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new JournalException($"{path} is a database, but not a Ringback journal. Name another file.");
        }

        long version = connection.Number("PRAGMA user_version");
        if (version is < 1 or > SchemaVersion)
        {
            throw new JournalException(
                $"The journal {path} was written by a newer Ringback (format {version}; this one knows up to "
                + $"{SchemaVersion}). Update this Ringback, or name another folder with --data.");
        }
    }
}
