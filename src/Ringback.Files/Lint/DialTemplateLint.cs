using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks the rules of a dial plan (sources.md 7940-7960 §6.3, other-phones §4.4).</summary>
internal static class DialTemplateLint
{
    internal static void Check(LintContext file, XmlTree tree)
    {
        foreach (XmlElement element in tree.Elements)
        {
            if (!XmlText.Same(element.Name, "TEMPLATE")) continue;
            XmlTag tag = tree.Tags[element.Open];
            if (XmlTags.AttributePlace(file.Text, tag, "MATCH") is not { } match)
            {
                file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, tag.Start,
                    "This rule has no MATCH, so that it fits no number.", "Write MATCH=\"*\" for every number.");
                continue;
            }

            CheckPattern(file, file.Text.Substring(match.Start, match.Length), match.Start);
            if (XmlTags.AttributePlace(file.Text, tag, "TIMEOUT") is not { } timeout) continue;
            string seconds = file.Text.Substring(timeout.Start, timeout.Length).Trim();
            if (int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out _)) continue;
            file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, timeout.Start,
                $"TIMEOUT is {VisibleText.Show(seconds, 20)}, which is no number of seconds.", "Write a number.");
        }
    }

    private static void CheckPattern(LintContext file, string pattern, int at)
    {
        string? other = pattern.StartsWith('_') ? "Asterisk's"
            : pattern.AsSpan().IndexOfAny("[]()|") >= 0 ? "another make's"
            : null;
        if (other is null) return;
        file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, at,
            $"{VisibleText.Show(pattern, 40)} is {other} pattern. Here a dot stands for one key, * for any number of "
                + "them, and everything else for itself.",
            "Write it so, as 0.. or 9,*.");
    }
}
