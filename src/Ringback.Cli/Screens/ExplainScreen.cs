using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Observation.Explaining;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Screens;

/// <summary>An explanation for a tired person: what is wrong first, the lines that show it, what to do.</summary>
internal static class ExplainScreen
{
    internal static void Show(ToldExplanation told)
    {
        foreach (string file in told.Files) Output.Say(file);
        foreach (ToldPhone phone in told.Phones.OrderByDescending(p => p.Verdict)) Show(phone);
        if (told.Others.Count > 0) Output.Say("");
        foreach (string other in told.Others) Output.Say(other);
        foreach (string note in told.Notes) Output.Say("", StoryTone.Attention, note);
    }

    private static void Show(ToldPhone phone)
    {
        Output.Say("");
        Output.Say(Mark(phone.Verdict), Tone(phone.Verdict), $"{phone.Title}: {phone.Sentence}.");
        foreach (string boot in phone.Boots) Output.Say("  start", StoryTone.Plain, boot + ".");
        foreach (ToldFinding finding in phone.Findings) Show(finding);
        foreach (string not in phone.NotShown) Output.Say("  not shown:", StoryTone.Plain, not);
    }

    private static void Show(ToldFinding finding)
    {
        Problem problem = finding.Problem;
        Output.Say("  ┌", Tone(problem.Severity),
            $"{problem.Severity} {problem.Code} ({problem.Confidence})".ToLowerInvariant());
        Output.Say("  │ what:", StoryTone.Plain, problem.Message);
        foreach ((string place, string? words) in finding.Quotes)
            Output.Say("  │ seen:", StoryTone.Plain, words is null ? place : $"{place}: {words}");
        if (problem.Advice.Length > 0) Output.Say("  │ do this:", StoryTone.Good, problem.Advice);
        Output.Say("  └");
    }

    private static string Mark(Verdict verdict) => verdict is Verdict.Healthy ? "·" : "×";

    private static StoryTone Tone(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => StoryTone.Good,
        Verdict.Attention => StoryTone.Attention,
        _ => StoryTone.Fault,
    };

    private static StoryTone Tone(ProblemSeverity severity) => severity switch
    {
        ProblemSeverity.Error => StoryTone.Fault,
        ProblemSeverity.Warning => StoryTone.Attention,
        _ => StoryTone.Plain,
    };
}
