using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;
using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers.Reports;

/// <summary>The table of one scenario: a row for each server.</summary>
internal static class ScenarioSection
{
    internal static string Write(Scenario scenario, ScenarioResult result)
    {
        IReadOnlyList<Column> columns = Columns.For(scenario.Kind);
        MarkdownTable table = new(["server", .. columns.Select(column => column.Title)]);
        foreach (Participant server in result.Participants)
        {
            bool measured = result.Measured(server.Name).Any();
            IEnumerable<string> cells = measured
                ? columns.Select(column => column.Cell(result, server.Name))
                : columns.Select((_, index) => index == 0 ? Fate(result, server.Name) : Figures.None);
            table.Add([Name(result, server, measured), .. cells]);
        }

        return $"### {Capital(scenario.Title)}\n\n{table}";
    }

    /// <summary>A word for a server without a measured turn, or for its turns that were not.</summary>
    internal static string Fate(ScenarioResult result, string server)
    {
        Turn[] gone = [.. result.Turns.Where(t => t.Server == server && t.Outcome != TurnOutcome.Measured)];
        if (gone.Length == 0) return Figures.None;
        return gone[^1].Outcome switch
        {
            TurnOutcome.Died => "**died**",
            TurnOutcome.NeverStarted => "did not start",
            _ => "not measured",
        };
    }

    // A server that died in some of its turns must not look like one that never did.
    private static string Name(ScenarioResult result, Participant server, bool measured)
    {
        string title = server.Part == ServerPart.Ours ? $"**{server.Title}**" : server.Title;
        int turns = result.Turns.Count(turn => turn.Server == server.Name);
        int lost = turns - result.Measured(server.Name).Count();
        return measured && lost > 0 ? $"{title} ({Fate(result, server.Name)} in {lost} of {turns} turns)" : title;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
