using System.Diagnostics;
using Ringback.Bench.Servers.Load;
using Ringback.Bench.Servers.Measuring;
using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers.Scenarios;

/// <summary>
/// Runs one scenario: every server is started, warmed up and left running, and then they take turns, so that what the
/// machine does meanwhile falls on all of them. Servers that are not asked do nothing.
/// </summary>
internal sealed class Course(BenchOptions options, Ground ground, Action<string> tell)
{
    // A server that died twice in the same scenario dies of the scenario.
    private const int DeathsThatAreEnough = 2;

    // Caches are warm and late timers have fired.
    private static readonly TimeSpan BeforeIdle = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, RunningServer> _running = [];
    private readonly List<Turn> _turns = [];

    /// <summary>Runs it with all servers that can take part.</summary>
    internal async Task<ScenarioResult> RunAsync(
        Scenario scenario, IReadOnlyList<ServerRecipe> servers, CancellationToken cancel)
    {
        ServerRecipe[] able = [.. servers.Where(server => server.KnowsWindows || !scenario.NeedsWindows)];
        _turns.Clear();
        try
        {
            for (int run = 1; run <= options.Runs; run++)
            {
                foreach (ServerRecipe server in able.Where(MayTryAgain))
                {
                    Turn turn = await TakeTurnAsync(scenario, server, run, cancel).ConfigureAwait(false);
                    _turns.Add(turn);
                    tell($"{scenario.Name,-16} {run}/{options.Runs} {server.Name,-10} {Summary(scenario, turn)}");
                }
            }
        }
        finally
        {
            foreach (RunningServer server in _running.Values) await server.DisposeAsync().ConfigureAwait(false);
            _running.Clear();
        }

        return new ScenarioResult
        {
            Scenario = scenario.Name,
            Machine = Machine.Here(),
            Participants = [.. able.Select(s => new Participant(s.Name, s.Title, s.Version, s.Part))],
            Turns = [.. _turns],
        };
    }

    private bool MayTryAgain(ServerRecipe server) => _turns.Count(turn => turn.Server == server.Name
        && turn.Outcome is TurnOutcome.Died or TurnOutcome.NeverStarted) < DeathsThatAreEnough;

    private async Task<Turn> TakeTurnAsync(Scenario scenario, ServerRecipe recipe, int run, CancellationToken cancel)
    {
        Turn turn = new() { Server = recipe.Name, Run = run, Outcome = TurnOutcome.Measured };
        try
        {
            RunningServer server = await ReadyAsync(scenario, recipe, cancel).ConfigureAwait(false);
            turn = await MeasureAsync(scenario, server, turn, cancel).ConfigureAwait(false);
            if (!server.IsAlive) turn = turn with { Outcome = TurnOutcome.Died, Why = server.LastWords };
            // It may go on sending to phones that gave up, in the middle of the next server's turn.
            if (turn.Load is { Failed: > 0 }) await StopAsync(server).ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            return turn with { Outcome = TurnOutcome.NeverStarted, Why = e.Message };
        }
        catch (StormException e)
        {
            bool died = _running.TryGetValue(recipe.Name, out RunningServer? server) && !server.IsAlive;
            return turn with { Outcome = died ? TurnOutcome.Died : TurnOutcome.NoLoad, Why = e.Message };
        }

        return turn;
    }

    /// <summary>The running server, or a new one that has been warmed up.</summary>
    private async Task<RunningServer> ReadyAsync(Scenario scenario, ServerRecipe recipe, CancellationToken cancel)
    {
        if (_running.TryGetValue(recipe.Name, out RunningServer? old))
        {
            if (old.IsAlive && !scenario.NeedsFreshServer) return old;
            await StopAsync(old).ConfigureAwait(false);
        }

        RunningServer server = await RunningServer.StartAsync(recipe, ground, cancel).ConfigureAwait(false);
        _running.Add(recipe.Name, server);
        await Storm.RunAsync(options.Generator, server.Place.EndPoint, scenario.WarmUp, cancel).ConfigureAwait(false);
        return server;
    }

    private async Task StopAsync(RunningServer server)
    {
        _running.Remove(server.Recipe.Name);
        await server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Turn> MeasureAsync(Scenario scenario, RunningServer server, Turn turn, CancellationToken cancel)
    {
        if (scenario.Load.Count == 0)
            await Task.Delay(BeforeIdle, TimeProvider.System, cancel).ConfigureAwait(false);
        ProcessTree tree = server.Tree;
        MemoryUse before = tree.Memory();
        await using MemoryWatch? watch = scenario.WatchesMemory ? new MemoryWatch(tree) : null;
        double? cpuBefore = server.IsAlive ? server.CpuSeconds : null;
        long started = Stopwatch.GetTimestamp();
        StormReport? report = await LoadAsync(scenario, server, cancel).ConfigureAwait(false);
        return turn with
        {
            WallSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            ServerCpuSeconds = server.CpuSeconds - cpuBefore,
            Load = report,
            Before = before,
            Most = watch is null ? tree.Memory() : await watch.StopAsync().ConfigureAwait(false),
        };
    }

    private async Task<StormReport?> LoadAsync(Scenario scenario, RunningServer server, CancellationToken cancel)
    {
        if (scenario.Load.Count > 0)
        {
            return await Storm.RunAsync(options.Generator, server.Place.EndPoint, scenario.Load, cancel)
                .ConfigureAwait(false);
        }

        await Task.Delay(TimeSpan.FromSeconds(ScenarioTable.IdleSeconds), TimeProvider.System, cancel)
            .ConfigureAwait(false);
        return null;
    }

    private static string Summary(Scenario scenario, Turn turn)
    {
        if (turn.Outcome != TurnOutcome.Measured) return $"{turn.Outcome}: {turn.Why}";
        if (turn.Load is not { } load) return $"{turn.ServerCpuSeconds:0.00} CPU s in {turn.WallSeconds:0.0} s";
        string speed = scenario.Kind is ScenarioKind.Boot or ScenarioKind.Missing
            ? $"{turn.AnsweredPerSecond:0} requests/s"
            : $"{load.MegabytesPerSecond:0.0} MB/s, {turn.CpuPerGigabyte:0.00} CPU s/GB";
        string faults = load.Failed + load.Wrong > 0 ? $", {load.Failed} failed, {load.Wrong} wrong" : "";
        return $"{speed}{faults}, {load.Seconds:0.00} s";
    }
}
