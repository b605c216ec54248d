using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks the rules of a dial plan (sources.md 7940-7960 §6.3, other-phones §4.4).</summary>
internal static class DialTemplateLint
{
    private static readonly (string Name, string[] Words, string Which)[] Words =
    [
        ("USER", ["phone", "ip"], "Phone or IP"),
        ("ROUTE", ["default", "emergency"], "Default or Emergency"),
        ("TONE", ["bellcore-", "cisco-"], "a name such as Bellcore-Outside or Cisco-ZipZip"),
    ];

    internal static void Check(LintContext file, XmlTree tree)
    {
        foreach (XmlElement element in tree.Elements)
        {
            if (!XmlText.Same(element.Name, "TEMPLATE")) continue;
            XmlTag tag = tree.Tags[element.Open];
            CheckSpelling(file, tree, element);
            if (XmlTags.AttributePlace(file.Text, tag, "MATCH") is not { } match)
            {
                file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, tag.Start,
                    "This rule has no MATCH, so that it fits no number.", "Write MATCH=\"*\" for every number.");
                continue;
            }

            string pattern = file.Text.Substring(match.Start, match.Length);
            CheckPattern(file, pattern, match.Start);
            CheckWords(file, tag);
            if (XmlTags.AttributePlace(file.Text, tag, "REWRITE") is { } rewrite)
                CheckRewrite(file, pattern, file.Text.Substring(rewrite.Start, rewrite.Length), rewrite.Start);
            if (XmlTags.AttributePlace(file.Text, tag, "TIMEOUT") is not { } timeout) continue;
            string seconds = file.Text.Substring(timeout.Start, timeout.Length).Trim();
            if (int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out _)) continue;
            file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, timeout.Start,
                $"TIMEOUT is {VisibleText.Show(seconds, 20)}, which is no number of seconds.", "Write a number.");
        }
    }

    /// <summary>A Java phone knows the element in capitals only; a 7940 or 7960 in any case.</summary>
    private static void CheckSpelling(LintContext file, XmlTree tree, XmlElement element)
    {
        // Rules of another make are told by their root.
        if (element.Name == "TEMPLATE" || !XmlText.Same(tree.Elements[0].Name, "DIALTEMPLATE")) return;
        int open = tree.Tags[element.Open].Start + 1;
        bool isAlone = element.Close == element.Open;
        file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, open,
            $"<{element.Name}> is TEMPLATE to a 7940 or 7960 and nothing to a Java phone, which wants it in capitals.",
            "Write <TEMPLATE>.", isAlone ? new Splice(open, element.Name.Length, "TEMPLATE") : null);
    }

    private static void CheckWords(LintContext file, XmlTag tag)
    {
        foreach ((string name, string[] words, string which) in Words)
        {
            if (XmlTags.AttributePlace(file.Text, tag, name) is not { Length: > 0 } place) continue;
            string value = file.Text.Substring(place.Start, place.Length).Trim();
            if (words.Any(w => name == "TONE"
                ? value.StartsWith(w, StringComparison.OrdinalIgnoreCase)
                : XmlText.Same(value, w))) continue;
            file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
                $"{name} is {VisibleText.Show(value, 30)}, which is none of the words that a phone knows there.",
                $"Write {which}, or take it out.");
        }
    }

    /// <summary>
    /// What is dialled instead: figures and letters, a dot for each key that a dot stood for, %0 to %5 and %s for
    /// groups of keys, %% and %. for themselves.
    /// </summary>
    private static void CheckRewrite(LintContext file, string pattern, string rewrite, int at)
    {
        int keys = 0;
        string? foreign = null;
        for (int i = 0; i < rewrite.Length; i++)
        {
            char c = rewrite[i], next = i + 1 < rewrite.Length ? rewrite[i + 1] : '\0';
            if (c == '.') keys++;
            else if (c == '%' && next is (>= '0' and <= '5') or 's' or 'S' or '%' or '.') i++;
            else if (c is '%' or '$' || (c == '\\' && char.IsAsciiDigit(next))) foreign ??= $"{c}{next}".TrimEnd('\0');
        }

        if (foreign is not null)
        {
            file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, at,
                $"{VisibleText.Show(rewrite, 40)} has {VisibleText.Show(foreign, 4)} in it, which stands for nothing "
                    + "here. %0 is all that was dialled, %1 to %5 are groups of it.",
                "Write a dot for each key, or %0 to %5.");
        }
        else if (keys > pattern.Count(c => c == '.') && !pattern.Contains('*', StringComparison.Ordinal))
        {
            file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, at,
                $"{VisibleText.Show(rewrite, 40)} has {keys} dots, and {VisibleText.Show(pattern, 40)} has "
                    + $"{pattern.Count(c => c == '.')}: each dot here stands for the key of one there.",
                "Write as many dots as MATCH has, or fewer.");
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
