using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks the lines of a <c>.cnf</c> file (sources.md 7940-7960 §6.1).</summary>
internal static class CnfLint
{
    private const string ImageVersion = "image_version";

    internal static void Check(LintContext sheet, ConfigurationKind kind, LintFolder folder)
    {
        if (sheet.Length == 0)
        {
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Warning, 0, EmptyWords(kind),
                "Fill it, or take it away.");
            return;
        }

        if (IsOther(sheet) is { } other)
        {
            sheet.Add(ProblemCode.ConfigWrongRoot, ProblemSeverity.Error, 0,
                $"The file is {other} and no configuration: the phone understands no line of it.",
                "Put the right file in its place, saved as plain text.");
            return;
        }

        CheckForm(sheet);
        CnfTwice.Check(sheet, kind);
        if (kind is ConfigurationKind.SipDefault or ConfigurationKind.SipPhone) CheckLineEnds(sheet);
        string text = sheet.Text;
        int line = 1;
        for (int start = 0; start < text.Length; line++)
        {
            int end = LineEnds.EndOfLine(text, start);
            CheckLine(sheet, kind, folder, start, end, line);
            start = end + LineEnds.LengthAt(text, end);
        }
    }

    private static string? IsOther(LintContext sheet) =>
        sheet.Text.AsSpan().TrimStart().StartsWith("{\\rtf", StringComparison.Ordinal) ? "a text processor's document"
        : PlainText.IsWebPage(Encoding.Latin1.GetBytes(sheet.Text)) ? "a web page" : null;

    /// <summary>What an empty file does in the hunt (7940-7960-code §3).</summary>
    private static string EmptyWords(ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.SipPhone => "The file is empty. It ends a universal loader's search: the loader goes on to "
            + "SIPDefault.cnf and asks for no MGC file and no XMLDefault.cnf.xml.",
        ConfigurationKind.MgcpPhone => "The file is empty. It ends a universal loader's search: the loader goes on to "
            + "MGCDefault.cnf and asks for nothing else.",
        ConfigurationKind.SipDefault or ConfigurationKind.MgcpDefault => "The file is empty: a universal loader shows "
            + "\"No Load Specified\", ends its search and starts the application that it has.",
        _ => "The file is empty: the phone gets it and learns nothing from it.",
    };

    /// <summary>The SIP applications end a comment at a line feed only (7940-7960 §6.1).</summary>
    private static void CheckLineEnds(LintContext sheet)
    {
        string text = sheet.Text;
        if (sheet.File.Form is not TextForm.Bytes || text.Contains('\n', StringComparison.Ordinal)) return;
        int comment = text.AsSpan().IndexOfAny('#', ';');
        int end = comment < 0 ? -1 : text.IndexOf('\r', comment);
        if (end < 0 || text.AsSpan(end).Trim().IsEmpty) return;
        sheet.AddWhole(ProblemCode.ConfigBadLine, ProblemSeverity.Error, comment,
            "The lines end in a carriage return alone, and the phone takes everything behind this comment for a part "
                + "of it.",
            "Save the file with line feeds (Unix), or with carriage return and line feed (Windows).",
            text.Replace('\r', '\n'));
    }

    /// <summary>Marks and double-byte text: the grammar is ASCII, and a mark is no first character of a key.</summary>
    private static void CheckForm(LintContext sheet)
    {
        if (sheet.File.Mark.IsEmpty) return;
        bool ascii = sheet.Text.All(char.IsAscii);
        if (sheet.File.Form is TextForm.Bytes)
        {
            bool isHarmless = sheet.Text.AsSpan(0, LineEnds.EndOfLine(sheet.Text, 0)).TrimStart()
                is [] or ['#' or ';', ..];
            sheet.AddWhole(ProblemCode.ConfigBadLine, isHarmless ? ProblemSeverity.Info : ProblemSeverity.Error, 0,
                "The file begins with a byte-order mark (0xEF 0xBB 0xBF), which the phone takes for the beginning of "
                    + "the first line. "
                    + (isHarmless ? "That one says nothing, so nothing but a parse error comes of it."
                        : "It passes that line over."),
                "Save it as plain text without a mark (ANSI, or UTF-8 without BOM).", sheet.Text);
            return;
        }

        const string message = "The file is saved as UTF-16 (\"Unicode\"), two bytes to a character. The phone reads "
            + "one byte to a character and understands no line of it.";
        const string advice = "Save it as plain text (ANSI, or UTF-8 without BOM).";
        if (ascii) sheet.AddWhole(ProblemCode.ConfigBadLine, ProblemSeverity.Error, 0, message, advice, sheet.Text);
        else sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, 0, message, advice);
    }

    private static void CheckLine(
        LintContext sheet, ConfigurationKind kind, LintFolder folder, int start, int end, int line)
    {
        string text = sheet.Text;
        int first = start;
        while (first < end && text[first] is ' ' or '\t') first++;
        if (first == end || text[first] is '#' or ';') return;
        if (CnfGrammar.Assignment(text, start, end, line) is not { } assignment)
        {
            BadLine(sheet, first, end);
            return;
        }

        // ###NAME### is a placeholder of some templates, whatever a phone takes # for.
        string written = text[assignment.Start..end].Trim();
        bool isTemplate = written.StartsWith("###", StringComparison.Ordinal)
            && Placeholder.Note(sheet, assignment.Said.Key, written, assignment.Start);
        if (isTemplate || !QuotesAreRight(sheet, assignment, end)) return;
        if (XmlText.Same(assignment.Said.Key, ImageVersion)) CheckImage(sheet, kind, folder, assignment);
        else if (kind is ConfigurationKind.SipDefault or ConfigurationKind.SipPhone)
            CnfValueLint.Check(sheet, assignment, first);
    }

    private static void BadLine(LintContext sheet, int first, int end)
    {
        string text = sheet.Text;
        int keyEnd = first;
        while (keyEnd < end && (char.IsAsciiLetterOrDigit(text[keyEnd]) || text[keyEnd] == '_')) keyEnd++;
        int at = keyEnd;
        while (at < end && text[at] is ' ' or '\t') at++;
        string shown = VisibleText.Show(text[first..end], 60);
        if (keyEnd > first && at < end && text[at] == '=')
        {
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, at,
                $"\"{shown}\" has an equals sign where the phone wants a colon; it skips the line.",
                $"Write {text[first..keyEnd]}: with a colon.", new Splice(at, 1, ":"));
        }
        else if (keyEnd > first)
        {
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, Math.Min(at, end),
                $"\"{shown}\" has no colon after {VisibleText.Show(text[first..keyEnd], 30)}; the phone skips it.",
                "Write key: value on one line, or begin the line with # to make it a comment.");
        }
        else
        {
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, first,
                $"\"{shown}\" does not begin with a key; the phone skips the line.",
                "Write key: value, or begin the line with # to make it a comment.");
        }
    }

    private static bool QuotesAreRight(LintContext sheet, CnfAssignment assignment, int end)
    {
        string value = assignment.Said.Value;
        if (assignment.Quote != '\0')
        {
            Behind(sheet, assignment, end);
            return true;
        }

        if (SmartQuotes.AroundValue(value, sheet) is { } inner)
        {
            bool safe = CnfGrammar.CanHoldValue(inner);
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, assignment.Start,
                $"The value of {assignment.Said.Key} stands in typographic quotes, which a phone takes for letters of "
                    + "the value.",
                "Write straight quotes (\"), or none.",
                safe ? new Splice(assignment.Start, assignment.Length, $"\"{inner}\"") : null);
            return false;
        }

        if (!value.StartsWith('"') && !value.StartsWith('\''))
        {
            Behind(sheet, assignment, end);
            return true;
        }

        sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, assignment.Start,
            $"The quote before the value of {assignment.Said.Key} is never closed.",
            "Close it with a second quote on the same line, or take the first one out.");
        return false;
    }

    /// <summary>What stands behind a value and is no comment: the phone passes it over.</summary>
    private static void Behind(LintContext sheet, CnfAssignment assignment, int end)
    {
        int after = assignment.End;
        while (after < end && sheet.Text[after] is ' ' or '\t') after++;
        if (after >= end || sheet.Text[after] is ';' or '#') return;
        string rest = VisibleText.Show(sheet.Text[after..end], 40);
        string value = VisibleText.Show(assignment.Said.Value, 40);
        sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Warning, after,
            assignment.Quote != '\0'
                ? $"After the closing quote stands {rest}, which belongs to nothing."
                : $"The value of {assignment.Said.Key} ends at the blank: the phone takes {value} and passes {rest} "
                    + "over.",
            assignment.Quote != '\0'
                ? "Put a semicolon before it to make it a comment, or take it out."
                : "Put the whole value into quotes, or take out what does not belong to it.");
    }

    /// <summary>A loader passes over every name but P0?3… (7940-7960-code §4); no other phone reads these.</summary>
    private static void CheckFamily(LintContext sheet, ConfigurationKind kind, string value, int at)
    {
        bool isJudged = kind is not ConfigurationKind.OtherCnf && value.Length > 0 && !Placeholder.IsIn(value)
            && LoadSpelling.Canonical(value)?.StartsWith("P0", StringComparison.Ordinal) != true;
        if (!isJudged || LoaderXmlLint.IsOf7940(value)) return;
        sheet.Add(ProblemCode.MisspelledLoadName, ProblemSeverity.Error, at,
            $"{VisibleText.Show(value, 40)} is no load of a 7940 or 7960, and only they read this file: the loader "
                + "passes over a name that does not begin with P003, P0S3 or P0M3.",
            "Name a load such as P0S3-8-12-00.");
    }

    private static void CheckImage(
        LintContext sheet, ConfigurationKind kind, LintFolder folder, CnfAssignment assignment)
    {
        string value = assignment.Said.Value;
        LoadLint.Check(sheet, folder, new LoadPlace(ImageVersion, value, assignment.Start, assignment.Length));
        CheckFamily(sheet, kind, value.Trim(), assignment.Start);
        string? common = kind switch
        {
            ConfigurationKind.SipPhone => folder.SipDefaultImage,
            ConfigurationKind.MgcpPhone => folder.MgcpDefaultImage,
            _ => null,
        };
        string own = value.Trim();
        if (Placeholder.IsIn(own)) return;
        if (string.IsNullOrEmpty(common) || own.Length == 0 || XmlText.Same(own, common)) return;
        string file = kind is ConfigurationKind.SipPhone ? "SIPDefault.cnf" : "MGCDefault.cnf";
        sheet.Add(ProblemCode.ImageVersionMismatch, ProblemSeverity.Warning, assignment.Start,
            $"This phone's own file asks for {VisibleText.Show(own, 40)}, and {file} asks for "
                + $"{VisibleText.Show(common, 40)}. The phone's own file wins.",
            $"Write the same load in both, or take {ImageVersion} out of this file.");
    }
}

