using System.Globalization;
using System.Net;
using System.Text;

namespace Ringback.Observation.Pages;

/// <summary>
/// What a phone says of itself on its own pages, as <c>/DeviceInformationX</c> and <c>/NetworkConfigurationX</c> have
/// it (sources.md other-phones §6.3), or the pages for people without the X. Null is what a page does not have.
/// </summary>
public sealed record PhonePage
{
    /// <summary>The most bytes of a page that are looked at; a phone's has 2 to 20 KB.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The longest value that is taken; a URL may be longer, and is not wanted here.</summary>
    public const int LongestValue = 64;

    // What an element of the X form is called, and what stands before the value on the page for people, in English. The
    // latter is UNVERIFIED but for what it has in common with the former.
    private static readonly (string Element, string Label)[] Names =
    [
        ("MACAddress", "MAC Address"), ("HostName", "Host Name"), ("appLoadID", "App Load ID"),
        ("bootLoadID", "Boot Load ID"), ("versionID", "Version"), ("hardwareRevision", "Hardware Revision"),
        ("serialNumber", "Serial Number"), ("modelNumber", "Model Number"), ("TFTPServer1", "TFTP Server 1"),
        ("CallManager1", "CallManager 1"),
    ];

    private readonly string?[] _values;

    private PhonePage(string?[] values) => _values = values;

    /// <summary>Its MAC address, twelve digits; what else is between them is left out.</summary>
    public string? Mac => _values[0] is { } text ? string.Concat(text.Where(char.IsAsciiHexDigit)) : null;

    /// <summary>Its name.</summary>
    public string? HostName => _values[1];

    /// <summary>Its application: of a 7940 or 7960 the load, of a Java phone a part of it.</summary>
    public string? Application => _values[2];

    /// <summary>Its boot load.</summary>
    public string? BootLoad => _values[3];

    /// <summary>Its version: of a Java phone the load, which is UNVERIFIED, of a 7940 or 7960 a number.</summary>
    public string? Version => _values[4];

    /// <summary>Its hardware revision.</summary>
    public string? HardwareRevision => _values[5];

    /// <summary>Its serial number.</summary>
    public string? Serial => _values[6];

    /// <summary>Its model number.</summary>
    public string? ModelNumber => _values[7];

    /// <summary>Its first TFTP server.</summary>
    public string? TftpServer => _values[8];

    /// <summary>Its first call manager.</summary>
    public string? CallManager => _values[9];

    /// <summary>
    /// Reads a page, whole or cut, well formed or not; null when it says nothing that is known here. Of a name that
    /// comes twice the first counts.
    /// </summary>
    public static PhonePage? Read(ReadOnlySpan<byte> content)
    {
        string text = Encoding.UTF8.GetString(content[..Math.Min(content.Length, MaxLength)]);
        string?[] values = new string?[Names.Length];
        int wanted = -1;
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf('<', at);
            string between = Shown(text.AsSpan(at, (open < 0 ? text.Length : open) - at));
            if (between.Length > 0)
            {
                if (wanted >= 0 && values[wanted] is null && between.Length <= LongestValue) values[wanted] = between;
                wanted = wanted < 0 ? LabelOf(between) : -1;
            }

            if (open < 0) break;
            int close = text.IndexOf('>', open);
            if (close < 0) break;
            ReadOnlySpan<char> tag = text.AsSpan(open + 1, close - open - 1);
            // A row that is over, or another, has no value for the label before it.
            if (tag is ['t' or 'T', 'r' or 'R', ..] or ['/', 't' or 'T', 'r' or 'R']) wanted = -1;
            // In the X form a value stands within its element, on the other in the next cell but for markup.
            int element = ElementOf(tag);
            if (element >= 0) wanted = element;
            else if (tag is ['/', .. var ended] && ElementOf(ended) >= 0) wanted = -1;
            at = close + 1;
        }

        return Array.TrueForAll(values, v => v is null) ? null : new PhonePage(values);
    }

    private static int ElementOf(ReadOnlySpan<char> tag)
    {
        int blank = tag.IndexOfAny(" \t\n\r");
        ReadOnlySpan<char> name = blank < 0 ? tag : tag[..blank];
        for (int i = 0; i < Names.Length; i++)
        {
            if (name.Equals(Names[i].Element, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private static int LabelOf(string text)
    {
        string label = text.TrimEnd(':', ' ');
        return Array.FindIndex(Names, n => n.Label.Equals(label, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A text as somebody sees it: without what cannot be seen, entities read.</summary>
    private static string Shown(ReadOnlySpan<char> raw)
    {
        // Longer than any label and value, with all their characters as entities.
        const int longest = 512;
        if (raw.Length > longest) return "";
        string read = WebUtility.HtmlDecode(raw.ToString());
        return string.Concat(read.Where(c => !char.IsControl(c) && c != '\u00A0'
            && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate))).Trim();
    }
}
