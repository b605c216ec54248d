using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>What every store of leases must do. One subclass per store.</summary>
public abstract class LeaseStoreAcceptance : IDisposable
{
    private ILeaseStore? _store;

    private ILeaseStore Store => _store ??= Open();

    /// <summary>Opens an empty store.</summary>
    protected abstract ILeaseStore Open();

    public virtual void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_new_store_is_empty() => Assert.Empty(Store.Read());

    [Fact]
    public void An_empty_write_changes_nothing()
    {
        Store.Write([]);
        Store.Write([LeaseSamples.Numbered(1)]);
        Store.Write([]);

        AssertKept([LeaseSamples.Numbered(1)]);
    }

    [Fact]
    public void Every_field_comes_back_one_by_one()
    {
        foreach (StoredLease lease in LeaseSamples.OfEveryKind) Store.Write([lease]);

        AssertKept(LeaseSamples.OfEveryKind);
    }

    [Fact]
    public void Every_field_comes_back_out_of_one_write()
    {
        Store.Write(LeaseSamples.OfEveryKind);

        AssertKept(LeaseSamples.OfEveryKind);
    }

    [Fact]
    public void A_later_lease_of_an_address_replaces_all_of_the_earlier_one()
    {
        foreach (StoredLease lease in LeaseSamples.OfEveryKind)
        {
            StoredLease later = lease with { Lease = lease.Lease with { Address = Ipv4Address.Parse("10.0.0.1") } };
            Store.Write([later]);
            AssertKept([later]);
        }
    }

    [Fact]
    public void Of_two_leases_of_an_address_in_one_write_the_later_stays()
    {
        StoredLease earlier = LeaseSamples.Numbered(7), later = LeaseSamples.Numbered(8);
        later = later with { Lease = later.Lease with { Address = earlier.Lease.Address } };
        Store.Write([earlier, LeaseSamples.Numbered(9), later]);

        AssertKept([LeaseSamples.Numbered(9), later]);
    }

    [Fact]
    public void A_client_may_have_several_addresses()
    {
        StoredLease one = LeaseSamples.Numbered(1);
        StoredLease other = one with { Lease = one.Lease with { Address = Ipv4Address.Parse("10.9.9.9") } };
        Store.Write([one, other]);

        AssertKept([one, other]);
    }

    [Fact]
    public void Thousands_are_kept_and_replaced()
    {
        StoredLease[] all = [.. Enumerable.Range(0, 5000).Select(LeaseSamples.Numbered)];
        Store.Write(all);
        Store.Write([.. all.Take(2500).Select(LeaseSamples.Released)]);

        AssertKept([.. all.Take(2500).Select(LeaseSamples.Released), .. all.Skip(2500)]);
    }

    [Fact]
    public void A_lease_never_ends_earlier_than_the_phone_was_told()
    {
        Random random = new(4);
        StoredLease[] written = [.. Enumerable.Range(0, 500).Select(i => LeaseSamples.Numbered(i) with
        {
            Until = LeaseSamples.Noon.AddTicks(random.NextInt64(TimeSpan.FromDays(400).Ticks)),
            Left = TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromSeconds(uint.MaxValue).Ticks)),
        })];
        Store.Write(written);

        foreach ((StoredLease was, StoredLease now) in written.Zip(Store.Read().OrderBy(l => l.Lease.Address.Bits)))
        {
            Assert.InRange(now.Until - was.Until, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
            Assert.InRange(now.Left - was.Left, TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
        }
    }

    private void AssertKept(IEnumerable<StoredLease> expected) => LeaseSamples.AssertSame(expected, Store.Read());
}
