using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Names the damage to a tag that no reader of well-formed XML can name: a quote, a bracket or a closing tag too few or
/// too many.
/// </summary>
internal static class XmlDamage
{
    /// <summary>True when the fault has been told.</summary>
    internal static bool Told(LintContext file, XmlTree tree, string document, XmlSyntaxFault fault)
    {
        int at = Offset(document, fault);
        // Columns of the two texts agree only where no character has several bytes.
        if (document.Length != file.Length) return false;
        return MissingQuote(file, at) || MissingBracket(file, tree) || ClosedTwice(file, tree, at);
    }

    /// <summary>An odd number of quotes between a bracket and the next one.</summary>
    private static bool MissingQuote(LintContext file, int at)
    {
        string text = file.Text;
        int from = Math.Min(at, text.Length - 1);
        if (from > 0 && text[from] == '<') from--;
        int open = from < 0 ? -1 : text.LastIndexOf('<', from);
        if (open < 0 || open + 1 >= text.Length || !char.IsAsciiLetter(text[open + 1])) return false;
        int close = text.IndexOf('>', open);
        int end = close < 0 ? text.Length : close;
        int next = text.IndexOf('<', open + 1);
        if (next >= 0 && next < end) end = next;
        ReadOnlySpan<char> tag = text.AsSpan(open, end - open);
        if (tag.Count('"') % 2 == 0 || tag.Contains('\'')) return false;
        file.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, open,
            $"A quote (\") is missing in {VisibleText.Show(text[open..Math.Min(end + 1, text.Length)], 60)}. The phone "
                + "drops the whole file.",
            "Put a quote before and behind every value.");
        return true;
    }

    /// <summary>A tag that runs into the next one, and a closing tag whose opening one has lost its bracket.</summary>
    private static bool MissingBracket(LintContext file, XmlTree tree)
    {
        string text = file.Text;
        foreach (XmlTag tag in tree.Tags)
        {
            if (tag.Kind is XmlTagKind.Close || text.AsSpan(tag.Start, tag.End - tag.Start).Contains('"')) continue;
            int inner = text.IndexOf('<', tag.Start + 1, tag.End - tag.Start - 1);
            if (inner < 0) continue;
            file.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, tag.Start,
                $"<{VisibleText.Show(tag.Name, 40)} has no > at its end. The phone drops the whole file.",
                "Put the bracket there.");
            return true;
        }

        if (tree.Imbalances.Count == 0 || tree.Tags[tree.Imbalances[0].Tag] is not { Kind: XmlTagKind.Close } closing)
            return false;
        int before = tree.Imbalances[0].Tag == 0 ? 0 : tree.Tags[tree.Imbalances[0].Tag - 1].End;
        ReadOnlySpan<char> between = text.AsSpan(before, closing.Start - before);
        int bracket = between.IndexOf('>');
        if (bracket < 0) return false;
        ReadOnlySpan<char> word = between[..bracket].TrimStart();
        int blank = word.IndexOfAny(" \t\r\n");
        string name = (blank < 0 ? word : word[..blank]).ToString();
        if (name.Length == 0 || !XmlText.Alike(name, closing.Name)) return false;
        file.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, before + bracket - word.Length,
            $"{VisibleText.Show(name, 40)}> has no < before it. The phone drops the whole file.",
            name == closing.Name
                ? $"Write <{VisibleText.Show(name, 40)}>."
                : $"Write <NAME> and </NAME> with one spelling: here they are {VisibleText.Show(name, 40)} and "
                    + $"{VisibleText.Show(closing.Name, 40)}.");
        return true;
    }

    /// <summary>A closing tag of the root in the middle of the file.</summary>
    private static bool ClosedTwice(LintContext file, XmlTree tree, int at)
    {
        if (tree.Elements.Count == 0 || tree.Elements[0].Close is not (>= 0 and var close)) return false;
        XmlTag end = tree.Tags[close];
        bool again = tree.Tags.Skip(close + 1).Any(t => t.Kind is XmlTagKind.Close && t.Name == end.Name);
        if (!again || at < end.Start || end.Kind is not XmlTagKind.Close) return false;
        file.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, end.Start,
            $"</{VisibleText.Show(end.Name, 40)}> ends the file here, and stands once more further down. The phone "
                + "drops the whole file.",
            "Take one of the two out: most likely this one.");
        return true;
    }

    private static int Offset(string document, XmlSyntaxFault fault)
    {
        int start = 0;
        for (int line = 1; line < fault.Line && start < document.Length; line++)
        {
            int end = LineEnds.EndOfLine(document, start);
            start = end + LineEnds.LengthAt(document, end);
        }

        return Math.Min(start + fault.Column - 1, document.Length);
    }
}
