using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>What <c>doctor</c> tells a person: the bench, a line to a check, cures indented, and the sum.</summary>
internal static class DoctorScreen
{
    internal static void Show(Examination examination)
    {
        if (examination.Choice is CardChosen { Card.Kind: not CardKind.Loopback } chosen)
        {
            // The warnings are among the checks below.
            foreach (string line in BenchDiagram.Lines(chosen.Card, chosen.Address, null, [])) Output.Say(line);
        }

        foreach (Problem check in examination.Checks)
        {
            (string mark, StoryTone tone) = check.Severity switch
            {
                ProblemSeverity.Ok => ("ok     ", StoryTone.Good),
                ProblemSeverity.Info => ("info   ", StoryTone.Plain),
                ProblemSeverity.Warning => ("warning", StoryTone.Attention),
                ProblemSeverity.Error => ("ERROR  ", StoryTone.Fault),
                _ => ("unknown", StoryTone.Plain),
            };
            Output.Say(mark, tone, check.Message);
            // What an error was seen by is what a person needs to mend it; of the rest it would be too much.
            if (check.Severity is ProblemSeverity.Error)
            {
                foreach (ProblemEvidence seen in check.Evidence) Output.Say("       ", StoryTone.Plain, seen.Text);
            }

            if (check.Advice.Length > 0) Output.Say("       ", StoryTone.Plain, $"→ {check.Advice} [{check.Code}]");
        }

        Output.Say(Sum(examination));
    }

    private static string Sum(Examination examination)
    {
        int errors = Count(ProblemSeverity.Error), warnings = Count(ProblemSeverity.Warning);
        int unknown = Count(ProblemSeverity.Unknown);
        string beside = $"{Some(warnings, "warning")}, {unknown} not known.";
        return errors == 0
            ? $"Phones can be served here. {beside}"
            : $"Phones cannot be served like this: {Some(errors, "error")}, {beside}";

        int Count(ProblemSeverity status) => examination.Checks.Count(c => c.Severity == status);
    }

    private static string Some(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
