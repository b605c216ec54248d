using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Tests.Conversion.Routes;

/// <summary>Writes <c>docs/conversions.md</c> out of the planner's answers.</summary>
internal static class RouteDocument
{
    private const string Beginning = """
        # Conversions

        Which phone can go where, and through which loads. This page is written out of the answers of `ringback plan`
        for every pair, with an empty library and every assumption on, and a test keeps the two equal: change the rules
        in `src/Ringback.Phones/Lines`, not the page. `ringback plan` says the same with files, requests,
        proofs, risks and sources.

        In a cell, each arrow is a restart on the next load. **find out** is a first step that sees what the phone asks
        for. A load in parentheses is needed only when that step says so. † marks a step behind which there is no way
        back. "or …" is another way that some source reports, with a risk that the plan tells. A cell that begins with
        **no** names the reason.

        | Reason | Meaning |
        |---|---|
        | `signed-to-unsigned` | the phone runs signed code and never takes unsigned code again |
        | `protocol-change-not-described` | no source describes how this phone changes its protocol |
        | `no-load-known` | no load of that protocol is known by name for this phone; bring one, or name it |
        | `no-firmware-described` | no source describes firmware that could be sent to it by itself |

        """;

    private static readonly string[] ProtocolWords = ["sccp", "sip", "mgcp", "h323"];

    internal static string Of(PhoneCatalogue catalogue)
    {
        StringBuilder text = new(Beginning.ReplaceLineEndings("\n"));
        PhoneModel[] led = [.. catalogue.Models.Where(m => !IsHopeless(m))];
        foreach (var alike in led.GroupBy(m => (m.Family, m.FirmwareFamily))
            .OrderByDescending(g => catalogue.HelpFor(g.First()).Grade)
            .ThenBy(g => g.Key.Family, StringComparer.Ordinal))
        {
            Add(text, [.. alike]);
        }

        text.Append("\n## Not led anywhere\n\n");
        foreach (PhoneModel model in catalogue.Models.Where(IsHopeless))
            text.Append($"- {model.Model}: {catalogue.HelpFor(model).Sentence}\n");
        return text.ToString();
    }

    private static bool IsHopeless(PhoneModel model) =>
        RouteSamples.Plan(model, null, "sccp") is RouteRefusal { Code: "no-firmware-described" };

    private static void Add(StringBuilder text, PhoneModel[] models)
    {
        PhoneModel model = models[0];
        IReadOnlyList<string> goals = RouteSamples.Goals(model);
        text.Append($"\n## {string.Join(", ", models.Select(m => m.Model))}\n\n| from |");
        foreach (string goal in goals) text.Append($" {Title(goal)} |");
        text.Append("\n|---|").Insert(text.Length, "---|", goals.Count).Append('\n');
        foreach ((string title, string? from) in RouteSamples.Starts(model))
        {
            string load = from is null || from == title || ProtocolWords.Contains(from) ? "" : $" ({from})";
            text.Append($"| {title}{load} |");
            foreach (string goal in goals) text.Append($" {Cell(RouteSamples.Plan(model, from, goal))} |");
            text.Append('\n');
        }
    }

    private static string Title(string goal) => goal switch
    {
        "sccp" or "sip" or "mgcp" => goal.ToUpperInvariant(),
        _ => goal,
    };

    private static string Cell(RouteOutcome outcome)
    {
        if (outcome is RouteRefusal refusal) return $"**no**: `{refusal.Code}`";
        Route route = (Route)outcome;
        if (route.Steps.Count == 0) return "is there";
        string way = Way(route.Steps);
        // A factory reset is another way to the same loads, open to every Java phone.
        IEnumerable<string> others = route.Model.Family == "java"
            ? []
            : route.Alternatives.Select(a => Way(a.Steps)).Where(other => other != way);
        return string.Join(" or ", others.Prepend(way));
    }

    private static string Way(IReadOnlyList<RouteStep> steps) => string.Join(" → ", steps.Select(s =>
    {
        string load = s.Load ?? (s.Branches.Count > 0 ? "**find out**" : s.Files[0].Name);
        return (s.OnlyWhen is null ? load : $"({load})") + (s.OneWay ? "†" : "");
    }));
}
