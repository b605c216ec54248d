using Microsoft.Data.Sqlite;
using Ringback.Journal;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Leases;

/// <summary>
/// Leases in one SQLite file. What <see cref="Write"/> has taken is in the operating system's hands: it survives
/// SIGKILL, while a power cut may take the last moments and never damages the file. A phone whose lease was lost that
/// way still has its address, and the check before each offer finds it there.
/// </summary>
public sealed class SqliteLeaseStore : ILeaseStore
{
    private const int SchemaVersion = 1;

    // "RngL": marks the file as ours.
    private const int ApplicationId = 0x526E_674C;

    // A column of its own for each part: a person with the sqlite3 shell can read it.
    private const string Schema = """
        CREATE TABLE leases (
            address       INTEGER PRIMARY KEY,
            state         INTEGER NOT NULL,
            client        BLOB NOT NULL,
            hardware_type INTEGER NOT NULL,
            hardware      BLOB NOT NULL,
            circuit       BLOB NOT NULL,
            until         INTEGER NOT NULL,
            left_seconds  REAL NOT NULL);
        CREATE VIEW leases_shown AS SELECT
            (address >> 24) || '.' || ((address >> 16) & 255) || '.' || ((address >> 8) & 255) || '.' || (address & 255)
                AS address,
            CASE state WHEN 0 THEN 'leased' WHEN 1 THEN 'released' ELSE 'quarantined' END AS state,
            hex(hardware) AS mac, datetime(until / 1000, 'unixepoch') AS until_utc FROM leases;
        """;

    private const string Insert = """
        INSERT OR REPLACE INTO leases VALUES
            ($address, $state, $client, $hardwareType, $hardware, $circuit, $until, $left)
        """;

    // The log is folded back into the file when nobody waits, because that forces the disk twice. A storm that never
    // pauses has it folded after this many transactions, when it has some 100 to 200 MiB.
    private const int MostUnfolded = 1 << 16;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _fold;
    private int _unfolded;

    private SqliteLeaseStore(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _fold = Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        _insert = Prepare(Insert);
        foreach (string name in (string[])["$address", "$state", "$hardwareType", "$until"])
            _insert.Parameters.Add(name, SqliteType.Integer);
        foreach (string name in (string[])["$client", "$hardware", "$circuit"])
            _insert.Parameters.Add(name, SqliteType.Blob);
        _insert.Parameters.Add("$left", SqliteType.Real);
    }

