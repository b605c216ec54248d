namespace Ringback.Files.Configuration;

/// <summary>One line of two fields.</summary>
/// <param name="Name">The first: a label, or the name of a setting.</param>
/// <param name="Value">The second, without blanks around it.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record SeparatedLine(string Name, string Value, int Line);

/// <summary>
/// A text of two fields to a line: <c>RINGLIST.DAT</c> (label, tab, file) and the profiles of 7905, 7912 and ATA
/// (<c>name:value</c>). Reading and writing back is byte-identical; another value changes that value and nothing else.
/// </summary>
/// <remarks>sources.md 7940-7960 §6.3, other-phones §1.4–1.6. A <c>#</c> begins a comment line in a profile.</remarks>
public sealed class SeparatedText
{
    private readonly LosslessText _text;
    private readonly char _separator;
    private readonly List<(SeparatedLine Said, Splice Place)> _lines = [];

    private SeparatedText(ReadOnlyMemory<byte> content, char separator)
    {
        Content = content;
        _text = LosslessText.Read(content.Span);
        _separator = separator;
        Scan();
        Lines = _lines.ConvertAll(l => l.Said);
    }

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Every line with both fields, in the order of the file.</summary>
    public IReadOnlyList<SeparatedLine> Lines { get; }

    /// <summary>Reads <c>RINGLIST.DAT</c>; any bytes. They are not copied.</summary>
    public static SeparatedText ReadRingList(ReadOnlyMemory<byte> content) => new(content, '\t');

    /// <summary>Reads the text of a profile; any bytes. They are not copied.</summary>
    public static SeparatedText ReadProfile(ReadOnlyMemory<byte> content) => new(content, ':');

    /// <summary>The file with another value on every line of that name, in any letter case.</summary>
    /// <returns>Null when there is no such line, or when the value has a control character or is not ASCII.</returns>
    public SeparatedText? WithValue(string name, string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')) return null;
        List<Splice> places = [.. _lines.Where(l => XmlText.Same(l.Said.Name, name))
            .Select(l => l.Place with { Replacement = value })];
        return places.Count == 0 ? null : new SeparatedText(_text.With(places), _separator);
    }

    private void Scan()
    {
        string text = _text.Characters;
        int line = 1;
        for (int start = 0; start < text.Length; line++)
        {
            int end = LineEnds.EndOfLine(text, start);
            int separator = text.IndexOf(_separator, start, end - start);
            bool comment = _separator == ':' && text[start] == '#';
            if (separator > start && !comment)
            {
                int from = separator + 1, to = end;
                while (from < to && text[from] is ' ' or '\t') from++;
                while (to > from && text[to - 1] is ' ' or '\t') to--;
                SeparatedLine said = new(text[start..separator].Trim(), text[from..to], line);
                _lines.Add((said, new Splice(from, to - from, "")));
            }

            start = end + LineEnds.LengthAt(text, end);
        }
    }
}
