using System.Collections.Frozen;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Identification;

/// <summary>One name that phones ask for.</summary>
/// <param name="Prefix">What stands before the MAC address, or the whole name.</param>
/// <param name="Suffix">What stands after the MAC address; null when the name carries none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Purpose">What the phone wants it for.</param>
/// <param name="WhenMissing">What it means that there is none.</param>
/// <param name="Family">The family whose phones ask for it; null when several families do.</param>
internal sealed record RequestedName(
    string Prefix, string? Suffix, RequestedKind Kind, string Purpose, string WhenMissing, string? Family = null)
{
    /// <summary>Whether a name is one of these, of which each phone has its own.</summary>
    internal bool IsOwn(string name, out MacAddress? mac)
    {
        mac = null;
        if (name.Length != Prefix.Length + MacAddress.Digits + Suffix!.Length
            || !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            || !MacAddress.TryParse(name.AsSpan(Prefix.Length, MacAddress.Digits), out MacAddress found))
        {
            return false;
        }

        mac = found;
        return true;
    }
}

/// <summary>
/// The names that 7940/7960 loads ask for, and some by which other families show themselves. Sources: sources.md
/// 7940-7960 §2.5 and §6.3, file-formats §I, other-phones §1.3 and §2.5.
/// </summary>
internal static class RequestedNames
{
    private const string Normal = "which is normal";
    private const string NextFile = "so it goes on to its next file";
    // Such a load reads no XML, and a P003 name in OS79XX.TXT is its own protocol to it (sources.md 7940-7960 §2.5
    // G1).
    private const string Oldest = "and an SCCP load this old (before 3.1) leaves only by an OS79XX.TXT that names "
        + "another protocol, such as P0S30203";

    private const string NextProfile = "so it goes on to the profile for every phone";
    private const string NoProfile = "so it keeps the settings and the load that it has";
    private const string NotConverted = "and this phone is of a family that is served and not converted";
    private const string Ours = "7940-7960";
    private const string English = "so its menus stay in English";
    private const string SignedPurpose = "a configuration that its old call manager has signed";
    private const string Tied = "which shows that it holds on to the trust list of another network and takes no file "
        + "that is not signed with it (trust-list-blocks-config). Erase the list in its security menu, or reset it to "
        + "factory settings: hold # while it gets power and type 123456789*0# when the lamps run";

    /// <summary>A Java phone, of a family that the name does not tell.</summary>
    private const string Java = "java";

    private static readonly RequestedName[] Rows =
    [
        new("OS79XX.TXT", null, RequestedKind.DualBoot, "the file that tells old loads what to run",
            "so it stays on the protocol it has", Ours),
        new("CTLSEP", ".tlv", RequestedKind.TrustList, "its security trust list", Normal),
        new("CTLFile.tlv", null, RequestedKind.TrustList, "the security trust list", Normal),
        new("SEP", ".cnf.xml", RequestedKind.SepXml, "its own SCCP configuration", NextFile),
        new("SIP", ".cnf", RequestedKind.SipPhone, "its own SIP configuration", NextFile, Ours),
        new("MGC", ".cnf", RequestedKind.MgcPhone, "its own MGCP configuration", NextFile, Ours),
        new("XMLDefault.cnf.xml", null, RequestedKind.XmlDefault, "the SCCP configuration for every phone", NextFile),
        new("SIPDefault.cnf", null, RequestedKind.SipDefault, "the SIP configuration for every phone", NextFile,
            Ours),
        new("MGCDefault.cnf", null, RequestedKind.MgcDefault, "the MGCP configuration for every phone", NextFile,
            Ours),
        new("SEP", ".cnf", RequestedKind.LegacySep, "its own configuration in the oldest form", Oldest, Ours),
        new("SEPDEFAULT.cnf", null, RequestedKind.LegacySep, "the oldest configuration for every phone", Oldest),
        new("dialplan.xml", null, RequestedKind.Trimming, "its dial plan", Normal),
        new("syncinfo.xml", null, RequestedKind.Trimming, "the word whether to restart", Normal),
        new("ITLSEP", ".tlv", RequestedKind.IdentityList, "its identity trust list", Normal, Java),
        new("ITLFile.tlv", null, RequestedKind.IdentityList, "the identity trust list", Normal, Java),
        .. Signed("SEP", ".cnf.xml"), .. Signed("SIP", ".cnf"),
        new("XMLDefault.cnf.xml.sgn", null, RequestedKind.SignedConfiguration, SignedPurpose, Tied),
        new("RINGLIST.DAT", null, RequestedKind.Trimming, "its list of ring tones", Normal),
        new("RINGLIST.XML", null, RequestedKind.Trimming, "its list of ring tones", Normal),
        new("Ringlist-wb.xml", null, RequestedKind.Trimming, "its list of ring tones", Normal),
        new("DISTINCTIVERINGLIST.XML", null, RequestedKind.Trimming, "its list of distinctive rings", Normal),
        .. Locales(),
        new("WLAN", ".xml", RequestedKind.OtherFamily, "its wireless configuration", NotConverted, "792x"),
        new("WLANDefault.xml", null, RequestedKind.OtherFamily, "the wireless configuration", NotConverted, "792x"),
        .. OfProfilePhone("gk", "7912"), .. OfProfilePhone("ld", "7905"), .. OfProfilePhone("ff", "7902"),
        .. OfProfilePhone("ata", "ata"),
        .. FirmwareFamilies.BuiltIn.All.SelectMany(f => f.DefaultNumbers.Select(n => new RequestedName(
            $"term{n}.default.loads", null, RequestedKind.DefaultManifest,
            $"the list of what to load, as a 79{n} asks after a factory reset",
            "so it begins again until there is one", f.Name))),
    ];

