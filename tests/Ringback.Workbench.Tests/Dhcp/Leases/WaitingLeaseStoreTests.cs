using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>While the disk is full, leases wait in memory and phones get their addresses.</summary>
public sealed class WaitingLeaseStoreTests : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    private readonly HandClock _clock = new();
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Leases_of_a_full_disk_are_kept_when_there_is_room_again()
    {
        using WaitingLeaseStore store = Open();
        store.Write([LeaseSamples.Numbered(0)]);
        _disk.IsFull = true;

        store.Write([LeaseSamples.Numbered(1)]);
        store.Write([LeaseSamples.Numbered(2), LeaseSamples.Released(LeaseSamples.Numbered(1))]);
        LeaseSamples.AssertSame([LeaseSamples.Numbered(0)], _disk.Kept.Read());
        _disk.IsFull = false;
        _clock.Advance(Later);
        store.Settle();

        LeaseSamples.AssertSame([
            LeaseSamples.Numbered(0), LeaseSamples.Released(LeaseSamples.Numbered(1)), LeaseSamples.Numbered(2),
        ], _disk.Kept.Read());
    }

    [Fact]
    public void Disk_that_is_full_from_the_beginning_stops_nobody()
    {
        _disk.IsFull = true;
        using WaitingLeaseStore store = Open();
        Assert.Empty(store.Read());
        store.Write([LeaseSamples.Numbered(0)]);

        _disk.IsFull = false;
        _clock.Advance(Later);
        store.Write([LeaseSamples.Numbered(1)]);

        LeaseSamples.AssertSame([LeaseSamples.Numbered(0), LeaseSamples.Numbered(1)], _disk.Kept.Read());
    }

    [Fact]
    public void Full_disk_is_not_tried_again_for_each_lease()
    {
        using WaitingLeaseStore store = Open();
        _disk.IsFull = true;
        for (int i = 0; i < 100; i++) store.Write([LeaseSamples.Numbered(i)]);
        Assert.Equal(1, _disk.Attempts);
    }

    [Fact]
    public void What_waits_is_tried_once_more_at_the_end()
    {
        WaitingLeaseStore store = Open();
        _disk.IsFull = true;
        store.Write([LeaseSamples.Numbered(0)]);
        _disk.IsFull = false;

        store.Dispose();

        LeaseSamples.AssertSame([LeaseSamples.Numbered(0)], _disk.Kept.Read());
    }

    [Fact]
    public void Any_other_fault_promises_nothing()
    {
        using WaitingLeaseStore store = Open();
        _disk.IsOnFire = true;
        Assert.Throws<LeaseStoreException>(() => store.Write([LeaseSamples.Numbered(0)]));

        _disk.IsOnFire = false;
        store.Write([LeaseSamples.Numbered(1)]);

        LeaseSamples.AssertSame([LeaseSamples.Numbered(1)], _disk.Kept.Read());
    }

    private WaitingLeaseStore Open() => WaitingLeaseStore.Open(_disk.Open, _clock, NullLogger.Instance);

    /// <summary>A store on a disk whose room the test decides.</summary>
    private sealed class Disk : ILeaseStore
    {
        internal bool IsFull { get; set; }

        internal bool IsOnFire { get; set; }

        internal int Attempts { get; private set; }

        internal MemoryLeaseStore Kept { get; } = new();

        internal Disk Open()
        {
            Check();
            return this;
        }

        public IReadOnlyList<StoredLease> Read() => Kept.Read();

        public void Write(IReadOnlyList<StoredLease> leases)
        {
            Check();
            Kept.Write(leases);
        }

        public void Settle()
        {
        }

        public void Dispose()
        {
        }

        private void Check()
        {
            if (!IsFull && !IsOnFire) return;
            Attempts++;
            throw new LeaseStoreException(IsFull ? "full" : "on fire", new IOException(), IsFull);
        }
    }
}
