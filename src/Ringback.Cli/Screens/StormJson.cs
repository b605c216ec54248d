using Ringback.Simulation.Storms;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>storm</c>; its names are a contract. A megabyte is 10^6 bytes.</summary>
internal sealed record StormJson(
    string Scenario, int Phones, int Succeeded, int Failed, int Wrong, long Bytes, double Seconds,
    double MegabytesPerSecond, int Requests, double RequestsPerSecond, long RepeatedRequests,
    long RepeatedAcknowledgements, StormTimesJson FirstByteSeconds, StormTimesJson TransferSeconds,
    double ClientCpuSeconds, IReadOnlyList<StormFailure> Failures)
{
    internal static StormJson Of(StormOptions options, StormReport report)
    {
        double seconds = report.Took.TotalSeconds;
        return new StormJson(
            options.Scenario.ToString().ToLowerInvariant(),
            options.Phones,
            report.Succeeded,
            report.Failed,
            report.Wrong,
            report.Bytes,
            Math.Round(seconds, 6),
            seconds > 0 ? Math.Round(report.Bytes / seconds / 1e6, 3) : 0,
            report.Requests,
            seconds > 0 ? Math.Round(report.Requests / seconds, 1) : 0,
            report.RepeatedRequests,
            report.RepeatedAcknowledgements,
            StormTimesJson.Of(report.FirstByte),
            StormTimesJson.Of(report.Transfer),
            Math.Round(report.ClientCpu.TotalSeconds, 6),
            report.Failures);
    }
}

/// <summary>Times in JSON, seconds.</summary>
internal sealed record StormTimesJson(double P50, double P99, double Max)
{
    internal static StormTimesJson Of(StormTimes times) => new(Math.Round(times.Median.TotalSeconds, 6),
        Math.Round(times.P99.TotalSeconds, 6), Math.Round(times.Longest.TotalSeconds, 6));
}
