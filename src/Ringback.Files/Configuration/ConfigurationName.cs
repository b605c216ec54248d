namespace Ringback.Files.Configuration;

/// <summary>What a file's name says, and how a phone would spell it.</summary>
/// <param name="Kind">The kind of file that was meant.</param>
/// <param name="Expected">What a phone asks for; null when the name is free or its letter case varies.</param>
/// <param name="Fault">Why no phone asks for the name as it is; null when nothing but its case is wrong.</param>
/// <remarks>sources.md 7940-7960 §6.1 and file-formats §I.</remarks>
internal sealed record ConfigurationName(ConfigurationKind Kind, string? Expected, string? Fault)
{
    private static readonly (string Name, ConfigurationKind Kind)[] Exact =
    [
        ("OS79XX.TXT", ConfigurationKind.DualBoot),
        ("SIPDefault.cnf", ConfigurationKind.SipDefault),
        ("MGCDefault.cnf", ConfigurationKind.MgcpDefault),
        ("XMLDefault.cnf.xml", ConfigurationKind.XmlDefault),
    ];

    // Each firmware has its own letter case for these, so none is wrong (other-phones §4.4).
    private static readonly (string Start, string End, ConfigurationKind Kind)[] Free =
    [
        ("OS79XX", ".txt", ConfigurationKind.DualBoot),
        ("XMLDefault", ".cnf.xml", ConfigurationKind.XmlDefault),
        ("ringlist", ".dat", ConfigurationKind.RingListText),
        ("ringlist", ".xml", ConfigurationKind.RingListXml),
        ("distinctiveringlist", ".xml", ConfigurationKind.RingListXml),
        ("dialplan", ".xml", ConfigurationKind.DialPlan),
        ("dial_template", ".xml", ConfigurationKind.DialPlan),
        ("softkey", ".xml", ConfigurationKind.SoftKeys),
        ("", "softkeys.xml", ConfigurationKind.SoftKeys),
        ("", "softkey.xml", ConfigurationKind.SoftKeys),
        ("", "dialrules.xml", ConfigurationKind.OtherXml),
        ("featurepolicy", ".xml", ConfigurationKind.OtherXml),
        ("syncinfo", ".xml", ConfigurationKind.SyncInfo),
        ("SIPDefault", ".cnf", ConfigurationKind.SipDefault),
        ("MGCDefault", ".cnf", ConfigurationKind.MgcpDefault),
        ("SIP", ".cnf", ConfigurationKind.SipPhone),
        ("MGC", ".cnf", ConfigurationKind.MgcpPhone),
        ("SEP", ".cnf.xml", ConfigurationKind.XmlDevice),
        ("", ".cnf.xml", ConfigurationKind.XmlDevice),
        ("", ".cnf", ConfigurationKind.OtherCnf),
    ];

    private static readonly string[] Profiles = ["gk", "ld", "ff", "ata"];

    private static readonly (string Prefix, string Extension, ConfigurationKind Kind)[] Own =
    [
        ("SIP", ".cnf", ConfigurationKind.SipPhone),
        ("MGC", ".cnf", ConfigurationKind.MgcpPhone),
        ("SEP", ".cnf.xml", ConfigurationKind.XmlDevice),
    ];

    /// <summary>Reads a name without folders; null when it is not that of a configuration.</summary>
    internal static ConfigurationName? Read(string name)
    {
        if (IsTemplate(name)) return null;
        string bare = WithoutTxt(name);
        string? fault = bare.Length == name.Length ? null : "an editor has put .txt behind it";
        foreach ((string exact, ConfigurationKind kind) in Exact)
        {
            if (Same(bare, exact)) return new ConfigurationName(kind, exact, fault);
        }

        if (OfOnePhone(bare, fault) is { } own) return own;
        if (OfProfile(name) is { } profile) return profile;
        if (Numbered(bare) is { } numbered) return numbered;
        foreach ((string start, string end, ConfigurationKind kind) in Free)
        {
            if (bare.StartsWith(start, StringComparison.OrdinalIgnoreCase) && Ends(bare, end))
                return new ConfigurationName(kind, fault is null ? null : bare, fault);
        }

        return null;
    }

    /// <summary>What call servers and people keep beside the files that phones ask for.</summary>
    private static bool IsTemplate(string name) =>
        Ends(name, "_template") || Ends(name, ".template") || Ends(name, ".tmpl") || Ends(name, ".tpl")
        || Ends(name, ".gz") || Ends(name, ".zip") || Ends(name, ".tar")
        || Ends(name, ".sample") || Ends(name, ".example") || Ends(name, ".dist");

