using System.Globalization;

namespace Ringback.Files.Configuration;

/// <summary>A call manager that an XML configuration sends the phone to.</summary>
/// <param name="Host">Its <c>processNodeName</c>: an address or a name.</param>
/// <param name="Port">Its <c>ethernetPhonePort</c>; null when there is none that is a port.</param>
public sealed record CallManagerAddress(string Host, int? Port);

/// <summary>Finds the call managers of a configuration: sources.md 7940-7960 §6.5.</summary>
internal static class XmlCallManagers
{
    public static List<CallManagerAddress> FindAll(string text, List<XmlTag> tags)
    {
        List<CallManagerAddress> found = [];
        string host = "";
        int? port = null;
        for (int i = 0; i < tags.Count; i++)
        {
            XmlTag tag = tags[i];
            if (XmlText.Same(tag.Name, "callManager"))
            {
                if (tag.Kind is XmlTagKind.Close && host.Length > 0) found.Add(new CallManagerAddress(host, port));
                (host, port) = ("", null);
            }
            else if (XmlText.Same(tag.Name, "processNodeName") && tag.Kind is XmlTagKind.Open)
            {
                host = XmlText.Of(text, tags, i).Trim();
            }
            else if (XmlText.Same(tag.Name, "ethernetPhonePort") && tag.Kind is XmlTagKind.Open)
            {
                port = Port(XmlText.Of(text, tags, i));
            }
        }

        return found;
    }

    private static int? Port(string text) =>
        ushort.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
        && port > 0
            ? port
            : null;
}
