using System.Buffers;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// What stands in a template for somebody or something to fill in: <c>###SECRET###</c>, <c>{{secret}}</c>. A template
/// is a healthy file that no phone gets, so this is a note and no fault.
/// </summary>
internal static class Placeholder
{
    private static readonly (string Before, string After)[] Marks =
        [("###", "###"), ("{{", "}}"), ("@@", "@@"), ("{$", "}"), ("${", "}"), ("[[", "]]"), ("<%", "%>")];

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    internal static bool IsIn(string value)
    {
        foreach ((string before, string after) in Marks)
        {
            int start = value.IndexOf(before, StringComparison.Ordinal);
            if (start < 0) continue;
            int name = start + before.Length;
            if (name < value.Length && value.IndexOf(after, name + 1, StringComparison.Ordinal) > 0) return true;
        }

        // What is left of {$name} when somebody has taken the first brace out.
        int dollar = value.IndexOf('$', StringComparison.Ordinal);
        return (dollar >= 0 && value.EndsWith('}') && value.Length > dollar + 2)
            || (value.Length > 4 && value[0] == '%' && value[^1] == '%'
                && value.AsSpan(1, value.Length - 2).IndexOfAnyExcept(NameCharacters) < 0);
    }

    /// <summary>Notes it; false when the value is none, and is to be judged.</summary>
    internal static bool Note(LintContext sheet, string where, string value, int at)
    {
        if (!IsIn(value)) return false;
        sheet.Add(ProblemCode.ConfigPlaceholder, ProblemSeverity.Info, at,
            $"{where} still holds the placeholder {VisibleText.Show(value.Trim(), 40)}.",
            "Fill it in before a phone gets the file.");
        return true;
    }
}
