using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Tests.Bench;

public sealed class OftenSaidTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void The_first_time_is_said_at_once_and_the_rest_as_a_sum()
    {
        OftenSaid said = new(_clock);
        Assert.False(said.IsDue(0));
        Assert.True(said.IsDue(1));
        Assert.False(said.IsDue(2));
        _clock.Advance(OftenSaid.Between);
        Assert.True(said.IsDue(900));
        Assert.False(said.IsDue(901));
    }

    [Fact]
    public void What_has_not_grown_is_not_said_again()
    {
        OftenSaid said = new(_clock);
        Assert.True(said.IsDue(1));
        _clock.Advance(OftenSaid.Between);
        Assert.False(said.IsDue(1));
    }
}
