using Ringback.Files.Text;

namespace Ringback.Cli.Screens.Printing;

/// <summary>
/// Makes the cells of a table fit a terminal. Where they do not, Spectre shows no cell at all, so that one long name
/// would hide every phone; the longest are cut instead.
/// </summary>
internal static class TableCells
{
    // A border and a blank on each side.
    private const int Around = 3;

    internal static IEnumerable<Inked[][]> Fitted(
        IReadOnlyList<string> columns, IReadOnlyList<Inked[][]> rows, int width)
    {
        Inked[][][] shown = [.. rows.Select(row => row.Select(Visible).ToArray())];
        int[] widths = [.. columns.Select((head, i) => shown.Where(row => row.Length > i).Select(row => Length(row[i]))
            .Append(head.Length).Max())];
        int most = Most(widths, width - 1 - (Around * columns.Count));
        return shown.Select(row => row.Select(cell => Cut(cell, most)).ToArray());
    }

    /// <summary>The longest that a cell may be: the columns together fit, and short ones lose nothing.</summary>
    private static int Most(int[] widths, int room)
    {
        int left = Math.Max(room, widths.Length), columns = widths.Length;
        foreach (int one in widths.Order())
        {
            if (one * columns > left) return Math.Max(left / columns, 1);
            left -= one;
            columns--;
        }

        return int.MaxValue;
    }

    private static Inked[] Visible(Inked[] cell) =>
        [.. cell.Select(part => part with { Text = VisibleText.Line(part.Text) })];

    private static Inked[] Cut(Inked[] cell, int most)
    {
        if (cell is not [var only] || Length(cell) <= most) return cell;
        int end = 0, taken = 1;
        while (taken + Width(only.Text[end]) <= most) taken += Width(only.Text[end++]);
        if (end > 0 && char.IsHighSurrogate(only.Text[end - 1])) end--;
        return [only with { Text = only.Text[..end] + "…" }];
    }

    private static int Length(Inked[] cell) => cell.Sum(part => part.Text.Sum(Width));

    /// <summary>The letters of East Asia are twice as wide; that others are not is no harm.</summary>
    private static int Width(char c) => c < '\u1100' || c is >= '\u2000' and < '\u2E80' ? 1 : 2;
}
