using System.Globalization;

namespace Ringback.Bench.Servers.Scenarios;

/// <summary>Everything that is measured, in the order of the page.</summary>
internal static class ScenarioTable
{
    /// <summary>Phones that ask in one moment: an office, a building, a company after a power cut.</summary>
    internal static readonly int[] Fleets = [100, 1000, 5000];

    /// <summary>
    /// Block sizes of the single streams: plain, an Ethernet frame, a jumbo frame, the largest there is.
    /// </summary>
    internal static readonly int[] BlockSizes = [512, 1428, 8192, 65464];

    /// <summary>Windows of the single streams: none, and what boot loaders ask for.</summary>
    internal static readonly int[] Windows = [1, 16];

    /// <summary>Seconds that an idle server is watched.</summary>
    internal const int IdleSeconds = 5;

    /// <summary>Requests a second of the storm for missing files.</summary>
    internal const int MissingRate = 20_000;

    // Long enough for a queue without a bound to show.
    private const int MissingSeconds = 10;

    private const int BootRequests = 20_000;

    /// <summary>The table, for a folder of files.</summary>
    internal static IReadOnlyList<Scenario> All(Ground ground) =>
    [
        .. Fleets.Select(phones => Fleet(ground, phones)),
        .. Windows.SelectMany(window => BlockSizes.Select(size => Stream(ground, size, window))),
        Slow(ground, 1000, spreadSeconds: 0),
        Slow(ground, 5000, spreadSeconds: 5),
        new Scenario
        {
            Name = "lossy-200", Title = "200 phones, 2 % lost each way", Kind = ScenarioKind.Lossy, Phones = 200,
            Load = ["--scenario", "lossy", "--phones", "200", "--loss", "0.02", "--repeat-after", "4", "--tries", "30",
                .. File(ground, Ground.Image)],
            WarmUp = AllAtOnce(ground, 100),
        },
        new Scenario
        {
            Name = "boot-500", Title = "20,000 requests, 500 phones at a time", Kind = ScenarioKind.Boot, Phones = 500,
            Load = Boot(ground, 500, BootRequests), WarmUp = Boot(ground, 50, 2_000), IsQuick = true,
        },
        new Scenario
        {
            Name = "mix-500", Title = "20,000 requests of 5,000 phones, 500 at a time", Kind = ScenarioKind.Boot,
            Phones = 500, Load = Mix(ground, 500, BootRequests), WarmUp = Mix(ground, 50, 2_000), IsQuick = true,
        },
        new Scenario
        {
            Name = "memory-5000", Title = "5,000 slow transfers at once", Kind = ScenarioKind.Memory, Phones = 5000,
            Load = SlowLoad(ground, 5000, spreadSeconds: 5), WarmUp = AllAtOnce(ground, 1),
            NeedsFreshServer = true, WatchesMemory = true,
        },
        new Scenario
        {
            Name = "first-60", Title = "60 clients ask for one small file after the other",
            Kind = ScenarioKind.First, Phones = 60,
            Load = Boot(ground, 60, 12_000),
            WarmUp = Boot(ground, 60, 12_000), IsQuick = true,
        },
        new Scenario
        {
            Name = "idle", Title = "Nobody asks", Kind = ScenarioKind.Idle, Phones = 0, Load = [],
            WarmUp = AllAtOnce(ground, 100), IsQuick = true,
        },
        new Scenario
        {
            Name = "missing-20000", Title = "20,000 requests a second for missing files", Phones = 1000,
            Kind = ScenarioKind.Missing, WatchesMemory = true,
            Load = ["--scenario", "missing", "--phones", "1000", "--rate", Text(MissingRate), "--seconds",
                Text(MissingSeconds), "--missing", Ground.Missing],
            WarmUp = Boot(ground, 50, 2_000),
        },
    ];

    /// <summary>The name of a stream's scenario.</summary>
    internal static string StreamName(int blockSize, int window) => $"stream-{blockSize}x{window}";

    // A phone that hears nothing asks again after a second, nine times in all; then it has failed.
    private static readonly string[] Patience = ["--repeat-after", "1", "--tries", "9"];

    private static Scenario Fleet(Ground ground, int phones) => new()
    {
        Name = $"fleet-{phones}",
        Title = $"{phones:N0} phones ask for the image in one moment",
        Kind = ScenarioKind.Fleet,
        Phones = phones,
        Load = AllAtOnce(ground, phones),
        WarmUp = AllAtOnce(ground, 100),
        IsQuick = phones <= 1000,
    };

    // The client sleeps while it waits, as clients do: one that polls would spare the server's peers half of the sleep
    // that a block costs with them.
    private static Scenario Stream(Ground ground, int blockSize, int window)
    {
        string[] load = ["--scenario", "stream", "--phones", "1", "--blksize", Text(blockSize), "--windowsize",
            Text(window), "--spin", "0", .. Patience, .. File(ground, Ground.Large)];
        return new Scenario
        {
            Name = StreamName(blockSize, window),
            Title = $"one stream, {blockSize} bytes, window {window}",
            Kind = ScenarioKind.Stream,
            Load = load,
            WarmUp = load,
            NeedsWindows = window > 1,
            IsQuick = blockSize < 8192,
        };
    }

    private static Scenario Slow(Ground ground, int phones, int spreadSeconds) => new()
    {
        Name = $"slow-{phones}",
        Title = spreadSeconds == 0
            ? $"{phones:N0} slow phones, all at once"
            : $"{phones:N0} slow phones, starting over {spreadSeconds} s",
        Kind = ScenarioKind.Slow,
        Phones = phones,
        Load = SlowLoad(ground, phones, spreadSeconds),
        WarmUp = AllAtOnce(ground, 100),
    };

    private static string[] SlowLoad(Ground ground, int phones, int spreadSeconds) =>
        ["--scenario", "slow", "--phones", Text(phones), "--ack-delay", "20", "--spread", Text(spreadSeconds),
            .. Patience, .. File(ground, Ground.Image)];

    private static string[] AllAtOnce(Ground ground, int phones) =>
        ["--scenario", "fleet", "--phones", Text(phones), .. Patience, .. File(ground, Ground.Image)];

    private static string[] Boot(Ground ground, int phones, int requests) =>
        ["--scenario", "boot", "--phones", Text(phones), "--requests", Text(requests), "--small", Ground.Small,
            "--missing", Ground.Missing, .. Patience, "--verify", ground.PathOf(Ground.Small)];

    private static string[] Mix(Ground ground, int phones, int requests) =>
        ["--scenario", "mix", "--phones", Text(phones), "--requests", Text(requests), "--small", Ground.Small,
            .. Patience, "--verify", ground.PathOf(Ground.Small)];

    private static string[] File(Ground ground, string name) => ["--file", name, "--verify", ground.PathOf(name)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
