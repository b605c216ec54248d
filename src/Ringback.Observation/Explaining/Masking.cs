using System.Globalization;
using System.Text.RegularExpressions;

namespace Ringback.Observation.Explaining;

/// <summary>
/// Takes out of texts what people do not like to show to strangers: addresses, the second half of MACs, names of
/// machines and of SIP users. The same gets the same stand-in everywhere, so that a story stays one; addresses become
/// those that are meant for examples (RFC 5737, RFC 3849).
/// </summary>
/// <param name="hosts">Names of machines that are to be taken out.</param>
public sealed partial class Masking(IEnumerable<string> hosts)
{
    private const int HalfOfMac = 6;

    private static readonly string[] Documentation = ["192.0.2", "198.51.100", "203.0.113"];

    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<string, string> _macs = [];
    private readonly Dictionary<string, string> _users = [];
    private readonly string[] _hosts = [.. hosts.Where(h => h.Length > 1).Distinct().OrderByDescending(h => h.Length)];

    /// <summary>The text with stand-ins.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string masked = Macs().Replace(text, m => Mac(m.Value));
        masked = Fours().Replace(masked, m => Address(m.Value));
        masked = Sixes().Replace(masked, m => StandIn(_addresses, m.Value, n => $"2001:db8::{n:x}"));
        masked = Users().Replace(masked, m => "sip:" + StandIn(_users, m.Groups[1].Value, n => $"user{n}") + "@");
        for (int i = 0; i < _hosts.Length; i++)
        {
            string host = _hosts[i];
            masked = Regex.Replace(masked, $@"(?<![\w.-]){Regex.Escape(host)}(?![\w-])", $"host{i + 1}",
                RegexOptions.CultureInvariant);
        }

        return masked;
    }

    private string Address(string address) =>
        // These say what they say, and whose they are is no secret.
        address.StartsWith("0.", StringComparison.Ordinal) || address.StartsWith("127.", StringComparison.Ordinal)
            || address.StartsWith("255.", StringComparison.Ordinal)
            ? address
            : StandIn(_addresses, address, n => string.Create(CultureInfo.InvariantCulture,
                $"{Documentation[n / 254 % Documentation.Length]}.{((n - 1) % 254) + 1}"));

    /// <summary>The maker stays, because it matters; the rest is counted, and looks as it did.</summary>
    private string Mac(string mac)
    {
        string digits = string.Concat(mac.Where(char.IsAsciiHexDigit)).ToUpperInvariant();
        string tail = StandIn(_macs, digits, n => n.ToString("X6", CultureInfo.InvariantCulture));
        string masked = digits[..HalfOfMac] + tail;
        if (mac.Any(char.IsAsciiLetterLower)) masked = masked.ToLowerInvariant();
        int next = 0;
        return string.Concat(mac.Select(c => char.IsAsciiHexDigit(c) ? masked[next++] : c));
    }

    private static string StandIn(Dictionary<string, string> known, string value, Func<int, string> make)
    {
        if (!known.TryGetValue(value, out string? standIn)) known[value] = standIn = make(known.Count + 1);
        return standIn;
    }

    // Twelve digits in a row, as in SEP000E84C060A6, need not be a word of their own.
    [GeneratedRegex(@"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])"
        + @"|(?<![0-9A-Fa-f])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Fa-f])"
        + @"|(?<=SEP|SIP|MGC|WLAN|gk|ld|ff|ata|ATA|mac""\s*:\s*""|\bphone |\b)[0-9A-Fa-f]{12}(?![0-9A-Fa-f])")]
    private static partial Regex Macs();

    [GeneratedRegex(@"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)")]
    private static partial Regex Fours();

    [GeneratedRegex(@"(?<![0-9A-Za-z:])(?:[0-9a-fA-F]{1,4}:){2,7}(?::|[0-9a-fA-F]{1,4})"
        + "(?::[0-9a-fA-F]{1,4})*(?![0-9A-Za-z:])")]
    private static partial Regex Sixes();

    [GeneratedRegex(@"sip:([^@\s;>]+)@")]
    private static partial Regex Users();
}
