using Ringback.Bench.Servers.Reports;
using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;
using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers;

/// <summary>One run of the bench: measure, keep, tell.</summary>
internal static class Bench
{
    private const int Done = 0;
    private const int Unusable = 2;

    /// <summary>Runs it; the result is the exit code.</summary>
    internal static async Task<int> RunAsync(BenchOptions options, CancellationToken cancel)
    {
        using Ground ground = new();
        ResultStore store = new(options.Kept);
        IReadOnlyList<Scenario> all = ScenarioTable.All(ground);
        if (!options.ReportOnly)
        {
            Scenario[] chosen = [.. all.Where(scenario => Wants(options, scenario))];
            ServerRecipe[] servers = [.. ServerRecipes.All(options).Where(server => Wants(options, server))];
            if (chosen.Length == 0) return Complain($"No such scenario. There are: {Names(all.Select(s => s.Name))}.");
            if (servers.Length == 0)
                return Complain($"No such server. There are: {Names(ServerRecipes.All(options).Select(s => s.Name))}.");
            foreach (ServerRecipe absent in servers.Where(server => !server.IsHere))
                Tell($"{absent.Title} is not on this machine and is left out.");
            foreach (Scenario scenario in chosen)
            {
                Course course = new(options, ground, Tell);
                store.Keep(await course.RunAsync(scenario, [.. servers.Where(s => s.IsHere)], cancel)
                    .ConfigureAwait(false));
            }
        }

        string report = Report.Write(all, store.Find);
        await Console.Out.WriteAsync(report).ConfigureAwait(false);
        return options.WritesPage ? await WritePageAsync(options.Page, report, cancel).ConfigureAwait(false) : Done;
    }

    private static async Task<int> WritePageAsync(string path, string report, CancellationToken cancel)
    {
        string page = await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false);
        if (PerformancePage.Insert(page, report) is not { } updated)
            return Complain($"{path} has no marks for the results; see bench/README.md.");
        await File.WriteAllTextAsync(path, updated, cancel).ConfigureAwait(false);
        return Done;
    }

    private static bool Wants(BenchOptions options, Scenario scenario) =>
        (options.Scenarios.Count > 0 || !options.Quick || scenario.IsQuick)
        && (options.Scenarios.Count == 0 || options.Scenarios.Any(name => scenario.Name == name
            || scenario.Name.StartsWith(name + "-", StringComparison.Ordinal)));

    private static bool Wants(BenchOptions options, ServerRecipe server) =>
        options.Servers.Count == 0 || options.Servers.Contains(server.Name);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static int Complain(string what)
    {
        Tell(what);
        return Unusable;
    }

    private static void Tell(string line) => Console.Error.WriteLine(line);
}
