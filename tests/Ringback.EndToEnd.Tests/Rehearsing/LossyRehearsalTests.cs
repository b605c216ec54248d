using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rehearsing;

/// <summary>The same conversions over a network that loses every tenth packet.</summary>
public sealed class LossyRehearsalTests
{
    [Theory]
    [InlineData("P0M3-07-7-00", "sccp", PracticeLoads.Sccp)]
    [InlineData("P0M3-06-1-00", "sccp", PracticeLoads.Sccp)]
    [InlineData("P0M3-07-7-00", "sip", PracticeLoads.Sip)]
    [InlineData("P0030801SR02", "sip", PracticeLoads.Sip)]
    [InlineData("P0S3-8-12-00", "sccp", PracticeLoads.Sccp)]
    public async Task Phone_reaches_its_goal_though_packets_are_lost(string from, string goal, string load)
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, load);

        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--from", from, "--to", goal,
            "--library", library, "--loss", "0.1", "--seed", "7", "--speed", "300");

        rehearsal.Expect(0);
        Assert.Contains($"Reached: the phone runs {load}", rehearsal.Output);
    }
}
