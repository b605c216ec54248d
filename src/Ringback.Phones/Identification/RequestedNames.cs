using System.Collections.Frozen;

namespace Ringback.Phones.Identification;

/// <summary>One name that phones ask for.</summary>
/// <param name="Prefix">What stands before the MAC address, or the whole name.</param>
/// <param name="Suffix">What stands after the MAC address; null when the name carries none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Purpose">What the phone wants it for.</param>
/// <param name="WhenMissing">What it means that there is none.</param>
internal sealed record RequestedName(
    string Prefix, string? Suffix, RequestedKind Kind, string Purpose, string WhenMissing)
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
/// The names that 7940/7960 loads ask for, and some by which other families show themselves. Sources: field guide
/// 7940-7960 §2.5 and §6.3, file-formats §I, other-phones §1.3 and §2.5.
/// </summary>
internal static class RequestedNames
{
    private const string Normal = "which is normal";
    private const string NextFile = "so it goes on to its next file";
    // Such a load reads no XML, and a P003 name in OS79XX.TXT is its own protocol to it (field guide 7940-7960 §2.5
    // G1).
    private const string Oldest = "and an SCCP load this old (before 3.1) leaves only by an OS79XX.TXT that names "
        + "another protocol, such as P0S30202; this version of Ringback does not plan that step";

    private const string OtherPhone =
        "and this phone is of another family, which this version of Ringback cannot convert";

    /// <summary>After a factory reset a Java phone asks for its terminal's default manifest.</summary>
    private static readonly string[] JavaTerminals =
        ["06", "11", "31", "41", "42", "45", "61", "62", "65", "70", "71", "75"];

    private static readonly RequestedName[] Rows =
    [
        new("OS79XX.TXT", null, RequestedKind.DualBoot, "the file that tells old loads what to run",
            "so it stays on the protocol it has"),
        new("CTLSEP", ".tlv", RequestedKind.TrustList, "its security trust list", Normal),
        new("CTLFile.tlv", null, RequestedKind.TrustList, "the security trust list", Normal),
        new("SEP", ".cnf.xml", RequestedKind.SepXml, "its own SCCP configuration", NextFile),
        new("SIP", ".cnf", RequestedKind.SipPhone, "its own SIP configuration", NextFile),
        new("MGC", ".cnf", RequestedKind.MgcPhone, "its own MGCP configuration", NextFile),
        new("XMLDefault.cnf.xml", null, RequestedKind.XmlDefault, "the SCCP configuration for every phone", NextFile),
        new("SIPDefault.cnf", null, RequestedKind.SipDefault, "the SIP configuration for every phone", NextFile),
        new("MGCDefault.cnf", null, RequestedKind.MgcDefault, "the MGCP configuration for every phone", NextFile),
        new("SEP", ".cnf", RequestedKind.LegacySep, "its own configuration in the oldest form", Oldest),
        new("SEPDEFAULT.cnf", null, RequestedKind.LegacySep, "the oldest configuration for every phone", Oldest),
        new("RINGLIST.DAT", null, RequestedKind.Trimming, "its list of ring tones", Normal),
        new("RINGLIST.XML", null, RequestedKind.Trimming, "its list of ring tones", Normal),
        new("DISTINCTIVERINGLIST.XML", null, RequestedKind.Trimming, "its list of distinctive rings", Normal),
        new("dialplan.xml", null, RequestedKind.Trimming, "its dial plan", Normal),
        new("syncinfo.xml", null, RequestedKind.Trimming, "the word whether to restart", Normal),
        new("7960-tones.xml", null, RequestedKind.Trimming, "the tones of its country", Normal),
        new("7960-font.xml", null, RequestedKind.Trimming, "the font of its language", Normal),
        new("7960-kate.xml", null, RequestedKind.Trimming, "the text input of its language", Normal),
        new("7960-dictionary.xml", null, RequestedKind.Trimming, "the words of its language", Normal),
        new("SCCP-dictionary.xml", null, RequestedKind.Trimming, "the words of its language", Normal),
        new("ITLSEP", ".tlv", RequestedKind.OtherFamily, "its identity trust list", OtherPhone),
        new("ITLFile.tlv", null, RequestedKind.OtherFamily, "the identity trust list", OtherPhone),
        new("WLAN", ".xml", RequestedKind.OtherFamily, "its wireless configuration", OtherPhone),
        new("WLANDefault.xml", null, RequestedKind.OtherFamily, "the wireless configuration", OtherPhone),
        new("gk", "", RequestedKind.OtherFamily, "its 7912 profile", OtherPhone),
        new("gkdefault.cfg", null, RequestedKind.OtherFamily, "the 7912 profile for every phone", OtherPhone),
        new("ld", "", RequestedKind.OtherFamily, "its 7905 profile", OtherPhone),
        new("lddefault.cfg", null, RequestedKind.OtherFamily, "the 7905 profile for every phone", OtherPhone),
        new("ff", "", RequestedKind.OtherFamily, "its 7902 profile", OtherPhone),
        new("ffdefault.cfg", null, RequestedKind.OtherFamily, "the 7902 profile for every phone", OtherPhone),
        new("ata", "", RequestedKind.OtherFamily, "its ATA profile", OtherPhone),
        new("atadefault.cfg", null, RequestedKind.OtherFamily, "the ATA profile for every adapter", OtherPhone),
        .. JavaTerminals.Select(n => new RequestedName($"term{n}.default.loads", null, RequestedKind.OtherFamily,
            $"the default manifest of a 79{n}", OtherPhone)),
    ];

    private static readonly FrozenDictionary<string, RequestedName> ForAll =
        Rows.Where(r => r.Suffix is null).ToFrozenDictionary(r => r.Prefix, StringComparer.OrdinalIgnoreCase);

    private static readonly RequestedName[] OfOne = [.. Rows.Where(r => r.Suffix is not null)];

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
}
