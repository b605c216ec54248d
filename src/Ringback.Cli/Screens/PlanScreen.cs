using System.Globalization;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Cli.Screens;

/// <summary>A plan for a person: a numbered list, what is missing, what to know.</summary>
internal static class PlanScreen
{
    private const string Indent = "     ";

    internal static void Show(RouteQuestion question, RouteOutcome outcome)
    {
        if (outcome is RouteRefusal refusal) Show(question, refusal);
        else Show((Route)outcome);
    }

    private static void Show(RouteQuestion question, RouteRefusal refusal)
    {
        string goal = question.To.Load?.Text ?? PhoneProtocolWords.Of(question.To.Protocol!.Value);
        Output.Say("", StoryTone.Fault, $"No: the {question.Model.Model} cannot be led to {goal}.");
        Output.Say(refusal.Reason);
        Output.Say(refusal.Help);
        Output.Say($"Sources: {Books(refusal.Sources)}.");
    }

    private static void Show(Route route)
    {
        string steps = route.Steps.Count switch
        {
            0 => "there is nothing to do",
            1 => "one step",
            _ => string.Create(CultureInfo.InvariantCulture, $"{route.Steps.Count} steps"),
        };
        Output.Say("", StoryTone.Good,
            $"The {route.Model.Model}, from {route.From} to {route.Target} ({route.Target.HumanVersion}): {steps}.");
        Output.Say("");
        for (int i = 0; i < route.Steps.Count; i++) Show(i + 1, route.Steps[i]);
        foreach (RouteAlternative other in route.Alternatives) Show(other);
        if (route.Missing.Count > 0)
        {
            Output.Say("", StoryTone.Attention, $"Not in the library: {string.Join(", ", route.Missing)}.");
            Output.Say("Add the files of Cisco's own package with: ringback library add PATH");
            Output.Say("");
        }

        if (route.Warnings.Count > 0) Output.Say("Good to know:");
        foreach (Problem warning in route.Warnings) Output.Say("  -", StoryTone.Plain, warning.Message);
    }

    private static void Show(int number, RouteStep step)
    {
        string lead = string.Create(CultureInfo.InvariantCulture, $"{number,3}.");
        Output.Say(lead, StoryTone.Plain, Sentence(step.Title));
        if (step.OnlyWhen is { } when) Tell("Only when", when);
        Tell("Why", step.Why);
        foreach (var alike in step.Files.GroupBy(f => (f.Source, f.Why, f.Says)))
            Tell(alike.Count() == 1 ? "File" : "Files", FilesOf([.. alike]));
        if (step.Asks.Count > 0) Tell("It asks for", string.Join(", ", step.Asks));
        if (step.Shows.Count > 0) Tell("Its screen", string.Join(", ", step.Shows));
        foreach (RouteBranch branch in step.Branches)
            Tell("If", $"{branch.Sees}: {branch.Means}; {branch.Then}");
        Tell("Done when", string.Join("; or ", step.Evidence));
        if (step.Minutes is { } minutes)
            Tell("Takes", string.Create(CultureInfo.InvariantCulture, $"about {minutes} minutes"));
        if (step.OneWay) Tell("No way back", "after this step there is none to what it ran before");
        else if (step.WayBack is { } back) Tell("Way back", back);
        Tell("Sources", Books(step.Sources));
        Output.Say("");
    }

    private static void Show(RouteAlternative other)
    {
        Output.Say("Another way: " + Sentence(other.Title));
        Tell("Steps", string.Join("; then ", other.Steps.Select(s => s.Title)));
        Tell("Risk", other.Risk);
        Tell("Sources", Books(other.Sources));
        Output.Say("");
    }

    private static string FilesOf(RouteFile[] alike)
    {
        RouteFile file = alike[0];
        string state = file.Source switch
        {
            RouteFileSource.Library => "in the library",
            RouteFileSource.Made => "made for it",
            _ => "MISSING",
        };
        string says = file.Says is { Length: > 0 } line ? $"; it says: {line}" : "";
        return $"{string.Join(", ", alike.Select(f => f.Name))} [{state}]: {file.Why}{says}";
    }

    /// <summary><c>sources.md other-phones §2.7, §3.3</c>: each book is named once.</summary>
    private static string Books(IEnumerable<string> sources) => string.Join("; ",
        from source in sources.Distinct()
        let split = source.IndexOf('§', StringComparison.Ordinal)
        group split < 0 ? "" : source[split..] by split < 0 ? source : source[..split] into book
        select book.Key + string.Join(", ", book.Distinct()));

    private static void Tell(string what, string text) => Output.Say($"{Indent}{what}: {Sentence(text)}");

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '?' ? text : text + ".";
}
