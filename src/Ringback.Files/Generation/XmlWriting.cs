using System.Text;
using Ringback.Files.Configuration;

namespace Ringback.Files.Generation;

/// <summary>XML as these phones get it: ASCII, LF, two blanks to a level, no declaration.</summary>
internal sealed class XmlWriting
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = [];

    /// <summary>Opens an element.</summary>
    /// <param name="element">Its name, with attributes that need no escaping.</param>
    internal void Open(string element)
    {
        Indent().Append('<').Append(element).Append(">\n");
        _open.Push(element.Split(' ')[0]);
    }

    internal void Close(int levels = 1)
    {
        for (; levels > 0; levels--)
        {
            string element = _open.Pop();
            Indent().Append("</").Append(element).Append(">\n");
        }
    }

    internal void Leaf(string element, string text) => Indent()
        .Append('<').Append(element).Append('>').Append(XmlEscapes.Write(text)).Append("</").Append(element)
        .Append(">\n");

    /// <summary>The element when there is something to write.</summary>
    internal void LeafIf(string element, string? text)
    {
        if (text is not null) Leaf(element, text);
    }

    /// <summary>An element without content, with attributes.</summary>
    internal void Empty(string element, IEnumerable<(string Name, string Value)> attributes)
    {
        Indent().Append('<').Append(element);
        foreach ((string name, string value) in attributes)
            _text.Append(' ').Append(name).Append("=\"").Append(XmlEscapes.Write(value)).Append('"');
        _text.Append("/>\n");
    }

    public override string ToString() => _text.ToString();

    private StringBuilder Indent() => _text.Append(' ', 2 * _open.Count);
}
