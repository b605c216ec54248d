using System.Text;
using System.Text.Unicode;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Lint;

/// <summary>One file under the linter: where its characters stand, what was found and what can be mended.</summary>
internal sealed class LintContext
{
    // A person reads no more, and a hostile file cannot make us count columns without end.
    private const int MostFindings = 200;

    private readonly List<Problem> _findings = [];
    private readonly List<Repair> _repairs = [];
    private readonly List<int> _lineStarts = [0];
    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isUtf8;

    internal LintContext(ReadOnlySpan<byte> content)
    {
        File = LosslessText.Read(content);
        Length = content.Length;
        _isUtf8 = File.Form is TextForm.Bytes && Utf8.IsValid(content);
        for (int at = 0; at < Text.Length;)
        {
            int end = LineEnds.EndOfLine(Text, at);
            at = end + LineEnds.LengthAt(Text, end);
            if (at > end) _lineStarts.Add(at);
        }
    }

    internal LosslessText File { get; }

    /// <summary>Bytes of the file.</summary>
    internal int Length { get; }

    internal string Text => File.Characters;

    internal bool IsUtf8 => _isUtf8;

    internal IReadOnlyList<Problem> Findings => _findings;

    internal IReadOnlyList<Repair> Repairs => _repairs;

    /// <summary>True the first time that a missing load is to be told.</summary>
    internal bool IsFirstAbout(string load) => _missing.Add(load);

    /// <summary>A finding about the whole file or its name.</summary>
    internal void Add(string code, ProblemSeverity severity, string message, string advice) =>
        Take(new Problem(code, severity, message, advice));

    /// <summary>A finding at a character; the splice is a safe repair, and its text is what is shown.</summary>
    internal void Add(
        string code, ProblemSeverity severity, int at, string message, string advice, Splice? fix = null)
    {
        if (_findings.Count >= MostFindings) return;
        (int line, int column) = Place(at);
        AddAt(code, severity, line, column, message, advice, fix?.Replacement);
        if (fix is { } splice) _repairs.Add(OfCharacters(splice));
    }

    /// <summary>A finding at a line and column that somebody else has counted.</summary>
    internal void AddAt(string code, ProblemSeverity severity, int line, int column, string message, string advice,
        string? fix = null) => Take(new Problem(code, severity, message, advice)
        {
            Place = new ProblemPlace(Line: line, Column: column),
            Fix = fix,
        });

    /// <summary>A finding whose repair is another file.</summary>
    internal void AddWhole(
        string code, ProblemSeverity severity, int at, string message, string advice, string with)
    {
        (int line, int column) = Place(at);
        AddAt(code, severity, line, column, message, advice, with.Length > 80 ? null : with);
        _repairs.Add(new Repair(0, Length, Encoding.Latin1.GetBytes(with)));
    }

    /// <summary>The line and column, from 1, of a character.</summary>
    internal (int Line, int Column) Place(int at)
    {
        int line = _lineStarts.BinarySearch(at);
        if (line < 0) line = ~line - 1;
        ReadOnlySpan<char> before = Text.AsSpan(_lineStarts[line], Math.Min(at, Text.Length) - _lineStarts[line]);
        int column = 1;
        // In UTF-8 the bytes 80 to BF go on with a character that has been counted.
        foreach (char c in before) column += _isUtf8 && c is >= '\x80' and <= '\xBF' ? 0 : 1;
        return (line + 1, column);
    }

    private Repair OfCharacters(Splice splice)
    {
        int unit = File.Unit;
        byte[] with = File.Form switch
        {
            TextForm.Bytes => Encoding.Latin1.GetBytes(splice.Replacement),
            TextForm.Utf16LittleEndian => Encoding.Unicode.GetBytes(splice.Replacement),
            _ => Encoding.BigEndianUnicode.GetBytes(splice.Replacement),
        };
        return new Repair(File.Mark.Length + (splice.Start * unit), splice.Length * unit, with);
    }

    private void Take(Problem finding)
    {
        if (_findings.Count < MostFindings) _findings.Add(finding);
    }
}

/// <summary>Bytes of a file that give way to others.</summary>
internal sealed record Repair(int Start, int Length, byte[] With);
