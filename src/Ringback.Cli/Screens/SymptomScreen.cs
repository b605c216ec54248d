using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Phones.Symptoms;

namespace Ringback.Cli.Screens;

/// <summary>What may be behind a symptom, for a person.</summary>
internal static class SymptomScreen
{
    internal static void Show(IReadOnlyList<SymptomFinding> findings)
    {
        if (findings.Count == 0)
        {
            Output.Say("Nothing is known of that. Give the words as the phone shows them, or a log: "
                + "ringback explain FILE.");
            return;
        }

        foreach (SymptomFinding finding in findings) Show(finding);
    }

    private static void Show(SymptomFinding finding)
    {
        Problem problem = finding.Problem;
        StoryTone tone = problem.Severity switch
        {
            ProblemSeverity.Error => StoryTone.Fault,
            ProblemSeverity.Warning => StoryTone.Attention,
            _ => StoryTone.Plain,
        };
        Output.Say("┌", tone, $"{problem.Code} ({problem.Confidence.ToString().ToLowerInvariant()})");
        Output.Say("│ what:", StoryTone.Plain, problem.Message);
        Output.Say("│ do this:", StoryTone.Good, problem.Advice);
        Output.Say("│ to be sure, look at:", StoryTone.Plain, finding.DecidedBy);
        Output.Say("└");
    }
}
