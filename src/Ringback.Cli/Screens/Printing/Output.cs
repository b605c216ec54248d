using Ringback.Cli.Exits;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Screens.Printing;

/// <summary>How the command line speaks: colour and width on a terminal, one line to a sentence elsewhere.</summary>
internal static class Output
{
    private static Terminal? _terminal;

    /// <summary>Where it speaks.</summary>
    internal static Terminal Terminal
    {
        get => _terminal ??= Terminal.OfThisProcess();
        set => _terminal = value;
    }

    /// <summary>True when a person sits before a terminal.</summary>
    internal static bool IsTerminal => Terminal.IsTerminal;

    /// <summary>One line on standard error: what is wrong and what to do.</summary>
    internal static int Complain(string message, int code = ExitCode.Unusable)
    {
        Terminal.Error("ringback: " + message);
        return code;
    }

    /// <summary>A line that is beside the matter, on standard error: what goes on, what to look at.</summary>
    internal static void Note(string message) => Terminal.Error(message);

    /// <summary>A line with what leads it in grey.</summary>
    internal static void Say(string lead, StoryTone tone, string text)
    {
        if (!IsTerminal) Terminal.Line(lead.Length == 0 ? text : $"{lead}  {text}");
        else Terminal.Draw(new Drawing().Led(new Inked(lead, Ink.Grey), new Inked(text, InkOf(tone))));
    }

    /// <summary>A plain line.</summary>
    internal static void Say(string text)
    {
        if (IsTerminal) Terminal.Draw(new Drawing().Line(new Inked(text)));
        else Terminal.Line(text);
    }

    /// <summary>A table: with borders on a terminal, with tabs between the columns elsewhere.</summary>
    internal static void Show(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (IsTerminal)
        {
            Terminal.Draw(new Drawing().Table(
                columns, rows.Select(row => row.Select(cell => new[] { new Inked(cell) })), Terminal.Width));
            return;
        }

        Terminal.Row(columns);
        foreach (IReadOnlyList<string> row in rows) Terminal.Row(row);
    }

    /// <summary>The colour of a sentence.</summary>
    internal static Ink InkOf(StoryTone tone) => tone switch
    {
        StoryTone.Good => Ink.Good,
        StoryTone.Attention => Ink.Attention,
        StoryTone.Fault => Ink.Fault,
        _ => Ink.Plain,
    };
}