    /// <summary>Opens the file, and makes it when it does not exist. Nobody else can open it meanwhile.</summary>
    /// <exception cref="LeaseStoreException">
    /// It cannot be opened, another program holds it, or it is not a file of leases that this version knows.
    /// </exception>
    public static SqliteLeaseStore Open(string path)
    {
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = false, DefaultTimeout = 1 };
        SqliteConnection connection = new(builder.ConnectionString);
        try
        {
            OwnFiles.Prepare(path);
            connection.Open();

            // Two servers with one file would not see each other's leases. The exclusive lock also needs no shared
            // memory beside the file. A lease dirties a page, which goes into the log whole: so pages are small.
            Execute(connection, "PRAGMA page_size=1024; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; "
                + "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; BEGIN IMMEDIATE;");
            Found(connection, path);
            Execute(connection, "COMMIT");
            return new SqliteLeaseStore(path, connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw Explain(path, e);
        }
        catch (LeaseStoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredLease> Read()
    {
        try
        {
            using SqliteCommand select = Prepare("SELECT address, state, client, hardware_type, hardware, circuit, "
                + "until, left_seconds FROM leases");
            using SqliteDataReader row = select.ExecuteReader();
            List<StoredLease> leases = [];
            while (row.Read()) leases.Add(Read(row, _path));
            return leases;
        }
        catch (SqliteException e)
        {
            throw Explain(_path, e);
        }
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<StoredLease> leases)
    {
        bool begun = false;
        try
        {
            _begin.ExecuteNonQuery();
            begun = true;
            for (int i = 0; i < leases.Count; i++) Add(leases[i]);
            _commit.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            if (begun) TryRollBack();
            throw Explain(_path, e);
        }

        if (++_unfolded >= MostUnfolded) Settle();
    }

    /// <inheritdoc/>
    public void Settle()
    {
        if (_unfolded == 0) return;
        _unfolded = 0;
        try
        {
            _fold.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not SQLitePCL.raw.SQLITE_MISUSE)
        {
            // The leases are in the log, and the next opening reads it; what is wrong with the disk shows at the next
            // lease.
            _unfolded = 1;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in (SqliteCommand[])[_begin, _insert, _commit, _rollback, _fold])
            command.Dispose();
        _connection.Dispose();
    }

    private static StoredLease Read(SqliteDataReader row, string path)
    {
        try
        {
            DhcpLeaseState state = (DhcpLeaseState)row.GetInt32(1);
            if (!Enum.IsDefined(state)) throw new InvalidDataException($"There is no state {state}.");
            DhcpLease lease = new(
                new Ipv4Address(checked((uint)row.GetInt64(0))), state, new DhcpClientKey(row.GetFieldValue<byte[]>(2)),
                HardwareAddress.From(row.GetByte(3), row.GetFieldValue<byte[]>(4)),
                new DhcpClientKey(row.GetFieldValue<byte[]>(5)), default);
            return new StoredLease(lease, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
                TimeSpan.FromMilliseconds(Math.Round(row.GetDouble(7) * 1000)));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidCastException or InvalidOperationException
            or OverflowException or ArgumentException)
        {
            // NULL, a date after all dates, a MAC of seventeen bytes: SQLite finds nothing wrong with such a row.
            throw Explain(path, e);
        }
    }

    private void Add(StoredLease stored)
    {
        DhcpLease lease = stored.Lease;
        byte[] hardware = new byte[HardwareAddress.MaximumLength];
        lease.Hardware.Write(hardware);
        SqliteParameterCollection values = _insert.Parameters;
        values[0].Value = (long)lease.Address.Bits;
        values[1].Value = (long)lease.State;
        values[2].Value = (long)lease.Hardware.Type;
        values[3].Value = (long)RoundedUp(stored.Until - DateTimeOffset.UnixEpoch);
        values[4].Value = lease.Client.Bytes.ToArray();
        values[5].Value = hardware[..lease.Hardware.Length];
        values[6].Value = lease.Circuit.Bytes.ToArray();
        values[7].Value = RoundedUp(stored.Left) / 1000;
        _insert.ExecuteNonQuery();
    }

    /// <summary>In milliseconds. A lease must not end before what its phone was told, not even by so little.</summary>
    private static double RoundedUp(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds);

    private void TryRollBack()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private static void Found(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA user_version") == 0
            && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            Execute(connection, $"{Schema} PRAGMA application_id={ApplicationId}; "
                + $"PRAGMA user_version={SchemaVersion};");
        }

        if (Number(connection, "PRAGMA application_id") == ApplicationId
            && Number(connection, "PRAGMA user_version") == SchemaVersion)
        {
            return;
        }

        throw new LeaseStoreException($"{path} is not a file of leases that this version of Ringback knows. Move it "
            + "away, or name another folder with --data.", new InvalidDataException(path));
    }

    private static LeaseStoreException Explain(string path, Exception e)
    {
        // What is neither SQLite's word nor the system's is about a row that is no lease.
        int? code = e is SqliteException said ? said.SqliteErrorCode
            : e is IOException or UnauthorizedAccessException ? null : SQLitePCL.raw.SQLITE_CORRUPT;
        if (code is { } c ? DiskSpace.IsFullDisk(c, path) : e is IOException io && DiskSpace.IsFullDisk(io))
        {
            return new LeaseStoreException($"The disk of {path} is full, and leases cannot be kept. Free some space.",
                e, isDiskFull: true);
        }

        string sentence = code switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                $"Another Ringback lends addresses with {path}. Stop that one, or name another folder with --data.",
            SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
                $"{path} is damaged or not a file of leases. Move it away to begin a new one.",
            _ => $"The leases cannot be kept in {path}: {e.Message} Check the rights of the file and its folder.",
        };
        return new LeaseStoreException(sentence, e);
    }

    private SqliteCommand Prepare(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
