using System.Text;

namespace Ringback.Bench.Servers.Reports;

/// <summary>A table in Markdown.</summary>
internal sealed class MarkdownTable(params IReadOnlyList<string> headers)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    internal void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    /// <summary>The lines, each with its end.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Line(text, headers);
        Line(text, [.. headers.Select(_ => "---")]);
        foreach (IReadOnlyList<string> row in _rows) Line(text, row);
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
