using System.Globalization;
using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;
using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers.Reports;

/// <summary>The targets, each decided by the results that are there.</summary>
/// <param name="find">The result of a scenario by its name.</param>
internal sealed class TargetList(Func<string, ScenarioResult?> find)
{
    private const string Ours = ServerRecipes.Ours;

    // 350 KB at 512 bytes, each block with a pause of 20 ms before its ACK.
    private const double IdealSlowSeconds = ((Ground.ImageBytes / 512) + 1) * 0.020;

    // A runtime looks after itself now and then. One spin of 50 µs in each millisecond would be 50.
    private const double IdleMillisecondsInASecond = 1;

    /// <summary>All of them, in the order of the page.</summary>
    internal IReadOnlyList<Target> All() =>
    [
        .. ScenarioTable.Fleets.SelectMany(phones => Fleet(phones, phones == 100 ? 1.25 : 1.1)),
        .. ScenarioTable.BlockSizes.Select(size => Stream(size, size == 65464 ? 1.2 : 2)),
        .. ScenarioTable.BlockSizes.Select(WindowedStream),
        .. Slow(),
        .. Lossy(),
        .. Boot(),
        .. Memory(),
        First(),
        Idle(),
        Missing(),
    ];

    private IEnumerable<Target> Fleet(int phones, double factor)
    {
        string name = $"fleet-{phones}", who = $"{phones:N0} phones";
        yield return AgainstBestPeer(
            $"{who}: throughput ≥ {Text(factor)} × the best peer", name, Speed, factor, "MB/s");
        yield return Faultless($"{who}: no failed transfer", name);
        yield return AgainstBestPeer(
            $"{who}: CPU per GB ≤ 0.9 × the best peer", name, turn => turn.CpuPerGigabyte, 0.9, "CPU s/GB",
            atMost: true);
        yield return AgainstServer(
            $"{who}: throughput ≥ 0.9 × the same design in C", name, ServerRecipes.Limit, 0.9);
    }

    private Target Stream(int blockSize, double factor) => AgainstBestPeer(
        $"one stream, {blockSize} bytes: ≥ {Text(factor)} × the best peer", ScenarioTable.StreamName(blockSize, 1),
        Speed, factor, "MB/s");

    private Target WindowedStream(int blockSize) => AgainstServer(
        $"one stream, {blockSize} bytes, window 16: ≥ 1.5 × atftpd", ScenarioTable.StreamName(blockSize, 16),
        ServerRecipes.WindowedPeer, 1.5);

    private IEnumerable<Target> Slow()
    {
        yield return Faultless("1,000 slow phones: all succeed", "slow-1000");
        yield return Target.AtMost(
            $"1,000 slow phones: p99 of a transfer ≤ 1.2 × the ideal {Figures.Number(IdealSlowSeconds)} s",
            find("slow-1000")?.Of(Ours, turn => turn.Load?.TransferSeconds?.P99)?.Median, 1.2 * IdealSlowSeconds, "s");
        yield return Target.AtMost("1,000 slow phones: server CPU ≤ a third of a core",
            find("slow-1000")?.Of(Ours, turn => turn.ServerCores)?.Median, 1 / 3.0, "cores");
        yield return Faultless("5,000 slow phones: all succeed", "slow-5000");
        yield return AgainstBestPeer(
            "5,000 slow phones: throughput ≥ 1.15 × the best peer", "slow-5000", Speed, 1.15, "MB/s");
    }

    private IEnumerable<Target> Lossy()
    {
        yield return Faultless("200 phones at 2 % loss: all succeed", "lossy-200");
        const string what = "200 phones at 2 % loss: total time ≤ 0.25 × the best peer";
        ScenarioResult? result = find("lossy-200");
        var best = result?.BestPeer(turn => turn.Load?.Seconds, lowest: true);
        yield return Target.Against(what, result?.Of(Ours, turn => turn.Load?.Seconds)?.Median, best?.Value,
            best?.Peer.Title, 0.25, "s", atMost: true);
    }

