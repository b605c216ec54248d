using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks ring lists (sources.md 7940-7960 §6.3, other-phones §4.4).</summary>
internal static class RingListLint
{
    private const int MostRings = 50;

    /// <summary><c>RINGLIST.DAT</c>: a label, a tab, a file, one a line.</summary>
    internal static void CheckText(LintContext sheet)
    {
        string text = sheet.Text;
        for (int start = 0; start < text.Length;)
        {
            int end = LineEnds.EndOfLine(text, start);
            ReadOnlySpan<char> line = text.AsSpan(start, end - start);
            int tab = line.IndexOf('\t');
            bool hasBoth = tab > 0 && !line[(tab + 1)..].Trim().IsEmpty;
            if (!line.Trim().IsEmpty && !hasBoth)
            {
                sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, tab < 0 ? start : start + tab,
                    $"\"{VisibleText.Show(line[..Math.Min(line.Length, 60)].ToString())}\" is not a label, a tab and a "
                        + "file; the phone offers no such ring.",
                    "Put one tab, not blanks, between the label and the name of the file.");
            }

            start = end + LineEnds.LengthAt(text, end);
        }
    }

    /// <summary>The number of rings in an XML list.</summary>
    internal static void CheckCount(LintContext sheet, XmlTree tree)
    {
        int rings = 0;
        foreach (XmlElement element in tree.Elements)
        {
            if (element.Name != "Ring" || ++rings <= MostRings) continue;
            sheet.Add(ProblemCode.ConfigTooLarge, ProblemSeverity.Warning, tree.Tags[element.Open].Start,
                $"This is ring number {MostRings + 1}; a phone reads {MostRings}.", "Take some out.");
            return;
        }
    }
}
