using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>One library of practice sets for all pairs, made once.</summary>
public sealed class CollectedLibrary : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    /// <summary>Writes it.</summary>
    public CollectedLibrary()
    {
        PracticeLibrary.WriteFiles(Folder, ConversionPair.Library);
        Shelf = new FolderShelf(null, Folder, TimeProvider.System, NullLogger.Instance);
        Packages = Shelf.Current.Packages;
    }

    internal string Folder => _scratch["library"];

    /// <summary>All servers look at the same folder, which never changes.</summary>
    internal FolderShelf Shelf { get; }

    internal IReadOnlyList<FirmwarePackage> Packages { get; }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();
}

/// <summary>Every pair of a load and a goal that the planner knows a way between, over the real servers.</summary>
public sealed class ConversionPairTests(CollectedLibrary library) : IClassFixture<CollectedLibrary>
{
    // Most of a rehearsal is waiting for timers, so that more run at once than there are processors.
    private const int AtOnce = 6;

    public static TheoryData<string, string> Starts { get; } = new(ConversionPair.Starts);

    [Theory]
    [MemberData(nameof(Starts))]
    public Task Every_possible_goal_is_reached_and_proved(string model, string from) =>
        AllAsync(model, from, _ => Mishaps.None);

    /// <summary>The models of a family run the same firmware and differ in their number only.</summary>
    public static TheoryData<string, string> StartsOfFamilies { get; } = new(ConversionPair.StartsOfFamilies);

    [Theory]
    [MemberData(nameof(StartsOfFamilies))]
    public Task Loss_power_cuts_and_a_restart_of_the_server_change_nothing(string model, string from) =>
        AllAsync(model, from, pair => new Mishaps(SeedOf(pair), 0.1, powerCuts: 3, serverRestarts: 1));

    private static int SeedOf(ConversionPair pair)
    {
        int seed = 17;
        foreach (char c in pair.ToString()) seed = unchecked((seed * 31) + c);
        return seed & 0xFFFF;
    }

    private async Task AllAsync(string model, string from, Func<ConversionPair, Mishaps> mishaps)
    {
        ConversionPair[] pairs =
        [
            .. ConversionPair.GoalsOf(model).Select(g => new ConversionPair(model, from, g))
                .Where(p => p.IsPossible(library.Packages)),
        ];
        ConcurrentBag<string> failures = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = Deadline.Token };
        await Parallel.ForEachAsync(pairs, options, async (pair, _) =>
        {
            Mishaps mishap = mishaps(pair);
            await using LeadBench bench = new(library, pair, mishap);
            if (await bench.LeadAsync() is { } fault)
                failures.Add($"{pair} (seed {mishap.Seed}): {fault}\n{string.Join('\n', bench.Story.TakeLast(120))}");
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }
}