    private static readonly FrozenDictionary<string, RequestedName> ForAll =
        Rows.Where(r => r.Suffix is null).ToFrozenDictionary(r => r.Prefix, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> LocaleNames =
        Locales().Select(l => l.Prefix).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly RequestedName[] OfOne = [.. Rows.Where(r => r.Suffix is not null)];

    private static RequestedName[] Signed(string prefix, string suffix) =>
    [
        new(prefix, suffix + ".sgn", RequestedKind.SignedConfiguration, SignedPurpose, Tied),
        new(prefix, suffix + ".enc.sgn", RequestedKind.SignedConfiguration, SignedPurpose, Tied),
    ];

    /// <summary>The files of a language or a country, which a phone asks for in the folder of that.</summary>
    /// <remarks>sources.md 7940-7960 §6.3, other-phones §1.4, §4.</remarks>
    private static IEnumerable<RequestedName> Locales()
    {
        foreach (string phone in new[] { "7905", "7921", "7960", "SCCP" })
        {
            yield return Of($"{phone}-dictionary.xml", "the words of its language", English);
            yield return Of($"{phone}-kate.xml", "the text input of its language", English);
            yield return Of($"{phone}-kate.utf-8.xml", "the text input of its language", English);
            yield return Of($"{phone}-font.xml", "the font of its language", English);
            yield return Of($"{phone}-font.dat", "the font of its language", English);
            yield return Of($"{phone}-tones.xml", "the tones of its country", Normal);
        }

        yield return Of("g3-tones.xml", "the tones of its country", Normal);
        yield return Of("g4-tones.xml", "the tones of its country", Normal);
        string[] kinds = ["tc", "mk", "be", "td", "rtl", "sp", "sl-be", "sl-bev", "gb", "gh", "lk", "gd"];
        foreach (string kind in kinds)
        {
            foreach (string protocol in new[] { "sccp", "sip", "sccp-sip" })
                yield return Of($"{kind}-{protocol}.jar", "the words of its language", English);
        }

        static RequestedName Of(string name, string purpose, string whenMissing) =>
            new(name, null, RequestedKind.Trimming, purpose, whenMissing);
    }

    private static RequestedName[] OfProfilePhone(string prefix, string family)
    {
        string called = family is "ata" ? "ATA" : family;
        return
        [
            new(prefix, "", RequestedKind.Profile, $"its {called} profile", NextProfile, family),
            new(prefix + "default.cfg", null, RequestedKind.ProfileDefault,
                $"the {called} profile for every {(family is "ata" ? "adapter" : "phone")}", NoProfile, family),
        ];
    }

    /// <summary>The row of a name; null when phones are not known to ask for it.</summary>
    internal static RequestedName? Find(string name, out MacAddress? mac)
    {
        mac = null;
        if (ForAll.TryGetValue(name, out RequestedName? row)) return row;
        foreach (RequestedName own in OfOne)
        {
            if (own.IsOwn(name, out mac)) return own;
        }

        return null;
    }

    /// <summary>True for the words, the font and the tones of a language or a country.</summary>
    internal static bool IsLocale(string name) => LocaleNames.Contains(name);

    /// <summary>The name in the letters in which it is usually written; null when it is no name of phones.</summary>
    internal static string? UsualCase(string name)
    {
        if (ForAll.TryGetValue(name, out RequestedName? row)) return row.Prefix;
        return Find(name, out MacAddress? mac) is not { } own || mac is not { } digits ? null
            : own.Kind is RequestedKind.Profile ? own.Prefix + digits.ToString().ToLowerInvariant() + own.Suffix
            : own.Prefix + digits + own.Suffix;
    }
}
