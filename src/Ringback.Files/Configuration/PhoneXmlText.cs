using Ringback.Files.Text;

namespace Ringback.Files.Configuration;

/// <summary>
/// An XML configuration of a phone, <c>SEP&lt;MAC&gt;.cnf.xml</c> or <c>XMLDefault.cnf.xml</c>. Reading and writing
/// back is byte-identical; another load changes the bytes of that load and no other.
/// </summary>
/// <remarks>
/// Elements: sources.md 7940-7960 §6.5. The document need not be well formed. UTF-16 with a byte-order mark stays
/// UTF-16; everything else is read as a superset of ASCII, one byte to a character. The whole text between the tags of
/// a load is replaced, white space too, because a phone takes stray blanks literally (§4.2).
/// </remarks>
public sealed class PhoneXmlText
{
    private readonly LosslessText _text;
    private readonly List<XmlTag> _tags;
    private readonly List<XmlLoadPlace> _loads;

    private PhoneXmlText(ReadOnlyMemory<byte> content)
    {
        Content = content;
        _text = LosslessText.Read(content.Span);
        _tags = XmlTags.Scan(_text.Characters);
        _loads = XmlLoadPlace.FindAll(_text.Characters, _tags);
        Loads = _loads.ConvertAll(place => place.Said);
        CallManagers = XmlCallManagers.FindAll(_text.Characters, _tags);
    }

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>
    /// The load elements, in the order of the file. One that is never closed, or has elements in it, is not listed:
    /// where its text ends is a guess.
    /// </summary>
    public IReadOnlyList<XmlLoadValue> Loads { get; }

    /// <summary>The call managers that the file names, in its order.</summary>
    public IReadOnlyList<CallManagerAddress> CallManagers { get; }

    /// <summary>The name of the first element, <c>device</c> or <c>Default</c>; null when there is none.</summary>
    public string? RootName => Root?.Name;

    private XmlTag? Root => _tags.Count > 0 && _tags[0].Kind is not XmlTagKind.Close ? _tags[0] : null;

    /// <summary>Reads any bytes. They are not copied and must not change afterwards.</summary>
    public static PhoneXmlText Read(ReadOnlyMemory<byte> content) => new(content);

    /// <summary>Whether a load can be written between two tags: printable ASCII without mark-up or blanks.</summary>
    public static bool CanHold(string load)
    {
        foreach (char c in load)
        {
            if (c is <= ' ' or > '~' or '<' or '>' or '&') return false;
        }

        return load.Length > 0;
    }

    /// <summary>The file with another load in the chosen elements.</summary>
    /// <param name="which">Chooses elements.</param>
    /// <param name="load">The load.</param>
    /// <param name="edits">What changed; an element that said so already is not among them.</param>
    /// <returns>
    /// The same file when nothing changes or the load cannot be written (<see cref="CanHold"/>). An empty load leaves
    /// the element empty, which leaves the phone its own.
    /// </returns>
    public PhoneXmlText WithLoad(Func<XmlLoadValue, bool> which, string load, out IReadOnlyList<XmlLoadEdit> edits)
    {
        edits = [];
        if (load.Length > 0 && !CanHold(load)) return this;
        List<XmlLoadPlace> changing = _loads.FindAll(place => place.Said.Value != load && which(place.Said));
        if (changing.Count == 0) return this;

        edits = changing.ConvertAll(place => new XmlLoadEdit(
            place.Said.Element, place.Said.Line, VisibleText.Show(place.Said.Value), load));
        return Read(_text.With(changing.ConvertAll(place => place.Replaced(load))));
    }

    /// <summary>
    /// The file with another load in the named elements. A name means the elements spelt exactly so; only when there is
    /// none, those that differ in letter case.
    /// </summary>
    /// <inheritdoc cref="WithLoad(Func{XmlLoadValue, bool}, string, out IReadOnlyList{XmlLoadEdit})"/>
    public PhoneXmlText WithLoad(
        IReadOnlyCollection<string> elements, string load, out IReadOnlyList<XmlLoadEdit> edits)
    {
        HashSet<string> exact = new(Loads.Select(value => value.Element), StringComparer.Ordinal);
        return WithLoad(value => elements.Any(name => Means(name, value.Element)), load, out edits);

        bool Means(string name, string element) =>
            exact.Contains(name) ? name == element : XmlText.Same(name, element);
    }

    /// <summary>
    /// The file with a new load element before the closing tag of its root, indented as the element before it and with
    /// the file's own line end; on the same line when the closing tag does not begin a line.
    /// </summary>
    /// <returns>
    /// Null when the root has no closing tag, when the load cannot be written, or when the element is not
    /// <c>loadInformation</c> with or without a number.
    /// </returns>
    public PhoneXmlText? WithInsertedLoad(string element, string load)
    {
        if (!CanHold(load) || !XmlLoadPlace.IsLoadElement(element)) return null;
        // A damaged file may begin with a load element; nothing belongs inside that.
        if (Root is not { Kind: XmlTagKind.Open } root || XmlLoadPlace.IsLoadElement(root.Name)) return null;
        int closing = ClosingOf(root.Name);
        if (closing < 0) return null;

        string text = _text.Characters;
        int at = _tags[closing].Start;
        string inserted = $"<{element}>{load}</{element}>";
        if (IndentOf(text, at) is { } indent && at > indent.Length)
        {
            // The new line goes before the closing tag's own indentation.
            at -= indent.Length;
            inserted = $"{IndentOfLastChild(closing) ?? indent + "  "}{inserted}{LineEnds.Dominant(text)}";
        }

        return Read(_text.With([new Splice(at, 0, inserted)]));
    }

    private int ClosingOf(string name)
    {
        int exact = _tags.FindLastIndex(tag => tag.Kind is XmlTagKind.Close && tag.Name == name);
        return exact >= 0
            ? exact
            : _tags.FindLastIndex(tag => tag.Kind is XmlTagKind.Close && XmlText.Same(tag.Name, name));
    }

    // What stands before a tag on its line; null when that is more than blanks.
    private static string? IndentOf(string text, int position)
    {
        string before = text[LineEnds.StartOfLine(text, position)..position];
        return before.AsSpan().TrimStart(" \t").IsEmpty ? before : null;
    }

    private string? IndentOfLastChild(int closing)
    {
        int last = -1;
        int depth = 0;
        foreach (XmlTag tag in _tags.Take(closing))
        {
            if (depth == 1 && tag.Kind is not XmlTagKind.Close) last = tag.Start;
            if (tag.Kind is XmlTagKind.Open) depth++;
            if (tag.Kind is XmlTagKind.Close) depth--;
        }

        return last < 0 ? null : IndentOf(_text.Characters, last);
    }
}
