using System.Globalization;
using Ringback.Simulation.Storms;

namespace Ringback.Cli.Screens;

/// <summary>What <c>storm</c> says to people.</summary>
internal static class StormScreen
{
    internal static string Introduce(StormOptions options)
    {
        string phones = Count(options.Phones, "phone");
        string server = options.Server.ToString();
        return options.Scenario switch
        {
            StormScenario.Boot => $"{phones} boot against {server}: {Count(options.Requests, "request")}, in turn for "
                + $"{options.Missing}, which is missing, and {options.File}.",
            StormScenario.Mix => $"{phones} at a time boot against {server}: {Count(options.Requests, "request")}, "
                + $"four from each, for {options.Missing} and {options.MissingToo}, which are missing, and "
                + $"{options.File}.",
            StormScenario.Missing => $"{Count(options.Requests, "request")} for {options.Missing}, which is missing, "
                + $"at {options.Rate:N0} a second against {server}.",
            StormScenario.Stream => $"{phones} takes {options.File} from {server}.",
            _ => $"{phones} ask {server} for {options.File}"
                + (options.Spread > TimeSpan.Zero ? $", over {Seconds(options.Spread)}" : ", all at once")
                + (options.AcknowledgementDelay > TimeSpan.Zero
                    ? $", and think {options.AcknowledgementDelay.TotalMilliseconds:0.#} ms before each acknowledgement"
                    : "")
                + (options.Loss > 0 ? $"; {options.Loss:P1} of all packets are lost, each way." : "."),
        };
    }

    internal static IEnumerable<string> Conclude(StormOptions options, StormReport report)
    {
        string took = Seconds(report.Took);
        double seconds = Math.Max(report.Took.TotalSeconds, 1e-6);
        yield return report.Failed == 0
            ? $"All {report.Succeeded:N0} succeeded in {took}."
            : $"{report.Succeeded:N0} succeeded and {report.Failed:N0} failed in {took}.";
        foreach (StormFailure failure in report.Failures) yield return $"  {failure.Count:N0} × {failure.Why}";
        if (report.Bytes > 0)
        {
            yield return $"{report.Bytes / 1e6:N1} MB, {report.Bytes / seconds / 1e6:N1} MB/s"
                + (report.Wrong > 0 ? $", {report.Wrong:N0} with wrong bytes"
                    : options.Content is null ? "; contents not compared (--verify PATH does it)"
                    : "; every byte is right") + ".";
        }

        yield return $"{Count(report.Requests, "request")}, {report.Requests / seconds:N0} a second; repeated: "
            + $"{Count(report.RepeatedRequests, "request")} and "
            + $"{Count(report.RepeatedAcknowledgements, "acknowledgement")}.";
        if (report.Answered)
        {
            yield return $"First answer: {Times(report.FirstByte)}.";
            if (report.Succeeded > 0) yield return $"Success: {Times(report.Transfer)}.";
        }

        yield return $"The phones took {Seconds(report.ClientCpu)} of this computer's processor.";
    }

    private static string Times(StormTimes times) =>
        $"half within {Seconds(times.Median)}, 99 of 100 within {Seconds(times.P99)}, all within "
        + Seconds(times.Longest);

    private static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        >= 10 => $"{time.TotalSeconds:N1} s",
        >= 1 => $"{time.TotalSeconds:N2} s",
        >= 0.001 => $"{time.TotalMilliseconds:N1} ms",
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:N0} µs"),
    };

    private static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";
}
