using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;

namespace Ringback.Bench.Servers.Reports;

/// <summary>Which columns each kind of scenario has.</summary>
internal static class Columns
{
    private static readonly Column Speed = Column.Of("MB/s", turn => turn.Load?.MegabytesPerSecond);
    private static readonly Column Cost = Column.Of("CPU s/GB", turn => turn.CpuPerGigabyte);
    private static readonly Column Time = Column.Of("time s", turn => turn.Load?.Seconds);
    private static readonly Column ServerCores = Column.MedianOf("server cores", turn => turn.ServerCores);
    private static readonly Column Generator = Column.MedianOf("load generator cores", turn => turn.GeneratorCores);
    private static readonly Column Failed = new("failed", FailedPhones);
    private static readonly Column Repeated =
        Column.MedianOf("requests repeated", turn => turn.Load?.RepeatedRequests);

    private static readonly Column FirstByte =
        Column.MedianOf("first byte p99 s", turn => turn.Load?.FirstByteSeconds?.P99);

    private static readonly Column Resident =
        Column.MedianOf("resident MB", turn => Figures.Megabytes(turn.Most.ResidentBytes));

    private static readonly Column Proportional =
        Column.MedianOf("its share (PSS) MB", turn => Figures.Megabytes(turn.Most.ProportionalBytes));

    /// <summary>The columns of a kind, behind the server's name.</summary>
    internal static IReadOnlyList<Column> For(ScenarioKind kind) => kind switch
    {
        ScenarioKind.Fleet =>
        [
            Speed, Column.AgainstBestPeer(turn => turn.Load?.MegabytesPerSecond), Cost, Failed, Repeated, FirstByte,
            ServerCores, Generator,
        ],
        ScenarioKind.Slow =>
        [
            Time, Column.MedianOf("p50 of a phone s", turn => turn.Load?.TransferSeconds?.P50),
            Column.Of("p99 of a phone s", turn => turn.Load?.TransferSeconds?.P99),
            Column.MedianOf("MB/s", turn => turn.Load?.MegabytesPerSecond),
            Column.AgainstBestPeer(turn => turn.Load?.MegabytesPerSecond), Failed, Repeated, ServerCores, Generator,
        ],
        ScenarioKind.Lossy =>
        [
            Time, Column.MedianOf("p50 of a phone s", turn => turn.Load?.TransferSeconds?.P50),
            Column.MedianOf("p99 of a phone s", turn => turn.Load?.TransferSeconds?.P99), Failed, Repeated, ServerCores,
        ],
        ScenarioKind.Boot =>
        [
            Column.Of("requests/s", turn => turn.AnsweredPerSecond),
            Column.AgainstBestPeer(turn => turn.AnsweredPerSecond),
            Column.MedianOf("CPU µs each", CpuMicrosecondsPerRequest), Failed, Repeated, FirstByte, ServerCores,
            Generator,
        ],
        ScenarioKind.Memory =>
        [
            Resident, Proportional, Column.MedianOf("before MB", turn => Figures.Megabytes(turn.Before.ResidentBytes)),
            Column.Of("bytes for each transfer", BytesPerTransfer),
            Column.MedianOf("processes", turn => turn.Most.Processes), Failed,
        ],
        ScenarioKind.First =>
        [
            Column.MedianOf("p50 ms", turn => turn.Load?.FirstByteSeconds?.P50 * 1000),
            Column.Of("p99 ms", turn => turn.Load?.FirstByteSeconds?.P99 * 1000), Failed, Repeated,
        ],
        ScenarioKind.Idle =>
            [Column.Of("CPU ms in a second", turn => turn.ServerCpuSeconds * 1000 / turn.WallSeconds)],
        ScenarioKind.Missing =>
        [
            Column.Of("answered/s", turn => turn.AnsweredPerSecond), Failed, ServerCores,
            Column.Of("memory gained MB", MegabytesGained), Resident, Generator,
        ],
        _ => [Speed, Cost, ServerCores, Generator],
    };

    internal static double? CpuMicrosecondsPerRequest(Turn turn) =>
        turn.Load is { Succeeded: > 0 } load ? turn.ServerCpuSeconds * 1e6 / load.Succeeded : null;

    /// <summary>What each of the transfers adds to what the server held after a single one.</summary>
    internal static double? BytesPerTransfer(Turn turn) =>
        turn.Load is { Phones: > 0 } load
            ? (turn.Most.ResidentBytes - turn.Before.ResidentBytes) / (double)load.Phones
            : null;

    internal static double? MegabytesGained(Turn turn) =>
        Figures.Megabytes(turn.Most.ResidentBytes - turn.Before.ResidentBytes);

    private static string FailedPhones(ScenarioResult result, string server)
    {
        double? failed = result.Of(server, turn => turn.Load?.Failed)?.Median;
        double? wrong = result.Of(server, turn => turn.Load?.Wrong)?.Most;
        double? all = result.Of(server, turn => turn.Load?.Failed + turn.Load?.Wrong + turn.Load?.Succeeded)?.Median;
        if (failed is null) return Figures.None;
        string text = failed == 0 ? "0" : $"**{failed:N0} of {all:N0} failed**";
        return wrong > 0 ? $"{text}, **{wrong:N0} wrong**" : text;
    }
}