    private IEnumerable<Target> Boot() =>
    [
        AgainstBestPeer("boot storm: requests a second ≥ 2 × the best peer", "boot-500",
            turn => turn.AnsweredPerSecond, 2, "requests/s"),
        AgainstBestPeer("boot storm of phones not seen before: requests a second ≥ 2 × the best peer", "mix-500",
            turn => turn.AnsweredPerSecond, 2, "requests/s"),
    ];

    private IEnumerable<Target> Memory()
    {
        ScenarioResult? result = find("memory-5000");
        yield return Target.AtMost("5,000 transfers: ≤ 2 KB for each beyond shared contents",
            result?.Of(Ours, Columns.BytesPerTransfer)?.Median, 2048, "bytes");
        yield return Target.AtMost("5,000 transfers: resident set ≤ 150 MB",
            result?.Of(Ours, turn => Figures.Megabytes(turn.Most.ResidentBytes))?.Median, 150, "MB");
    }

    private Target First() => Target.AtMost("first answer to 60 clients: p99 ≤ 1 ms",
        find("first-60")?.Of(Ours, turn => turn.Load?.FirstByteSeconds?.P99 * 1000)?.Median, 1, "ms");

    private Target Idle() => Target.AtMost("idle: no measurable CPU",
        find("idle")?.Of(Ours, turn => turn.ServerCpuSeconds * 1000 / turn.WallSeconds)?.Median,
        IdleMillisecondsInASecond, "ms of CPU in a second");

    // Shed or answered is the server's choice; alive, and no longer queue than the storm is what counts.
    private Target Missing()
    {
        string what = $"{ScenarioTable.MissingRate:N0} requests a second for missing files: answered or shed, "
            + "nothing queued without bound";
        if (find("missing-20000") is not { } result) return Target.Open(what);
        // A runtime's young generation has some 20 MB before it is collected; 200,000 requests in a queue had far more.
        const double bound = 32;
        if (result.Of(Ours, Columns.MegabytesGained) is not { } gained) return new Target(what, "died", false);
        double answered = result.Of(Ours, turn => turn.AnsweredPerSecond)?.Median ?? 0;
        string measured = $"{Figures.Number(answered)} answered a second, {Figures.Number(gained.Most)} MB gained";
        return new Target(what, measured, gained.Most <= bound);
    }

    private Target AgainstBestPeer(
        string what, string scenario, Func<Turn, double?> quantity, double factor, string unit, bool atMost = false)
    {
        ScenarioResult? result = find(scenario);
        var best = result?.BestPeer(quantity, lowest: atMost);
        return Target.Against(
            what, result?.Of(Ours, quantity)?.Median, best?.Value, best?.Peer.Title, factor, unit, atMost);
    }

    private Target AgainstServer(string what, string scenario, string server, double factor)
    {
        ScenarioResult? result = find(scenario);
        return Target.Against(what, result?.Of(Ours, Speed)?.Median, result?.Of(server, Speed)?.Median,
            result?.Participants.FirstOrDefault(p => p.Name == server)?.Title, factor, "MB/s");
    }

    private Target Faultless(string what, string scenario)
    {
        ScenarioResult? result = find(scenario);
        if (result is null || !result.Turns.Any(turn => turn.Server == Ours)) return Target.Open(what);
        long failed = result.Turns.Where(turn => turn.Server == Ours)
            .Sum(turn => turn.Load?.Failed + turn.Load?.Wrong ?? 0);
        bool reached = result.IsFaultless(Ours);
        string measured = reached ? $"none in {result.Measured(Ours).Count()} turns"
            : failed > 0 ? $"{failed:N0} failed" : ScenarioSection.Fate(result, Ours);
        return new Target(what, measured, reached);
    }

    private static double? Speed(Turn turn) => turn.Load?.MegabytesPerSecond;

    private static string Text(double factor) => factor.ToString("0.##", CultureInfo.InvariantCulture);
}
