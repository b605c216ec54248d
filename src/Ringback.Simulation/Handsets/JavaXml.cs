using System.Xml;
using System.Xml.Linq;
using Ringback.Catalogue;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A configuration of a Java phone, or of an SCCP load of a 7902, 7905 or 7912, through a parser that takes nothing
/// but well-formed XML (sources.md other-phones §4.1; of the latter phones UNVERIFIED).
/// </summary>
internal sealed class JavaXml
{
    private readonly XElement _root;

    private JavaXml(XElement root) => _root = root;

    /// <summary>The file; null for one that is not well-formed.</summary>
    internal static JavaXml? Of(byte[] content)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(content),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return XDocument.Load(reader).Root is { } root ? new JavaXml(root) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The load that the file names to this model; null for none.</summary>
    internal string? Load(PhoneModel model, bool isDefault)
    {
        string? own = isDefault ? null : First("loadInformation");
        return string.IsNullOrEmpty(own) && model.LoadInformation is { } element ? First(element) : own;
    }

    /// <summary>The text of the first element of that name, in any depth; null for none or an empty one.</summary>
    internal string? First(string name, string? below = null)
    {
        XElement? from = below is null
            ? _root
            : _root.DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == below);
        string? text = from?.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
