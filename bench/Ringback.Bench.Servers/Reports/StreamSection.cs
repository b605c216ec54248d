using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;

namespace Ringback.Bench.Servers.Reports;

/// <summary>The single streams in one table: a row for each server, a column for each block size and window.</summary>
internal static class StreamSection
{
    internal static string Write(IReadOnlyList<(Scenario Scenario, ScenarioResult Result)> streams)
    {
        return "### One stream of 40 MiB\n\n"
            + Table("MB/s", streams, turn => turn.Load?.MegabytesPerSecond)
            + "\nThe load generator's cores in the same turns:\n\n"
            + Table("load generator cores", streams, turn => turn.GeneratorCores);
    }

    private static string Table(
        string unit,
        IReadOnlyList<(Scenario Scenario, ScenarioResult Result)> streams,
        Func<Turn, double?> quantity)
    {
        MarkdownTable table = new([unit, .. streams.Select(stream => Head(stream.Scenario))]);
        foreach (Participant server in streams.SelectMany(stream => stream.Result.Participants)
            .DistinctBy(participant => participant.Name))
        {
            table.Add([server.Title, .. streams.Select(stream => Cell(stream.Result, server.Name, quantity))]);
        }

        return table.ToString();
    }

    // "stream-1428x16" is "1428, window 16".
    private static string Head(Scenario scenario) =>
        scenario.Name["stream-".Length..].Replace("x", ", window ", StringComparison.Ordinal);

    private static string Cell(ScenarioResult result, string server, Func<Turn, double?> quantity)
    {
        Spread? spread = result.Of(server, quantity);
        if (spread is null) return ScenarioSection.Fate(result, server);
        bool faultless = result.IsFaultless(server);
        return faultless ? Figures.Text(spread) : $"{Figures.Text(spread)}, **failed**";
    }
}
