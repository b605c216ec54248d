using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>A key that stands twice with different values: the last that is taken counts (7940-7960-code §4).</summary>
internal static class CnfTwice
{
    internal static void Check(LintContext sheet, ConfigurationKind kind)
    {
        if (kind is ConfigurationKind.OtherCnf) return;
        string text = sheet.Text;
        Dictionary<string, (CnfAssignment First, int Line)> seen = new(StringComparer.OrdinalIgnoreCase);
        int line = 1;
        for (int start = 0; start < text.Length; line++)
        {
            int end = LineEnds.EndOfLine(text, start);
            if (!IsComment(text.AsSpan(start, end - start)) && CnfGrammar.Assignment(text, start, end, line) is { } now)
            {
                string key = now.Said.Key;
                if (seen.TryGetValue(key, out var before) && before.First.Said.Value != now.Said.Value)
                {
                    sheet.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, now.Start,
                        $"{VisibleText.Show(key, 40)} stands in line {before.Line} too, with another value. The last "
                            + "one that the phone takes counts.",
                        "Take the one that is not meant out.");
                }

                seen[key] = (now, line);
            }

            start = end + LineEnds.LengthAt(text, end);
        }
    }

    private static bool IsComment(ReadOnlySpan<char> line) => line.TrimStart() is ['#' or ';', ..];
}
