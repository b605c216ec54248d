using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>A lease goes from one machine's clock to another's by the time of day, which may be wrong.</summary>
public sealed class StoredLeaseTests
{
    private static readonly TimeSpan Clock = TimeSpan.FromSeconds(5);

    private static readonly DhcpLease Lease = LeaseSamples.Numbered(1).Lease with
    {
        Until = Clock + TimeSpan.FromSeconds(600),
    };

    [Theory]
    [InlineData(0, 600)]
    [InlineData(100, 500)]
    [InlineData(600, 0)]
    [InlineData(1000, -400)]

    // The time of day was set back a little, or begins in 1970: never more than it had.
    [InlineData(-100, 600)]
    [InlineData(-1_773_000_000, 600)]
    public void It_has_what_the_time_of_day_left_it(double secondsLater, double left)
    {
        StoredLease stored = StoredLease.Of(Lease, Clock, LeaseSamples.Noon);

        DhcpLease back = stored.At(TimeSpan.FromSeconds(77), LeaseSamples.Noon.AddSeconds(secondsLater));

        Assert.Equal(Lease with { Until = TimeSpan.FromSeconds(77 + left) }, back);
    }

    [Fact]
    public void One_that_was_over_when_it_was_stored_stays_over()
    {
        StoredLease stored = StoredLease.Of(Lease, Clock + TimeSpan.FromSeconds(700), LeaseSamples.Noon);

        Assert.Equal(TimeSpan.FromSeconds(-100), stored.At(TimeSpan.Zero, LeaseSamples.Noon.AddYears(-50)).Until);
    }

    [Fact]
    public void The_longest_lease_there_is_does_not_overflow()
    {
        DhcpLease longest = Lease with { Until = Clock + TimeSpan.FromSeconds(uint.MaxValue) };

        DhcpLease back = StoredLease.Of(longest, Clock, LeaseSamples.Noon).At(Clock, LeaseSamples.Noon);

        Assert.Equal(longest, back);
    }
}
