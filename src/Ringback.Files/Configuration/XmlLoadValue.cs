using Ringback.Catalogue.Loads;

namespace Ringback.Files.Configuration;

/// <summary>A load that an XML configuration names.</summary>
/// <param name="Element">
/// The element as it is written: <c>loadInformation</c> in a device's file; <c>loadInformation7</c> (7960) and
/// <c>loadInformation8</c> (7940) in the default file (sources.md 7940-7960 §6.5).
/// </param>
/// <param name="Model">Its <c>model</c> attribute, such as <c>IP Phone 7940</c>; null when it has none.</param>
/// <param name="Value">The text between its tags, white space included; empty for a self-closing element.</param>
/// <param name="Line">The line it begins on, from 1.</param>
public sealed record XmlLoadValue(string Element, string? Model, string Value, int Line)
{
    /// <summary>The value as a load of this family, white space apart; null when it is none.</summary>
    public Load? Load => Load.TryParse7940(Value.AsSpan().Trim(), out Load? load) ? load : null;
}

/// <summary>One load that was replaced.</summary>
/// <param name="Element">The element.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="From">The value before, made visible.</param>
/// <param name="To">The value now.</param>
public sealed record XmlLoadEdit(string Element, int Line, string From, string To);

/// <summary>A load element and where its text stands.</summary>
internal sealed record XmlLoadPlace(XmlLoadValue Said, int Start, int Length, bool SelfClosing)
{
    private const string Prefix = "loadInformation";

    private const string AddOnModule = "addOnModule";

    /// <summary>Whether a name is <c>loadInformation</c>, bare or with a device type's number, in any case.</summary>
    public static bool IsLoadElement(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.AsSpan(Prefix.Length).TrimStart("0123456789").IsEmpty;

    /// <summary>
    /// The load elements of a document by their numbers. An add-on module's load is the module's own (7914:
    /// S00105000400), and none of the phone's business.
    /// </summary>
    public static IEnumerable<int> ElementsOf(XmlTree tree) => Enumerable.Range(0, tree.Elements.Count)
        .Where(i => IsLoadElement(tree.Elements[i].Name) && !tree.IsIn(i, AddOnModule));

    public static List<XmlLoadPlace> FindAll(string text, List<XmlTag> tags)
    {
        List<XmlLoadPlace> places = [];
        int line = 1, counted = 0, modules = 0;
        for (int i = 0; i < tags.Count; i++)
        {
            XmlTag tag = tags[i];
            if (XmlText.Same(tag.Name, AddOnModule)) modules += tag.Kind switch
            {
                XmlTagKind.Open => 1,
                XmlTagKind.Close => -1,
                _ => 0,
            };
            if (modules > 0) continue;
            if (tag.Kind is XmlTagKind.Close || !IsLoadElement(tag.Name)) continue;
            bool selfClosing = tag.Kind is XmlTagKind.SelfClosing;
            if (!selfClosing && !XmlText.TryContent(text, tags, i, out _)) continue;

            line += LineEnds.LineOf(text[counted..tag.Start], tag.Start - counted) - 1;
            counted = tag.Start;
            string? model = XmlTags.Attribute(text, tag, "model");
            places.Add(selfClosing
                ? OfSelfClosing(text, tag, new XmlLoadValue(tag.Name, model, "", line))
                : new XmlLoadPlace(new XmlLoadValue(tag.Name, model, XmlText.Of(text, tags, i), line),
                    tag.End, tags[i + 1].Start - tag.End, false));
        }

        return places;
    }

    public Splice Replaced(string load) =>
        new(Start, Length, SelfClosing ? $">{load}</{Said.Element}>" : load);

    // The slash, the bracket and the blanks before them give way to a pair of tags; a doubled slash goes as well, or
    // the tag would go on closing itself.
    private static XmlLoadPlace OfSelfClosing(string text, XmlTag tag, XmlLoadValue said)
    {
        int start = tag.End - 2;
        while (text[start - 1] == '/' || char.IsWhiteSpace(text[start - 1])) start--;
        return new XmlLoadPlace(said, start, tag.End - start, true);
    }
}
