using Ringback.Catalogue.Problems;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// What stands in a template for somebody or something to fill in: <c>###SECRET###</c>, <c>{{secret}}</c>. A template
/// is a healthy file that no phone gets, so this is a note and no fault.
/// </summary>
internal static class Placeholder
{
    private static readonly (string Before, string After)[] Marks = [("###", "###"), ("{{", "}}"), ("@@", "@@")];

    internal static bool IsIn(string value)
    {
        foreach ((string before, string after) in Marks)
        {
            int start = value.IndexOf(before, StringComparison.Ordinal);
            if (start < 0) continue;
            int name = start + before.Length;
            if (name < value.Length && value.IndexOf(after, name + 1, StringComparison.Ordinal) > 0) return true;
        }

        return false;
    }

    /// <summary>Notes it; false when the value is none, and is to be judged.</summary>
    internal static bool Note(LintSheet sheet, string where, string value, int at)
    {
        if (!IsIn(value)) return false;
        sheet.Add(ProblemCode.ConfigPlaceholder, ProblemSeverity.Info, at,
            $"{where} still holds the placeholder {VisibleText.Show(value.Trim(), 40)}.",
            "Fill it in before a phone gets the file.");
        return true;
    }
}
