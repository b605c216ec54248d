using Ringback.Files.Text;

namespace Ringback.Files.Configuration;

/// <summary>Says in one sentence what stands in a dual-boot file beside the name.</summary>
internal static class DualBootExplanation
{
    private const int LongestQuote = 40;

    /// <summary>Why a file has no usable name.</summary>
    public static string OfNone(LosslessText file, int start, int end)
    {
        if (file.Characters.Length == 0)
            return file.Mark.IsEmpty ? "it is empty" : "it holds nothing but a byte-order mark";
        if (start == end) return "it holds nothing but blanks, line ends or other characters that do not print";
        string line = VisibleText.Show(file.Characters[start..end], LongestQuote);
        return $"its first line with text, '{line}', is no load name";
    }

    /// <summary>What stands beside the name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Where the name stands.</param>
    /// <param name="lineEnd">Where the name's line ends.</param>
    public static string Of(LosslessText file, DualBootPlace name, int lineEnd)
    {
        List<string> facts = [];
        AddMark(facts, file);
        AddBefore(facts, file.Characters, name.Start);
        if (name.WordEnd > name.End) facts.Add($"carries the extension '{file.Characters[name.End..name.WordEnd]}'");
        AddAfter(facts, file.Characters[name.WordEnd..lineEnd]);
        AddExtraLines(facts, LinesAfter(file.Characters, lineEnd));
        AddEnd(facts, file.Characters);

        // A UTF-16 file cut in the middle of a character is the one case that leaves no other trace.
        return facts.Count == 0 ? "it ends in half a character" : $"it {StrayBytes.Joined(facts)}";
    }

    /// <summary>The lines after the one that ends at <paramref name="lineEnd"/>.</summary>
    public static List<string> LinesAfter(string text, int lineEnd)
    {
        List<string> lines = [];
        for (int start = lineEnd + LineEnds.LengthAt(text, lineEnd); start < text.Length;)
        {
            int end = LineEnds.EndOfLine(text, start);
            lines.Add(text[start..end]);
            start = end + LineEnds.LengthAt(text, end);
        }

        return lines;
    }

    private static void AddMark(List<string> facts, LosslessText file)
    {
        if (file.Mark.IsEmpty) return;
        string values = string.Join(' ', file.Mark.ToArray().Select(StrayBytes.Hex));
        facts.Add(file.Form is TextForm.Bytes
            ? $"begins with a byte-order mark ({values})"
            : $"is written in UTF-16, two bytes a character, behind a byte-order mark ({values})");
    }

    private static void AddBefore(List<string> facts, string text, int nameStart)
    {
        int lineStart = LineEnds.StartOfLine(text, nameStart);
        int lines = LineEnds.LineOf(text, lineStart) - 1;
        if (lines == 1) facts.Add("has an empty line before the name");
        if (lines > 1) facts.Add($"has {lines} empty lines before the name");
        if (lineStart == nameStart) return;
        string stray = StrayBytes.InWords(text.AsSpan(lineStart, nameStart - lineStart), article: true);
        facts.Add($"has {stray} before the name");
    }

    private static void AddAfter(List<string> facts, string rest)
    {
        if (rest.Length == 0) return;
        (int start, int end) = BareName.Trim(rest, 0, rest.Length);
        facts.Add(start == end
            ? $"has {StrayBytes.InWords(rest, article: true)} after the name"
            : $"has other text '{VisibleText.Show(rest, LongestQuote)}' after the name");
    }

    private static void AddExtraLines(List<string> facts, List<string> lines)
    {
        if (lines.Count == 0) return;
        string? text = lines.Find(line => BareName.Trim(line, 0, line.Length) is var (start, end) && start < end);
        string? quoted = text is null ? null : VisibleText.Show(text, LongestQuote);
        facts.Add((lines.Count, quoted) switch
        {
            (1, null) => "has an extra empty line after the name",
            (1, _) => $"has an extra line '{quoted}' after the name",
            (_, null) => $"has {lines.Count} extra empty lines after the name",
            _ => $"has {lines.Count} extra lines after the name, such as '{quoted}',",
        });
    }

    private static void AddEnd(List<string> facts, string text)
    {
        int end = text.Length;
        if (text.EndsWith("\r\n", StringComparison.Ordinal)) end -= 2;
        else if (text.Length > 0 && text[^1] is '\r' or '\n') end--;
        if (end < text.Length) facts.Add($"ends in {StrayBytes.InWords(text.AsSpan(end), article: false)}");
    }
}