    private static string WithoutTxt(string name)
    {
        if (!Ends(name, ".txt")) return name;
        string bare = name[..^4];
        return Ends(bare, ".cnf") || Ends(bare, ".xml") || Same(bare, "OS79XX.TXT") ? bare : name;
    }

    private static ConfigurationName? OfOnePhone(string name, string? fault)
    {
        foreach ((string prefix, string extension, ConfigurationKind kind) in Own)
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            int dot = name.IndexOf(".cnf", StringComparison.OrdinalIgnoreCase);
            if (dot < 0) dot = name.IndexOf(".conf", StringComparison.OrdinalIgnoreCase);
            if (dot < 0) dot = name.IndexOf(".cfg", StringComparison.OrdinalIgnoreCase);
            if (dot < 0) dot = name.IndexOf(".xml", StringComparison.OrdinalIgnoreCase);
            // SEP<MAC>.cnf is the oldest SCCP loads' own file (sources.md 7940-7960 §2.4), and no XML.
            if (dot < 0 || (kind is ConfigurationKind.XmlDevice && Same(name[dot..], ".cnf"))) continue;
            ReadOnlySpan<char> middle = name.AsSpan(prefix.Length, dot - prefix.Length);
            if (Unreadable(prefix, middle, extension, kind) is { } typed) return typed;
            if (middle.Length is < 10 or > 17 || !IsAddressLike(middle)) continue;

            string digits = string.Concat(middle.ToString().Where(char.IsAsciiHexDigit)).ToUpperInvariant();
            if (digits.Length != 12)
                return new ConfigurationName(kind, null, $"its MAC address has {digits.Length} digits, not 12");
            if (digits.Length != middle.Length) fault ??= "its MAC address has separators";
            if (!Same(name[dot..], extension)) fault ??= $"its name must end in {extension}";
            return new ConfigurationName(kind, prefix + digits + extension, fault);
        }

        return null;
    }

    /// <summary>Twelve characters of which a few are no digits of an address, such as the letter O for 0.</summary>
    private static ConfigurationName? Unreadable(
        string prefix, ReadOnlySpan<char> middle, string extension, ConfigurationKind kind)
    {
        const int mostWrong = 3;
        if (middle.Length != 12) return null;
        int wrong = 0;
        char first = ' ';
        foreach (char c in middle)
        {
            if (!char.IsAsciiLetterOrDigit(c)) return null;
            if (char.IsAsciiHexDigit(c)) continue;
            if (wrong++ == 0) first = c;
        }

        if (wrong is 0 or > mostWrong) return null;
        string mended = middle.ToString().ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return new ConfigurationName(kind, mended.All(char.IsAsciiHexDigit) ? prefix + mended + extension : null,
            $"its MAC address has the letter {first}, which is no hexadecimal digit");
    }

    /// <summary>The files of a 7905, 7912 or ATA (other-phones §1.4): text in .txt, compiled ones not.</summary>
    private static ConfigurationName? OfProfile(string name)
    {
        bool isText = Ends(name, ".txt");
        string bare = isText ? name[..^4] : name;
        string? prefix = Array.Find(Profiles, p => bare.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        if (prefix is null) return null;
        string rest = bare[prefix.Length..];
        bool isOwn = (rest.Length == 12 && rest.All(char.IsAsciiHexDigit)) || Same(rest, "default.cfg");
        return !isOwn ? null : new ConfigurationName(
            isText ? ConfigurationKind.ProfileText : ConfigurationKind.ProfileCompiled, null, null);
    }

    /// <summary>A copy with something behind its extension, as <c>SIPDefault.cnf2</c>; and <c>SEPBASE</c>.</summary>
    private static ConfigurationName? Numbered(string name)
    {
        string bare = name.TrimEnd("0123456789".ToCharArray());
        if (bare.Length < name.Length && (Ends(bare, ".cnf") || Ends(bare, ".cnf.xml")) && Read(bare) is { } copy)
            return copy with { Expected = copy.Expected ?? bare, Fault = "a number stands behind its extension" };
        return Same(bare, "SEPBASE") || Same(bare, "SEPBASE.cnf.xml") ? new ConfigurationName(
            ConfigurationKind.XmlDevice, null, "SEPBASE stands for SEP and the twelve digits of a MAC address") : null;
    }

    private static bool IsAddressLike(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c is not (':' or '-' or '.')) return false;
        }

        return true;
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string name, string with) => name.EndsWith(with, StringComparison.OrdinalIgnoreCase);
}
