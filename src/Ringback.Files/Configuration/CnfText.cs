using Ringback.Files.Text;

namespace Ringback.Files.Configuration;

/// <summary>One assignment in a <c>.cnf</c> file.</summary>
/// <param name="Key">The key as it is written.</param>
/// <param name="Value">The value without quotes; a character is one byte of the file.</param>
/// <param name="Line">The line it stands on, from 1.</param>
public sealed record CnfValue(string Key, string Value, int Line);

/// <summary>What replacing a value did.</summary>
/// <param name="Key">The key.</param>
/// <param name="Lines">The lines that changed, from 1; empty when every occurrence said so already.</param>
/// <param name="From">The value before, made visible; several different ones are joined with commas.</param>
/// <param name="To">The value now.</param>
public sealed record CnfEdit(string Key, IReadOnlyList<int> Lines, string From, string To);

/// <summary>
/// A text configuration of a SIP or MGCP phone: <c>SIPDefault.cnf</c>, <c>SIP&lt;MAC&gt;.cnf</c>,
/// <c>MGCDefault.cnf</c>, <c>MGC&lt;MAC&gt;.cnf</c>. Reading and writing back is byte-identical; changing a value
/// changes the bytes of that value and no other.
/// </summary>
/// <remarks>
/// Grammar: sources.md 7940-7960 §6.1, with the form that IOS writes (<c>image_version: "P0S3-07-4-00";</c>). Keys are
/// compared without regard to case, because <c>Image_version</c> is in circulation and works.
/// </remarks>
public sealed class CnfText
{
    private readonly LosslessText _text;
    private readonly List<CnfAssignment> _assignments;

    private CnfText(ReadOnlyMemory<byte> content)
    {
        Content = content;
        _text = LosslessText.Read(content.Span);
        _assignments = CnfGrammar.Scan(_text.Characters);
        Values = _assignments.ConvertAll(assignment => assignment.Said);
    }

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Every assignment that is not commented out, in the order of the file.</summary>
    public IReadOnlyList<CnfValue> Values { get; }

    /// <summary>Reads any bytes. They are not copied and must not change afterwards.</summary>
    public static CnfText Read(ReadOnlyMemory<byte> content) => new(content);

    /// <summary>
    /// Whether a value can be written in such a file: printable ASCII without a double quote or a backslash at its end.
    /// Nothing else is known to be read by every phone (§6.1).
    /// </summary>
    public static bool CanHold(string value) => CnfGrammar.CanHoldValue(value);

    /// <summary>
    /// The value of a key; null when it is absent. Of several the last (7940-7960-code §4).
    /// </summary>
    public string? Value(string key) => _assignments.FindLast(Assigns(key)).Said?.Value;

    /// <summary>
    /// The file with another value at every occurrence of a key. Quotes, comments, blanks, line ends and order stay; a
    /// bare value gets quotes only when the new one cannot stand without them.
    /// </summary>
    /// <param name="key">The key, in any case.</param>
    /// <param name="newValue">The value.</param>
    /// <param name="edit">
    /// What was done; null when the key is absent or the value cannot be written (<see cref="CanHold"/>), and then the
    /// same file is returned.
    /// </param>
    public CnfText WithValue(string key, string newValue, out CnfEdit? edit)
    {
        List<CnfAssignment> found = _assignments.FindAll(Assigns(key));
        edit = null;
        if (found.Count == 0 || !CanHold(newValue)) return this;

        List<CnfAssignment> changing = found.FindAll(assignment => assignment.Said.Value != newValue);
        IEnumerable<string> before = found.Select(assignment => VisibleText.Show(assignment.Said.Value)).Distinct();
        List<int> lines = changing.ConvertAll(assignment => assignment.Said.Line);
        edit = new CnfEdit(key, lines, string.Join(", ", before), newValue);
        if (changing.Count == 0) return this;

        string bare = CnfGrammar.NeedsQuotes(newValue) ? $"\"{newValue}\"" : newValue;
        return Read(_text.With(changing.ConvertAll(assignment => assignment.Quote switch
        {
            '\0' => new Splice(assignment.Start, assignment.Length, bare),
            '\'' when newValue.Contains('\'', StringComparison.Ordinal) =>
                new Splice(assignment.Start - 1, assignment.Length + 2, $"\"{newValue}\""),
            _ => new Splice(assignment.Start, assignment.Length, newValue),
        })));
    }

    /// <summary>
    /// The file with one more line at its end, in the file's own most frequent line end; the last line gets a line end
    /// first when it has none. The same file when the key or the value cannot be written.
    /// </summary>
    public CnfText WithAppended(string key, string value)
    {
        if (!CnfGrammar.CanHoldKey(key) || !CanHold(value)) return this;
        string text = _text.Characters;
        string lineEnd = LineEnds.Dominant(text);
        string first = text.Length == 0 || text[^1] is '\n' or '\r' ? "" : lineEnd;
        return Read(_text.With([new Splice(text.Length, 0, $"{first}{key}: \"{value}\"{lineEnd}")]));
    }

    private static Predicate<CnfAssignment> Assigns(string key) =>
        assignment => string.Equals(assignment.Said.Key, key, StringComparison.OrdinalIgnoreCase);
}
