using Ringback.Phones.Cases;
using Spectre.Console;

namespace Ringback.Cli.Screens;

/// <summary>How the command line speaks: colour and width on a terminal, one line to a sentence elsewhere.</summary>
internal static class Voice
{
    /// <summary>True when a person sits before a terminal.</summary>
    internal static bool IsTerminal { get; } = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>One line on standard error: what is wrong and what to do.</summary>
    internal static int Complain(string message, int code = ExitCode.Unusable)
    {
        Console.Error.WriteLine("ringback: " + message);
        return code;
    }

    /// <summary>A line that is beside the matter, on standard error: what goes on, what to look at.</summary>
    internal static void Note(string message) => Console.Error.WriteLine(message);

    /// <summary>A line with what leads it in grey.</summary>
    internal static void Say(string lead, StoryTone tone, string text)
    {
        if (!IsTerminal)
        {
            Console.Out.WriteLine(lead.Length == 0 ? text : $"{lead}  {text}");
            return;
        }

        string colour = tone switch
        {
            StoryTone.Good => "green",
            StoryTone.Attention => "yellow",
            StoryTone.Fault => "red",
            _ => "default",
        };
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0)).AddColumn(new GridColumn().PadLeft(0));
        grid.AddRow(new Markup($"[grey]{Markup.Escape(lead)}[/]"), new Markup($"[{colour}]{Markup.Escape(text)}[/]"));
        AnsiConsole.Write(grid);
    }

    /// <summary>A plain line.</summary>
    internal static void Say(string text)
    {
        if (IsTerminal) AnsiConsole.MarkupLine(Markup.Escape(text));
        else Console.Out.WriteLine(text);
    }

    /// <summary>A table: with borders on a terminal, with tabs between the columns elsewhere.</summary>
    internal static void Show(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!IsTerminal)
        {
            Console.Out.WriteLine(string.Join('\t', columns));
            foreach (IReadOnlyList<string> row in rows) Console.Out.WriteLine(string.Join('\t', row));
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        // A MAC address or a load that is torn in two cannot be copied.
        foreach (string column in columns)
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(column)}[/]").NoWrap());
        foreach (IReadOnlyList<string> row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
