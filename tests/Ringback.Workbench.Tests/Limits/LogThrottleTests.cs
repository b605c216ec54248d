using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tests.Limits;

public sealed class LogThrottleTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void The_first_time_is_said_at_once_and_the_rest_as_a_sum()
    {
        LogThrottle said = new(_clock);
        Assert.False(said.IsDue(0));
        Assert.True(said.IsDue(1));
        Assert.False(said.IsDue(2));
        _clock.Advance(LogThrottle.Between);
        Assert.True(said.IsDue(900));
        Assert.False(said.IsDue(901));
    }

    [Fact]
    public void What_has_not_grown_is_not_said_again()
    {
        LogThrottle said = new(_clock);
        Assert.True(said.IsDue(1));
        _clock.Advance(LogThrottle.Between);
        Assert.False(said.IsDue(1));
    }
}
