using System.Diagnostics.CodeAnalysis;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// The name of a firmware load of the 7940/7960 family, as a phone asks for it and as its settings menu shows it:
/// <c>P0</c>, a protocol character (<c>0</c> SCCP, <c>S</c> SIP, <c>M</c> MGCP), <c>3</c>, and a version.
/// No extension. Prints back exactly what it read; compares by protocol and decoded version.
/// </summary>
/// <remarks>Grammar: sources.md 7940-7960 §1.2, from Cisco's firmware matrix and real packages.</remarks>
public sealed record LoadName : ISpanParsable<LoadName>, IComparable<LoadName>
{
    private LoadName(string text, PhoneProtocol? protocol, LoadVersion version, string humanVersion)
    {
        Text = text;
        Protocol = protocol;
        Version = version;
        HumanVersion = humanVersion;
    }

    /// <summary>The name exactly as it was read.</summary>
    public string Text { get; }

    /// <summary>
    /// The protocol of the load; null for a universal application loader that comes with the SIP and MGCP packages
    /// (<c>P003-8-12-00</c>), which speaks none.
    /// </summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The decoded version.</summary>
    public LoadVersion Version { get; }

    /// <summary>The version as Cisco's documents write it: <c>8.12</c>, <c>8.1(2)</c>, <c>8.1(2)SR2</c>.</summary>
    public string HumanVersion { get; }

    /// <summary>True for the dashed <c>P003-…</c> names: a loader that can start any protocol.</summary>
    public bool IsUniversalLoader => Protocol is null;

    /// <summary>
    /// What a pre-universal phone compares with its running image when it reads <c>OS79XX.TXT</c>: the first four
    /// characters (sources.md 7940-7960 §2.4).
    /// </summary>
    public string BootPrefix => Text[..4].ToUpperInvariant();

    /// <summary>How the load is packed and what it accepts in its place.</summary>
    /// <remarks>
    /// MGCP's boundaries are assumed equal to SIP's: same code base, same numbering (UNVERIFIED, sources.md
    /// 7940-7960 §3.2; in the catalogue as <c>mgcp-generations-follow-sip</c>).
    /// </remarks>
    public LoadGeneration Generation => (Protocol, Version.Major) switch
    {
        (null, _) => LoadGeneration.Universal,
        (PhoneProtocol.Sccp, >= 6) => LoadGeneration.Universal,
        (not PhoneProtocol.Sccp, >= 7) => LoadGeneration.Universal,
        (_, >= 5) => LoadGeneration.Signed,
        _ => LoadGeneration.Unsigned,
    };

    /// <inheritdoc/>
    public static LoadName Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out LoadName? name)
            ? name
            : throw new FormatException($"'{s}' is not the name of a 7940/7960 load, such as P0S3-8-12-00.");

    /// <inheritdoc/>
    public static LoadName Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out LoadName?)"/>
    public static bool TryParse(ReadOnlySpan<char> s, [NotNullWhen(true)] out LoadName? result) =>
        TryParse(s, null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider,
        [NotNullWhen(true)] out LoadName? result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider,
        [NotNullWhen(true)] out LoadName? result)
    {
        result = null;
        // The longest real name is P0S3-08-11-00; 20 leaves room without letting a whole file in.
        if (s.Length is < 8 or > 20 || !s.StartsWith("P0", StringComparison.OrdinalIgnoreCase) || s[3] != '3')
            return false;

        PhoneProtocol? protocol = char.ToUpperInvariant(s[2]) switch
        {
            '0' => PhoneProtocol.Sccp,
            'S' => PhoneProtocol.Sip,
            'M' => PhoneProtocol.Mgcp,
            _ => null,
        };
        if (protocol is null) return false;

        bool dashed = s[4] == '-';
        LoadNameGrammar.Decoded? decoded = dashed
            ? LoadNameGrammar.Dashed(s[4..])
            : LoadNameGrammar.Digits(s[4..], protocol.Value);
        if (decoded is not { } d) return false;

        // P003-… is the universal loader of the SIP and MGCP packages; P003dddd… is an SCCP load.
        if (dashed && protocol is PhoneProtocol.Sccp) protocol = null;
        result = new LoadName(s.ToString(), protocol, d.Version, d.Human);
        return true;
    }

    /// <summary>Two spellings of one name in different letter case are the same load.</summary>
    public bool Equals(LoadName? other) =>
        other is not null && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <summary>Orders by protocol, then by decoded version, then by text so that the order is total.</summary>
    public int CompareTo(LoadName? other)
    {
        if (other is null) return 1;
        int byProtocol = Nullable.Compare(Protocol, other.Protocol);
        if (byProtocol != 0) return byProtocol;
        int byVersion = Version.CompareTo(other.Version);
        return byVersion != 0 ? byVersion : StringComparer.OrdinalIgnoreCase.Compare(Text, other.Text);
    }

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(LoadName left, LoadName right) => Comparer<LoadName>.Default.Compare(left, right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(LoadName left, LoadName right) => Comparer<LoadName>.Default.Compare(left, right) > 0;

    /// <summary>True when <paramref name="left"/> sorts before or with <paramref name="right"/>.</summary>
    public static bool operator <=(LoadName left, LoadName right) => !(left > right);

    /// <summary>True when <paramref name="left"/> sorts after or with <paramref name="right"/>.</summary>
    public static bool operator >=(LoadName left, LoadName right) => !(left < right);

    /// <summary>The name exactly as it was read.</summary>
    public override string ToString() => Text;
}