/// <summary>The curly quotes that word processors and web pages put in place of straight ones.</summary>
internal static class SmartQuotes
{
    // Their bytes in UTF-8, one to a character as LosslessText reads them.
    private static readonly string[] Utf8 = ["\u00E2\u0080\u009C", "\u00E2\u0080\u009D", "\u00E2\u0080\u0098",
        "\u00E2\u0080\u0099"];

    /// <summary>What stands between a value's curly quotes; null when it has none at its ends.</summary>
    internal static string? AroundValue(string value, LintContext sheet)
    {
        int before = At(value, 0, sheet);
        int after = 0;
        foreach (int length in (int[])[3, 1])
        {
            if (after == 0 && value.Length - length >= before && At(value, value.Length - length, sheet) == length)
                after = length;
        }

        // A pair may be half curly and half straight, as an editor leaves it.
        return before + after == 0 ? null : value[before..^after].Trim('"');
    }

    /// <summary>Characters of the curly quote at a position; 0 when there is none.</summary>
    internal static int At(string text, int at, LintContext sheet)
    {
        if (at >= text.Length) return 0;
        if (sheet.File.Form is not TextForm.Bytes) return text[at] is >= '\u2018' and <= '\u201D' ? 1 : 0;
        if (!sheet.IsUtf8) return text[at] is >= '\u0091' and <= '\u0094' ? 1 : 0;
        ReadOnlySpan<char> rest = text.AsSpan(at);
        foreach (string quote in Utf8)
        {
            if (rest.StartsWith(quote, StringComparison.Ordinal)) return quote.Length;
        }

        return 0;
    }
}
