using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rehearsing;

/// <summary>
/// A conversion over sockets that lose packets; all others lose theirs in simulated time, where it costs nothing that a
/// lost acknowledgement makes a phone wait.
/// </summary>
public sealed class LossyRehearsalTests
{
    [Theory]
    [InlineData("P0S3-8-12-00", "sccp", PracticeLoads.Sccp)]
    public async Task Phone_reaches_its_goal_though_packets_are_lost(string from, string goal, string load)
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, load);

        Finished rehearsal = await RingbackProgram.RunAsync("rehearse", "--from", from, "--to", goal,
            "--library", library, "--loss", "0.02", "--seed", "7", "--speed", "300");

        rehearsal.Expect(0);
        Assert.Contains($"Reached: the phone runs {load}", rehearsal.Output);
    }
}
