using System.Globalization;

namespace Ringback.Fuzz.Tests;

/// <summary>
/// Each target for about a second, with the same inputs each time. <c>RINGBACK_FUZZ_SEED</c> takes others, and
/// <c>RINGBACK_FUZZ_TIMES</c> so many times as many; <c>./test-long</c> goes on from there.
/// </summary>
public sealed class SmokeTests(ITestOutputHelper output)
{
    private const int UsualSeed = 79_60;

    /// <summary>The names of all targets.</summary>
    public static TheoryData<string> Targets { get; } = [.. FuzzTargets.All.Keys];

    private static int Seed { get; } = Setting("RINGBACK_FUZZ_SEED", UsualSeed);

    private static int Times { get; } = Setting("RINGBACK_FUZZ_TIMES", 1);

    [Theory]
    [MemberData(nameof(Targets))]
    public void Keeps_its_promises(string name)
    {
        FuzzTarget target = FuzzTargets.All[name];
        Campaign campaign = new(target, Seed);
        long most = (long)target.SmokeRuns * Times;
        FuzzFault? fault = campaign.Run(tried => tried < most);
        output.WriteLine($"seed {Seed}: {campaign.Tried} inputs, {campaign.Outcomes} outcomes");
        if (fault is not null) Assert.Fail(fault.Tell(fault.Keep(Path.Combine(Root(), "artifacts", "fuzz", "faults"))));
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int set)
            ? set
            : usual;

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ringback.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Ringback.slnx.");
    }
}
