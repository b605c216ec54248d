using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Configuration;

/// <summary>
/// The smallest complete configuration files for the 7940 and 7960: ASCII, LF, and far below the size at which a phone
/// says "W210 TFTP Error: buffer full" (sources.md 7940-7960 §4.2; 2 KB are known to work).
/// </summary>
/// <remarks>No comment lines: they would only fill the phone's buffer.</remarks>
public static class GeneratedConfiguration
{
    /// <summary>Bytes that a 7940 or 7960 reads of a configuration (sources.md 7940-7960-code §3).</summary>
    public const int LongestFile = 8 * 1024;

    /// <summary>Longest phone password: a phone refuses longer ones (§6.2, 7940-7960-code §9).</summary>
    public const int LongestPhonePassword = 31;

    // A model's name is at most "Cisco IP Phone 7940G"; the limit keeps the file small whatever is passed.
    private const int LongestModel = 64;

    /// <summary>
    /// <c>SEP&lt;MAC&gt;.cnf.xml</c> that only says which load to change to: the form that takes a phone to another
    /// protocol (§6.5 "convert-only").
    /// </summary>
    /// <param name="load">The load it shall run.</param>
    /// <param name="model">The <c>model</c> attribute, such as <c>IP Phone 7960</c>; null to leave it out.</param>
    public static byte[] SepXmlForOtherProtocol(Load load, string? model = null) => Ascii(
        $"""
        <device>
          {LoadInformation(load.Text, model)}
        </device>

        """);

    /// <summary>
    /// <c>XMLDefault.cnf.xml</c> for both models: <c>loadInformation7</c> is the 7960's, <c>loadInformation8</c> the
    /// 7940's (§6.5).
    /// </summary>
    /// <param name="load">The load they shall run.</param>
    /// <param name="callManager">Where they register.</param>
    /// <param name="port">The TCP port there; 2000 is usual.</param>
    public static byte[] XmlDefault(Load load, IPAddress callManager, int port) => XmlDefault(
        [("loadInformation7", load.Text), ("loadInformation8", load.Text)], callManager, port);

    /// <summary><c>XMLDefault.cnf.xml</c> with the loads of any models.</summary>
    /// <param name="loads">Elements with their loads.</param>
    /// <param name="callManager">Where phones register.</param>
    /// <param name="port">The TCP port there.</param>
    public static byte[] XmlDefault(
        IEnumerable<(string Element, string Load)> loads, IPAddress callManager, int port) => Ascii(
        $"""
        <Default>
        {CallManagerGroup(callManager, port, "  ")}
        {string.Join('\n', loads.Select(l => $"  <{l.Element}>{l.Load}</{l.Element}>"))}
        </Default>

        """);

    /// <summary><c>MGCDefault.cnf</c>: the load, the only key that is known to matter (§6.4).</summary>
    public static byte[] MgcDefault(Load load) => Ascii($"image_version: \"{load.Text}\"\n");

    private static string CallManagerGroup(IPAddress callManager, int port, string indent) => string.Join('\n',
        ((string[])[
            "<callManagerGroup>",
            "  <members>",
            "    <member priority=\"0\">",
            "      <callManager>",
            "        <ports>",
            string.Create(CultureInfo.InvariantCulture, $"          <ethernetPhonePort>{port}</ethernetPhonePort>"),
            "        </ports>",
            $"        <processNodeName>{callManager}</processNodeName>",
            "      </callManager>",
            "    </member>",
            "  </members>",
            "</callManagerGroup>",
        ]).Select(line => indent + line));

    private static string LoadInformation(string load, string? model) => model is null
        ? $"<loadInformation>{load}</loadInformation>"
        : $"<loadInformation model=\"{Attribute(model)}\">{load}</loadInformation>";

    private static string Attribute(string value)
    {
        StringBuilder written = new();
        foreach (char c in value.AsSpan(0, Math.Min(value.Length, LongestModel)))
        {
            if (c is >= ' ' and <= '~' and not ('&' or '<' or '>' or '"')) written.Append(c);
            else if (c is >= ' ') written.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        }

        return written.ToString();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\n"));
}
