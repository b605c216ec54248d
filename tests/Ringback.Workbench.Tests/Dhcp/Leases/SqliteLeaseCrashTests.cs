using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>What was written is there after SIGKILL; a power cut costs the last moments and nothing else.</summary>
public sealed class SqliteLeaseCrashTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_each_write_a_copy_of_the_files_holds_all_that_was_written()
    {
        using SqliteLeaseStore store = SqliteLeaseStore.Open(_folder["leases.db"]);
        List<StoredLease> written = [];
        for (int i = 0; i < 30; i++)
        {
            StoredLease[] batch = [.. Enumerable.Range(written.Count, i % 5).Select(LeaseSamples.Numbered)];
            store.Write(batch);
            written.AddRange(batch);

            using SqliteLeaseStore after = SqliteLeaseStore.Open(
                LeaseFile.Copy(_folder["leases.db"], _folder[$"copy{i}"]));
            LeaseSamples.AssertSame(written, after.Read());
        }
    }

    [Fact]
    public void A_copy_of_a_copy_goes_on_where_the_first_one_ended()
    {
        string path = _folder["leases.db"];
        for (int i = 0; i < 10; i++)
        {
            using SqliteLeaseStore store = SqliteLeaseStore.Open(path);
            LeaseSamples.AssertSame(Enumerable.Range(0, i).Select(LeaseSamples.Numbered), store.Read());
            store.Write([LeaseSamples.Numbered(i)]);
            path = LeaseFile.Copy(path, _folder[$"copy{i}"]);
        }
    }

    [Fact]
    public void A_log_that_a_power_cut_shortens_holds_whole_writes_from_the_first_on()
    {
        const int writes = 12, perWrite = 3;
        string copy;
        using (SqliteLeaseStore store = SqliteLeaseStore.Open(_folder["leases.db"]))
        {
            // The tables are in the file itself, not in the log, once it was closed.
            store.Write([]);
        }

        using (SqliteLeaseStore store = SqliteLeaseStore.Open(_folder["leases.db"]))
        {
            for (int i = 0; i < writes; i++)
                store.Write([.. Enumerable.Range(i * perWrite, perWrite).Select(LeaseSamples.Numbered)]);
            copy = LeaseFile.Copy(_folder["leases.db"], _folder["copy"]);
        }

        byte[] file = File.ReadAllBytes(copy), log = File.ReadAllBytes(copy + "-wal");
        HashSet<int> found = [];
        for (int length = 0; length <= log.Length; length += 1 + (log.Length / 150))
        {
            File.WriteAllBytes(copy, file);
            File.WriteAllBytes(copy + "-wal", log[..length]);
            using SqliteLeaseStore store = SqliteLeaseStore.Open(copy);
            IReadOnlyList<StoredLease> leases = store.Read();
            Assert.Equal(0, leases.Count % perWrite);
            LeaseSamples.AssertSame(Enumerable.Range(0, leases.Count).Select(LeaseSamples.Numbered), leases);
            found.Add(leases.Count);
        }

        Assert.True(found.Count >= writes, $"only {found.Count} different states were seen");
    }
}
