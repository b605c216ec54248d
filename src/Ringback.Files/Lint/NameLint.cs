using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Judges the name of a file: a phone asks for exactly one spelling (sources.md 7940-7960 §6.1).</summary>
internal static class NameLint
{
    internal static void Check(LintContext sheet, string name, ConfigurationName read)
    {
        string shown = VisibleText.Show(name, 80);
        if (read.Fault is { } fault)
        {
            sheet.Add(ProblemCode.MisnamedFile, ProblemSeverity.Error,
                $"No phone will ask for {shown}: {fault}.",
                read.Expected is null
                    ? "Copy the twelve digits of the MAC address from the label on the phone's back."
                    : $"Rename it to {VisibleText.Show(read.Expected, 80)}.");
        }
        else if (read.Expected is { } expected && expected != name)
        {
            sheet.Add(ProblemCode.WrongCaseInName, ProblemSeverity.Warning,
                $"A phone asks for {expected}, and this file is called {shown}. A TFTP server that distinguishes "
                    + "letter case answers \"file not found\".",
                $"Rename it to {expected}.");
        }
    }
}
