// Everything that is drawn is made here, of visible text, and nothing of it is ever read as markup.
#pragma warning disable RS0030
using Ringback.Files.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ringback.Cli.Screens.Printing;

/// <summary>What colour says about a text.</summary>
internal enum Ink
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>It leads or stands beside.</summary>
    Grey,

    /// <summary>It heads a column.</summary>
    Bold,

    /// <summary>It went well.</summary>
    Good,

    /// <summary>It wants somebody's eye.</summary>
    Attention,

    /// <summary>It is wrong.</summary>
    Fault,
}

/// <summary>A text and its colour.</summary>
internal readonly record struct Inked(string Text, Ink Ink = Ink.Plain);

/// <summary>Lines, tables and bars for a terminal, one below the other.</summary>
internal sealed class Drawing
{
    private readonly List<IRenderable> _rows = [];

    internal IRenderable Rendered => new Rows(_rows);

    /// <summary>A line of parts.</summary>
    internal Drawing Line(params ReadOnlySpan<Inked> parts)
    {
        // A paragraph of nothing would be no line at all.
        _rows.Add(parts is [{ Text: "" }] ? new Text(" ") : new Hanging(Styled(parts)));
        return this;
    }

    /// <summary>A line whose text stands beside what leads it, below the first line too.</summary>
    internal Drawing Led(Inked lead, Inked text)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0)).AddColumn(new GridColumn().PadLeft(0));
        grid.AddRow(Styled(lead), Styled(text));
        _rows.Add(grid);
        return this;
    }

    /// <summary>A table with borders; a row may have fewer cells than there are columns, a cell many parts.</summary>
    /// <param name="columns">Their heads.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="isWide">Whether it takes all of them.</param>
    internal Drawing Table(IReadOnlyList<string> columns, IEnumerable<IEnumerable<Inked[]>> rows, int width,
        bool isWide = false)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        if (isWide) table.Expand();
        // A MAC address or a load that is torn in two cannot be copied.
        foreach (string column in columns)
            table.AddColumn(new TableColumn(Styled(new Inked(column, Ink.Bold))).NoWrap());
        foreach (Inked[][] row in TableCells.Fitted(columns, [.. rows.Select(r => r.ToArray())], width))
            table.AddRow(row.Select(cell => Styled(cell)));
        _rows.Add(table);
        return this;
    }

    private static Paragraph Styled(params ReadOnlySpan<Inked> parts)
    {
        Paragraph words = new();
        foreach (Inked part in parts) words.Append(VisibleText.Line(part.Text), StyleOf(part.Ink));
        return words;
    }

    private static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Grey => new Style(Color.Grey),
        Ink.Bold => new Style(decoration: Decoration.Bold),
        Ink.Good => new Style(Color.Green),
        Ink.Attention => new Style(Color.Yellow),
        Ink.Fault => new Style(Color.Red),
        _ => Style.Plain,
    };
}
