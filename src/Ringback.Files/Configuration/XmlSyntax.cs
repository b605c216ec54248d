using System.Xml;
using Ringback.Files.Text;

namespace Ringback.Files.Configuration;

/// <summary>The first place at which a document stops being XML; line and column from 1.</summary>
internal readonly record struct XmlSyntaxFault(int Line, int Column, string Why);

/// <summary>
/// Asks the framework's XML reader for the exact place of an error. Entities are never resolved, document types are
/// skipped, and prefixes need no declaration: phones write <c>xsi:type</c> without one and take it.
/// </summary>
internal static class XmlSyntax
{
    /// <summary>The first fault; null for a well-formed document.</summary>
    public static XmlSyntaxFault? FirstFault(string document)
    {
        using StringReader text = new(document);
        using XmlTextReader reader = new(text)
        {
            Namespaces = false,
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            EntityHandling = EntityHandling.ExpandCharEntities,
        };
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.EntityReference)
                {
                    return new XmlSyntaxFault(reader.LineNumber, reader.LinePosition,
                        $"&{VisibleText.Show(reader.Name, 20)}; means nothing to a phone");
                }
            }

            return null;
        }
        catch (XmlException e)
        {
            return new XmlSyntaxFault(Math.Max(e.LineNumber, 1), Math.Max(e.LinePosition, 1), Why(e));
        }
    }

    // The reader repeats the place at the end of its sentence.
    private static string Why(XmlException e)
    {
        if (e.Message.Contains("EntityName", StringComparison.Ordinal)
            || e.Message.Contains("expected token is ';'", StringComparison.Ordinal))
        {
            return "a bare & stands in a text, where XML wants &amp;";
        }

        int place = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        string why = (place < 0 ? e.Message : e.Message[..place]).TrimEnd('.');
        return VisibleText.Show(why, 160);
    }
}
