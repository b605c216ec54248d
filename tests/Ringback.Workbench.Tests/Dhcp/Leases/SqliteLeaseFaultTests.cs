using Microsoft.Data.Sqlite;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>What cannot be a store of leases is refused with a sentence that says what to do.</summary>
public sealed class SqliteLeaseFaultTests : IDisposable
{
    private const string Insert = "INSERT INTO leases VALUES (1, 0, x'01', 1, x'02', x'', 0, 1)";

    private readonly ScratchFolder _folder = new();

    private string Path => _folder["leases.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_opener_is_told_that_somebody_has_the_file_until_the_first_one_is_gone()
    {
        using (SqliteLeaseStore first = SqliteLeaseStore.Open(Path))
        {
            Assert.Equal($"Another Ringback lends addresses with {Path}. Stop that one, or name another folder with "
                + "--data.", WhyNot());
            first.Write([LeaseSamples.Numbered(1)]);
        }

        using SqliteLeaseStore second = SqliteLeaseStore.Open(Path);
        LeaseSamples.AssertSame([LeaseSamples.Numbered(1)], second.Read());
    }

    [Fact]
    public void Folders_on_the_way_are_made()
    {
        using SqliteLeaseStore store = SqliteLeaseStore.Open(_folder["a/b/leases.db"]);

        Assert.Empty(store.Read());
    }

    [Theory]
    [InlineData("CREATE TABLE phones (mac TEXT)")]
    [InlineData("PRAGMA user_version=1; CREATE TABLE leases (address INTEGER PRIMARY KEY)")]
    [InlineData("PRAGMA application_id=1383621452; PRAGMA user_version=2; CREATE TABLE leases (address INTEGER)")]
    public void Another_database_is_refused_and_left_alone(string sql)
    {
        LeaseFile.Change(Path, sql);
        byte[] before = File.ReadAllBytes(Path);

        Assert.Equal($"{Path} is not a file of leases that this version of Ringback knows. Move it away, or name "
            + "another folder with --data.", WhyNot());
        byte[] after = File.ReadAllBytes(Path);

        // Bytes 18 and 19 say that a log is kept, and 24 to 27 and 92 on count changes; all else is as it was.
        foreach (byte[] bytes in (byte[][])[before, after])
        {
            bytes.AsSpan(18, 2).Clear();
            bytes.AsSpan(24, 4).Clear();
            bytes.AsSpan(92, 8).Clear();
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        string text = string.Concat(Enumerable.Repeat("SIP000E84C060A6.cnf is no database. ", 100));
        _folder.Write("leases.db", text);

        Assert.Equal($"{Path} is damaged or not a file of leases. Move it away to begin a new one.", WhyNot());
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        _folder.Folder("leases.db");

        string why = WhyNot();
        Assert.StartsWith($"The leases cannot be kept in {Path}: ", why, StringComparison.Ordinal);
        Assert.EndsWith("Check the rights of the file and its folder.", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        _folder.Write("data", "");

        Assert.StartsWith("The leases cannot be kept in", WhyNot(_folder["data/leases.db"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_refused()
    {
        if (Environment.IsPrivilegedProcess) Assert.Skip("Root may write everywhere.");
        string folder = _folder.Folder("data");
        if (OperatingSystem.IsWindows()) Assert.Skip("Rights of folders are another matter on Windows.");
        else File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.StartsWith("The leases cannot be kept in", WhyNot(_folder["data/leases.db"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RAISE(ABORT, 'the disk is on fire')")]
    [InlineData("RAISE(ROLLBACK, 'the disk is on fire')")]
    public void A_write_that_fails_half_way_keeps_nothing_and_the_next_one_works(string raise)
    {
        using (SqliteLeaseStore.Open(Path))
        {
        }

        long address = LeaseSamples.Numbered(2).Lease.Address.Bits;
        LeaseFile.Change(Path, $"CREATE TRIGGER fire BEFORE INSERT ON leases WHEN NEW.address = {address} "
            + $"BEGIN SELECT {raise}; END");
        using SqliteLeaseStore store = SqliteLeaseStore.Open(Path);
        store.Write([LeaseSamples.Numbered(0)]);

        LeaseStoreException e = Assert.Throws<LeaseStoreException>(
            () => store.Write([LeaseSamples.Numbered(1), LeaseSamples.Numbered(2), LeaseSamples.Numbered(3)]));
        Assert.Contains("the disk is on fire", e.Message, StringComparison.Ordinal);
        LeaseSamples.AssertSame([LeaseSamples.Numbered(0)], store.Read());

        store.Write([LeaseSamples.Numbered(3)]);
        LeaseSamples.AssertSame([LeaseSamples.Numbered(0), LeaseSamples.Numbered(3)], store.Read());
    }

    [Theory]
    [InlineData(Insert)]
    [InlineData("INSERT INTO leases VALUES (1, 9, x'01', 1, x'02', x'', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (5000000000, 0, x'01', 1, x'02', x'', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 300, x'02', x'', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 1, zeroblob(17), x'', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, 'text', 1, 'text', 'text', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 'text', x'01', 1, x'02', x'', 0, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 1, x'02', x'', 9223372036854775807, 1)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 1, x'02', x'', 0, 1e300)")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 1, x'02', x'', 0, 'soon')")]
    [InlineData("INSERT INTO leases VALUES (1, 0, x'01', 1, x'02', x'', 4611686018427387904, 1e12)")]
    [InlineData("DROP TABLE leases")]
    [InlineData("DROP VIEW leases_shown; DROP TABLE leases; CREATE TABLE leases (address INTEGER PRIMARY KEY)")]
    [InlineData("DROP VIEW leases_shown; DROP TABLE leases; CREATE TABLE leases (address, state, client, "
        + "hardware_type, hardware, circuit, until, left_seconds); INSERT INTO leases VALUES (NULL, NULL, NULL, NULL, "
        + "NULL, NULL, NULL, NULL)")]
    public void Rows_that_somebody_wrote_by_hand_are_read_or_refused(string sql)
    {
        using (SqliteLeaseStore.Open(Path))
        {
        }

        LeaseFile.Change(Path, sql);
        string? why = WhyNotReadable();

        if (sql == Insert) Assert.Null(why);
        if (why is not null) Assert.Contains(Path, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_never_a_surprise()
    {
        using (SqliteLeaseStore store = SqliteLeaseStore.Open(Path))
            store.Write([.. Enumerable.Range(0, 200).Select(LeaseSamples.Numbered), .. LeaseSamples.OfEveryKind]);
        byte[] whole = File.ReadAllBytes(Path);
        int refused = 0;
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            byte[] damaged = [.. whole];
            for (int i = random.Next(1, 9); i > 0; i--) damaged[random.Next(whole.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) random.NextBytes(damaged.AsSpan(4096 * random.Next(whole.Length / 4096), 512));
            if (random.Next(5) == 0) damaged = damaged[..random.Next(whole.Length)];
            File.Delete(Path + "-wal");
            File.WriteAllBytes(Path, damaged);
            try
            {
                if (WhyNotReadable() is not null) refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}", e);
            }
        }

        Assert.InRange(refused, 20, 199);
    }

    /// <summary>Opens, reads, and gives each lease back to a machine; what cannot be told as a fault is a bug.</summary>
    private string? WhyNotReadable()
    {
        try
        {
            using SqliteLeaseStore store = SqliteLeaseStore.Open(Path);
            foreach (StoredLease lease in store.Read()) lease.At(TimeSpan.FromDays(1), LeaseSamples.Noon);
            store.Write([LeaseSamples.Numbered(0)]);
            return null;
        }
        catch (LeaseStoreException e)
        {
            return e.Message;
        }
    }

    private string WhyNot() => WhyNot(Path);

    private static string WhyNot(string path)
    {
        LeaseStoreException e = Assert.Throws<LeaseStoreException>(() => SqliteLeaseStore.Open(path).Dispose());
        Assert.True(e.InnerException is SqliteException or IOException or UnauthorizedAccessException
            or InvalidDataException);
        return e.Message;
    }
}
