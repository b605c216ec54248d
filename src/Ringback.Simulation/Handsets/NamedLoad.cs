using System.Text;
using Ringback.Catalogue;
using Ringback.Files.Configuration;
using Ringback.Phones.Identification;

namespace Ringback.Simulation.Handsets;

/// <summary>Which load a file names to a phone, read as the phone reads it.</summary>
internal static class NamedLoad
{
    /// <summary>The name, exactly as it stands in the file; null when it names none.</summary>
    internal static string? In(string fileName, byte[] content, PhoneModel model)
    {
        string? value = RequestedFile.Recognise(fileName).Kind switch
        {
            RequestedKind.SepXml => Element(content, "loadInformation") ?? Element(content, model.LoadInformation),
            RequestedKind.XmlDefault => Element(content, model.LoadInformation),
            RequestedKind.SipDefault or RequestedKind.SipPhone or RequestedKind.MgcDefault or RequestedKind.MgcPhone
                => CnfText.Read(content).Value("image_version"),
            _ => null,
        };
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The first four characters decide in <c>OS79XX.TXT</c>; the rest is taken byte by byte.</summary>
    internal static string InDualBootFile(byte[] content, bool literally)
    {
        string text = Encoding.Latin1.GetString(content);
        int end = literally ? -1 : text.AsSpan().IndexOfAny("\r\n\0");
        return end < 0 ? text : text[..end];
    }

    private static string? Element(byte[] content, string? element) =>
        PhoneXmlText.Read(content).Loads.FirstOrDefault(l => l.Element == element)?.Value;
}
