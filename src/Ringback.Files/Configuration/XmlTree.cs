namespace Ringback.Files.Configuration;

/// <summary>An element by the tags that bound it.</summary>
/// <param name="Name">As its opening tag writes it.</param>
/// <param name="Parent">The element around it by index; -1 for a root.</param>
/// <param name="Open">Its opening tag by index.</param>
/// <param name="Close">Its closing tag by index; the opening one when self-closing, -1 when it has none.</param>
internal readonly record struct XmlElement(string Name, int Parent, int Open, int Close);

/// <summary>A tag that has no partner.</summary>
/// <param name="Tag">The tag by index.</param>
/// <param name="Pending">
/// For a closing tag the element that was open when it came, -1 when none was; for an opening tag -1.
/// </param>
internal readonly record struct XmlImbalance(int Tag, int Pending);

/// <summary>The elements of a document and what is unbalanced in it, found in one pass over its tags.</summary>
internal sealed class XmlTree
{
    private readonly string _text;

    private XmlTree(string text, List<XmlTag> tags)
    {
        _text = text;
        Tags = tags;
        Build();
    }

    public List<XmlTag> Tags { get; }

    public List<XmlElement> Elements { get; } = [];

    /// <summary>Tags without a partner, in the order in which they were found out.</summary>
    public List<XmlImbalance> Imbalances { get; } = [];

    public static XmlTree Read(string text) => new(text, XmlTags.Scan(text));

    /// <summary>Where the text of an element stands that has nothing but text in it.</summary>
    public (int Start, int Length)? TextPlace(int element)
    {
        (_, _, int open, int close) = Elements[element];
        if (close == open) return (Tags[open].End, 0);
        return close == open + 1 ? (Tags[open].End, Tags[close].Start - Tags[open].End) : null;
    }

    /// <summary>The text of an element, comments and CDATA resolved; empty when it has elements in it.</summary>
    public string Value(int element) =>
        TextPlace(element) is { } place ? XmlTags.TextOf(_text.Substring(place.Start, place.Length)) : "";

    /// <summary>Whether the parent of an element has that name, in any letter case.</summary>
    public bool IsIn(int element, string parent) =>
        Elements[element].Parent is >= 0 and int p && XmlText.Same(Elements[p].Name, parent);

    /// <summary>
    /// The first element of that name right inside another, in any letter case; -1 when there is none.
    /// </summary>
    public int Child(int parent, string name)
    {
        for (int i = parent + 1; i < Elements.Count; i++)
        {
            if (Elements[i].Parent == parent && XmlText.Same(Elements[i].Name, name)) return i;
        }

        return -1;
    }

    /// <summary>
    /// The first element at a path of names from the root, in any letter case, such as
    /// <c>device/devicePool/dateTimeSetting</c>; -1 when there is none.
    /// </summary>
    public int Find(string path)
    {
        string[] names = path.Split('/');
        for (int i = 0; i < Elements.Count; i++)
        {
            int at = i, name = names.Length - 1;
            while (at >= 0 && name >= 0 && XmlText.Same(Elements[at].Name, names[name]))
                (at, name) = (Elements[at].Parent, name - 1);
            if (at < 0 && name < 0) return i;
        }

        return -1;
    }

    private void Build()
    {
        Stack<int> open = [];
        Dictionary<string, int> openNames = new(StringComparer.Ordinal);
        for (int i = 0; i < Tags.Count; i++)
        {
            XmlTag tag = Tags[i];
            if (tag.Kind is not XmlTagKind.Close)
            {
                int close = tag.Kind is XmlTagKind.SelfClosing ? i : -1;
                Elements.Add(new XmlElement(tag.Name, open.Count > 0 ? open.Peek() : -1, i, close));
                if (close >= 0) continue;
                open.Push(Elements.Count - 1);
                openNames[tag.Name] = openNames.GetValueOrDefault(tag.Name) + 1;
            }
            else if (openNames.GetValueOrDefault(tag.Name) > 0)
            {
                CloseDownTo(tag.Name, i, open, openNames);
            }
            else
            {
                // A name that nothing has opened can only be meant for what is open now, or be one too many.
                int pending = open.Count > 0 ? open.Peek() : -1;
                Imbalances.Add(new XmlImbalance(i, pending));
                if (pending >= 0 && XmlText.Alike(tag.Name, Elements[pending].Name)) Close(pending, i, open, openNames);
            }
        }

        while (open.Count > 0) Imbalances.Add(new XmlImbalance(Elements[open.Pop()].Open, -1));
    }

    private void CloseDownTo(string name, int tag, Stack<int> open, Dictionary<string, int> openNames)
    {
        while (Elements[open.Peek()].Name != name)
        {
            Imbalances.Add(new XmlImbalance(Elements[open.Peek()].Open, -1));
            openNames[Elements[open.Pop()].Name]--;
        }

        Close(open.Peek(), tag, open, openNames);
    }

    private void Close(int element, int tag, Stack<int> open, Dictionary<string, int> openNames)
    {
        open.Pop();
        openNames[Elements[element].Name]--;
        Elements[element] = Elements[element] with { Close = tag };
    }
}
