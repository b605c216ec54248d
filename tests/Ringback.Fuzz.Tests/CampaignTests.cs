using System.Text;

namespace Ringback.Fuzz.Tests;

/// <summary>What a campaign does when it finds something, shown with a target that has a fault to find.</summary>
public sealed class CampaignTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("length=0010;0123456789");

    [Fact]
    public void The_same_seed_gives_the_same_inputs() => Assert.Equal(Inputs(7), Inputs(7));

    [Fact]
    public void Another_seed_gives_other_inputs() => Assert.NotEqual(Inputs(7), Inputs(8));

    [Fact]
    public void No_input_is_longer_than_the_longest() =>
        Assert.All(Inputs(7, longest: 50), i => Assert.InRange(i.Length / 2, 0, 50));

    [Fact]
    public void A_fault_is_found_and_made_short()
    {
        FuzzTarget target = Target(run => FuzzRun.Hold(!run.Input.AsSpan().Contains((byte)'x'), "no x"), "xyzzy");
        FuzzFault? fault = new Campaign(target, 1).Run(tried => tried < 10_000);
        Assert.NotNull(fault);
        Assert.Equal("x"u8.ToArray(), fault.Input);
        Assert.IsType<BrokenPromiseException>(fault.Cause);
    }

    [Fact]
    public void A_fault_is_kept_and_told_with_its_input()
    {
        FuzzTarget target = Target(_ => throw new InvalidOperationException("boo"));
        FuzzFault? fault = new Campaign(target, 42).Run(_ => true);
        Assert.NotNull(fault);
        using ScratchFolder scratch = new();
        string kept = fault.Keep(scratch.FullPath);
        Assert.Equal(fault.Input, File.ReadAllBytes(kept));
        string told = fault.Tell(kept);
        Assert.All(["seed 42", Convert.ToBase64String(fault.Input), "boo", kept], s => Assert.Contains(s, told,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Memory_that_grows_with_the_square_is_a_fault()
    {
        FuzzTarget target = Target(run =>
        {
            for (int i = 0; i < run.Input.Length; i++) _ = new byte[run.Input.Length];
        });
        FuzzFault? fault = new Campaign(target, 1).Run(tried => tried < 10_000);
        Assert.Contains("bytes that are allocated", fault?.Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_seen_anew_is_kept_and_goes_on()
    {
        // Three words in the right order: each is likely by itself, and all at once would hardly ever come.
        FuzzTarget target = Target(run =>
        {
            int length = run.Input.AsSpan().CommonPrefixLength("abcdef"u8);
            run.Saw(length);
            FuzzRun.Hold(length < 6, "nobody gets so far");
        }, "d", "e", "f") with { MakeSeeds = () => ["abc"u8.ToArray()] };
        Assert.NotNull(new Campaign(target, 3).Run(tried => tried < 100_000));
    }

    [Fact]
    public void Every_target_has_seeds() => Assert.All(FuzzTargets.All.Values, t => Assert.NotEmpty(t.Seeds));

    private static FuzzTarget Target(Action<FuzzRun> take, params string[] words) =>
        new("target", take, () => [Seed]) { Words = words };

    private static List<string> Inputs(int seed, int longest = 65_507)
    {
        List<string> inputs = [];
        FuzzTarget target = Target(run => inputs.Add(Convert.ToHexString(run.Input))) with
        {
            LongestInput = longest, Memory = (16 * 1024 * 1024, 64),
        };
        Assert.Null(new Campaign(target, seed).Run(tried => tried < 500));
        return inputs;
    }
}
