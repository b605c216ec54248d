using System.Text;

namespace Ringback.Workbench.Fleet.Exports;

/// <summary>Sections of an Asterisk configuration file.</summary>
internal sealed class ConfText
{
    private readonly StringBuilder _text = new();

    internal void Comment(string text) => _text.Append("; ").Append(text).Append('\n');

    internal void Section(string name)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append('[').Append(name).Append("]\n");
    }

    // With blanks around it: a value that begins with > would make the sign another one.
    internal void Put(string name, string value) =>
        _text.Append(name).Append(" = ").Append(Escaped(value)).Append('\n');

    /// <summary>
    /// Whether a text can be the name of a section: the reader ends it at the first bracket, and takes what stands in
    /// parentheses behind it for a template.
    /// </summary>
    internal static bool CanName(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+' or '*' or '#');

    /// <summary>Whether a value stays on its line.</summary>
    internal static bool CanHold(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('\0', '\x1F') && !text.Contains('\x7F');

    /// <summary>
    /// A semicolon begins a comment unless a backslash stands before it. What would end the line is a blank: whoever
    /// wrote a name may not write a section.
    /// </summary>
    private static string Escaped(string value) =>
        string.Concat(value.Select(c => CanHold([c]) ? c : ' ')).Replace(";", "\\;", StringComparison.Ordinal);

    public override string ToString() => _text.ToString();
}
