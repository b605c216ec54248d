using System.Text;
using Ringback.Bench.Servers.Results;
using Ringback.Bench.Servers.Scenarios;

namespace Ringback.Bench.Servers.Reports;

/// <summary>Everything that was measured, in Markdown.</summary>
internal static class Report
{
    /// <summary>Writes it.</summary>
    /// <param name="scenarios">The table, in the order of the page.</param>
    /// <param name="find">The result of a scenario by its name.</param>
    internal static string Write(IReadOnlyList<Scenario> scenarios, Func<string, ScenarioResult?> find)
    {
        var measured = scenarios.Select(s => (Scenario: s, Result: find(s.Name)))
            .Where(pair => pair.Result is not null)
            .Select(pair => (pair.Scenario, Result: pair.Result!)).ToList();
        if (measured.Count == 0) return "Nothing has been measured yet: run `bench/tftp`.\n";

        StringBuilder text = new();
        text.Append(Where([.. measured.Select(pair => pair.Result)]));
        text.Append("\n## Targets\n\n").Append(Targets(new TargetList(find).All()));
        text.Append("\n## Results\n\n");
        List<string> sections = [];
        var streams = measured.Where(pair => pair.Scenario.Kind == ScenarioKind.Stream).ToList();
        foreach (var (scenario, result) in measured)
        {
            if (scenario.Kind != ScenarioKind.Stream) sections.Add(ScenarioSection.Write(scenario, result));
            else if (scenario == streams[0].Scenario) sections.Add(StreamSection.Write(streams));
        }

        return text.AppendJoin('\n', sections).ToString();
    }

    private static string Where(IReadOnlyList<ScenarioResult> results)
    {
        StringBuilder text = new();
        foreach (Machine machine in results.Select(result => result.Machine).Distinct())
        {
            text.Append($"- {machine.Date}: {machine.Cores} cores ({machine.Processor}), {machine.Kernel}, ")
                .Append(machine.Runtime).Append(".\n");
        }

        IEnumerable<string> servers = results.SelectMany(result => result.Participants)
            .DistinctBy(server => server.Name)
            .Select(server => $"{server.Title} {server.Version}".Trim());
        int runs = results.Min(result => result.Turns.Max(turn => turn.Run));
        return text.Append("- Servers: ").AppendJoin(", ", servers).Append(".\n")
            .Append($"- Medians of {runs} turns or more, with the least and the most in brackets.\n").ToString();
    }

    private static string Targets(IReadOnlyList<Target> targets)
    {
        MarkdownTable table = new("target", "measured", "reached");
        foreach (Target target in targets)
        {
            table.Add(target.What, target.Measured,
                target.IsReached switch { true => "yes", false => "**no**", null => "" });
        }

        return table.ToString();
    }
}
