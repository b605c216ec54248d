using System.Text;
using System.Text.Unicode;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Workbench.Library;

namespace Ringback.Cli.Screens;

/// <summary>Findings for a person: by file, with the line and a mark below the character.</summary>
internal static class LintScreen
{
    private const int WidestLine = 90;

    internal static void Show(IReadOnlyList<(LintTarget Target, LintedFile File)> files)
    {
        foreach ((LintTarget target, LintedFile file) in files.Where(f => f.File.Findings.Count > 0))
        {
            Output.Say(file.Path);
            string[]? lines = null;
            foreach (Problem finding in file.Findings)
            {
                StoryTone tone = finding.Severity switch
                {
                    ProblemSeverity.Error => StoryTone.Fault,
                    ProblemSeverity.Warning => StoryTone.Attention,
                    _ => StoryTone.Plain,
                };
                string place = finding.Place?.Line is { } line ? $"  {line}:{finding.Place.Column}" : "  file";
                Output.Say(place, tone, $"{finding.Severity.ToWord()} {finding.Code}: {finding.Message}");
                lines ??= Lines(target.Content);
                if (finding.Place is { Line: { } at, Column: { } column } && at <= lines.Length)
                    Mark(lines[at - 1], column);
                Output.Say($"      {finding.Advice}");
            }
        }

        int firmware = files.Count(f => f.File.Kind is ConfigurationKind.Firmware);
        int read = files.Count - firmware;
        int faulty = files.Count(f => f.File.IsFaulty) - firmware;
        if (firmware > 0) Output.Say($"{firmware} firmware {(firmware == 1 ? "file" : "files")} with something wrong.");
        Output.Say((read, faulty) switch
        {
            (0, _) => "No configuration file was found.",
            (1, 0) => "1 configuration file read, nothing wrong.",
            (1, _) => "1 configuration file read, with something wrong.",
            (_, 0) => $"{read} configuration files read, nothing wrong.",
            _ => $"{read} configuration files read, {faulty} with something wrong.",
        });
    }

    private static string[] Lines(byte[] content)
    {
        // Not all bytes are UTF-8, and columns are counted in the characters that the linter read.
        Encoding bytes = Utf8.IsValid(content) ? Encoding.UTF8 : Encoding.Latin1;
        string text = content is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(content)
            : content is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(content)
            : bytes.GetString(content);
        return text.TrimStart('\uFEFF').Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
    }

    private static void Mark(string line, int column)
    {
        int from = column > WidestLine ? column - (WidestLine / 2) : 0;
        int marked = Math.Clamp(column - 1, from, Math.Max(from, line.Length));
        string start = Visible(line, from, Math.Min(marked, line.Length), marked);
        string rest = Visible(line, Math.Min(marked, line.Length), Math.Min(line.Length, from + WidestLine), marked);
        if (start.Length + rest.Length == 0) return;
        Output.Say($"      {start}{rest}");
        Output.Say($"      {new string(' ', start.Length)}^");
    }

    /// <summary>
    /// Letters of any language as they are; of the blanks, those that somebody has to see: the marked one and what
    /// ends the line.
    /// </summary>
    private static string Visible(string line, int from, int to, int marked)
    {
        int end = line.AsSpan().TrimEnd(' ').Length;
        StringBuilder shown = new();
        for (int i = from; i < to; i++)
        {
            char c = line[i];
            string one = c.ToString();
            bool plain = c == ' '
                ? i != marked && i < end
                : (char.IsLetterOrDigit(c) || char.IsPunctuation(c) || char.IsSymbol(c))
                    && VisibleText.Line(one) == one;
            shown.Append(plain ? one : VisibleText.Show(one));
        }

        return shown.ToString();
    }
}
