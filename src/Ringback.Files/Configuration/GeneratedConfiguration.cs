using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ringback.Catalogue;
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

    /// <summary>Longest phone password: a phone cuts longer ones (§4.1, §6.2).</summary>
    public const int LongestPhonePassword = 31;

    // A model's name is at most "Cisco IP Phone 7940G"; the limit keeps the file small whatever is passed.
    private const int LongestModel = 64;

    /// <summary>Whether a phone password can be written: 1 to 31 printable ASCII characters, no double quote.</summary>
    public static bool IsPhonePassword(string password) =>
        password.Length is > 0 and <= LongestPhonePassword && CnfText.CanHold(password);

    /// <summary><c>SEP&lt;MAC&gt;.cnf.xml</c> for a phone that shall run SCCP and register (§6.5).</summary>
    /// <param name="load">The load it shall run.</param>
    /// <param name="callManager">Where it registers.</param>
    /// <param name="port">The TCP port there; 2000 is usual.</param>
    /// <param name="model">The <c>model</c> attribute, such as <c>IP Phone 7960</c>; null to leave it out.</param>
    public static byte[] SepXml(Load load, IPAddress callManager, int port, string? model = null) =>
        SepXml(load.Text, callManager, port, model);

    /// <inheritdoc cref="SepXml(Load, IPAddress, int, string?)"/>
    internal static byte[] SepXml(string load, IPAddress callManager, int port, string? model = null) => Ascii(
        $"""
        <device>
          <devicePool>
        {CallManagerGroup(callManager, port, "    ")}
          </devicePool>
          <versionStamp>{Stamp($"{load} {callManager} {port}")}</versionStamp>
          {LoadInformation(load, model)}
        </device>

        """);

    /// <summary>
    /// <c>SEP&lt;MAC&gt;.cnf.xml</c> that only says which load to change to: the form that takes a phone to another
    /// protocol (§6.5 "convert-only").
    /// </summary>
    /// <inheritdoc cref="SepXml(Load, IPAddress, int, string?)"/>
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
    /// <inheritdoc cref="SepXml(Load, IPAddress, int, string?)"/>
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

    /// <summary><c>SIPDefault.cnf</c>: the load and the proxy, with registration switched on (§6.2).</summary>
    /// <param name="load">The load; it must be the one just loaded, or the phone loads again at once (§4.1).</param>
    /// <param name="proxy">Where it registers.</param>
    /// <param name="port">The UDP port there; 5060 is usual.</param>
    public static byte[] SipDefault(Load load, IPAddress proxy, int port) => Cnf(SipCommon(load, proxy, port));

    /// <summary>
    /// <c>SIP&lt;MAC&gt;.cnf</c>: the same, and one line that is named after the phone, so that its registration proves
    /// which phone it is.
    /// </summary>
    /// <param name="load">The load.</param>
    /// <param name="mac">The phone; its twelve digits are the line's name and password.</param>
    /// <param name="proxy">Where it registers.</param>
    /// <param name="port">The UDP port there.</param>
    /// <param name="phonePassword">
    /// The new password of its settings; null leaves the phone's own, as does one that <see cref="IsPhonePassword"/>
    /// refuses.
    /// </param>
    public static byte[] SipPhone(
        Load load, MacAddress mac, IPAddress proxy, int port, string? phonePassword = null)
    {
        string digits = mac.ToString();
        List<(string Key, string Value)> lines =
        [
            .. SipCommon(load, proxy, port),
            ("line1_name", digits),
            ("line1_authname", digits),
            ("line1_password", digits),
            // The screen has room for about eleven characters (§6.2): the last six digits are on the phone's label.
            ("line1_shortname", digits[6..]),
            ("line1_displayname", digits),
        ];
        if (phonePassword is not null && IsPhonePassword(phonePassword)) lines.Add(("phone_password", phonePassword));
        return Cnf(lines);
    }

    /// <summary><c>MGCDefault.cnf</c>: the load, the only key that is known to matter (§6.4).</summary>
    public static byte[] MgcDefault(Load load) => Cnf([("image_version", load.Text)]);

    /// <summary><c>MGC&lt;MAC&gt;.cnf</c>: the load, the only key that is known to matter (§6.4).</summary>
    public static byte[] MgcPhone(Load load) => MgcDefault(load);

    private static (string Key, string Value)[] SipCommon(Load load, IPAddress proxy, int port) =>
    [
        ("image_version", load.Text),
        ("proxy1_address", proxy.ToString()),
        ("proxy1_port", port.ToString(CultureInfo.InvariantCulture)),
        ("proxy_register", "1"),
    ];

    private static byte[] Cnf(IEnumerable<(string Key, string Value)> lines) =>
        Ascii(string.Concat(lines.Select(line => $"{line.Key}: \"{line.Value}\"\n")));

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

    // A phone takes its configuration as new when the stamp differs, so the stamp follows what the file says.
    private static string Stamp(string says) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(says)).AsSpan(0, 4));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\n"));
}
