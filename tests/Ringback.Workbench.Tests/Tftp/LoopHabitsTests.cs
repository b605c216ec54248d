using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>When a loop looks again before it sleeps.</summary>
public sealed class LoopHabitsTests
{
    [Fact]
    public void Nothing_is_looked_for_when_nothing_is_transferred() =>
        Assert.False(new SpinBudget().ShouldLook(0));

    [Fact]
    public void With_many_transfers_sleeping_is_better() =>
        Assert.False(new SpinBudget().ShouldLook(SpinBudget.MostTransfers + 1));

    [Fact]
    public void Looks_in_vain_end_soon_and_are_tried_again_once_in_a_while()
    {
        SpinBudget spin = new();
        int looks = 0;
        for (int i = 0; i < 6500; i++)
        {
            if (!spin.ShouldLook(1)) continue;
            looks++;
            spin.Learn(found: false);
        }

        Assert.InRange(looks, 90, 110);
    }

    [Fact]
    public void Looks_that_bring_something_go_on()
    {
        SpinBudget spin = new();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(spin.ShouldLook(1));
            spin.Learn(found: i % 4 != 0);
        }
    }
}
