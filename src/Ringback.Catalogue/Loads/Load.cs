using System.Diagnostics.CodeAnalysis;

namespace Ringback.Catalogue.Loads;

/// <summary>Why a text is no load of a family.</summary>
public enum LoadFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is no load's name that this version knows.</summary>
    Unreadable,

    /// <summary>It is a load of another family.</summary>
    OtherFamily,

    /// <summary>It is a file of a load and not the load: a kernel, a part.</summary>
    Part,
}

/// <summary>
/// A load of any family by its name, as a phone asks for it and as its menu shows it: <c>P0S3-8-12-00</c>,
/// <c>SCCP70.8-3-3S</c>, <c>CP7912080004SCCP080108A</c>. No extension. Prints back exactly what it read; orders by
/// protocol and age.
/// </summary>
/// <remarks>
/// sources.md 7940-7960 §1.2, other-phones §1.1, §2.2, §2.3 and §2.12. The names of the 7940 and 7960 are <c>P0</c>, a
/// protocol character (<c>0</c> SCCP, <c>S</c> SIP, <c>M</c> MGCP), <c>3</c>, and a version.
/// </remarks>
public sealed record Load : IComparable<Load>
{
    private Load(string text, FirmwareFamily family, PhoneProtocol? protocol, LoadVersion version, string humanVersion)
    {
        Text = text;
        Family = family;
        Protocol = protocol;
        Version = version;
        HumanVersion = humanVersion;
    }

    /// <summary>The name exactly as it was read.</summary>
    public string Text { get; }

    /// <summary>The phones that run it.</summary>
    public FirmwareFamily Family { get; }

    /// <summary>
    /// What it speaks; null where the name does not say, and for the universal application loader that comes with the
    /// SIP and MGCP packages of a 7940 (<c>P003-8-12-00</c>), which speaks nothing.
    /// </summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The numbers of its version.</summary>
    public LoadVersion Version { get; }

    /// <summary>The version as Cisco's documents write it: <c>8.12</c>, <c>8.1(2)SR2</c>.</summary>
    public string HumanVersion { get; }

    /// <summary>
    /// How a 7940's or 7960's load is packed and what it accepts in its place; null for every other family.
    /// </summary>
    /// <remarks>
    /// MGCP's boundaries are assumed equal to SIP's: same code base, same numbering (UNVERIFIED, sources.md
    /// 7940-7960 §3.2; in the catalogue as <c>mgcp-generations-follow-sip</c>).
    /// </remarks>
    public LoadGeneration? Generation { get; private init; }

    /// <summary>The day and build in the name of a 7902, 7905, 7912 or ATA image; null elsewhere.</summary>
    public KupName? Image { get; private init; }

    /// <summary>True for the dashed <c>P003-…</c> names: a loader that can start any protocol.</summary>
    public bool IsUniversalLoader => Generation is not null && Protocol is null;

    /// <summary>
    /// What a 7940 before the universal loader compares with its running image when it reads <c>OS79XX.TXT</c>: the
    /// first four characters (sources.md 7940-7960 §2.4).
    /// </summary>
    public string BootPrefix => Text[..4].ToUpperInvariant();

    /// <summary>Reads the name of a whole load of any family.</summary>
    /// <param name="text">The name, without the extension of a file.</param>
    /// <param name="load">The load; null when the text is none's name.</param>
    /// <param name="known">The families; those that the program was built with where none are given.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out Load? load, FirmwareFamilies? known = null)
    {
        load = null;
        return text is not null && (TryParse7940(text, out load) || (!FileNames.HasFirmwareExtension(text)
            && Read(text, known ?? FirmwareFamilies.BuiltIn, out load) is LoadFault.None));
    }

    /// <summary>Reads a load's name, or a firmware file's, for the phones of one family.</summary>
    /// <param name="text">The name.</param>
    /// <param name="family">The family that is to run it; null for one without firmware.</param>
    /// <param name="load">The load; null when it is none of the family's.</param>
    /// <param name="why">Why not.</param>
    /// <param name="known">The families; those that the program was built with where none are given.</param>
    public static bool TryParse(
        string text, string? family, [NotNullWhen(true)] out Load? load, out LoadFault why,
        FirmwareFamilies? known = null)
    {
        known ??= FirmwareFamilies.BuiltIn;
        string name = FileNames.WithoutFirmwareExtension(text.Trim()).ToString();
        why = TryParse7940(name, out load) ? LoadFault.None : Read(name, known, out load);
        // A part of another family's load is wrong for both reasons, and the family is the one that helps.
        if (why is LoadFault.None or LoadFault.Part && FamilyOf(load, name, known) != family)
            why = LoadFault.OtherFamily;
        if (why is not LoadFault.None) load = null;
        return load is not null;
    }

    /// <summary>Reads the name of a load of the 7940 and 7960.</summary>
    /// <param name="text">The name, without the extension of a file.</param>
    /// <param name="load">The load; null when the text is none's name.</param>
    public static bool TryParse7940(ReadOnlySpan<char> text, [NotNullWhen(true)] out Load? load)
    {
        load = null;
        // The longest real name is P0S3-08-11-00; 20 leaves room without letting a whole file in.
        if (text.Length is < 8 or > 20 || !text.StartsWith("P0", StringComparison.OrdinalIgnoreCase) || text[3] != '3')
            return false;

        PhoneProtocol? protocol = char.ToUpperInvariant(text[2]) switch
        {
            '0' => PhoneProtocol.Sccp,
            'S' => PhoneProtocol.Sip,
            'M' => PhoneProtocol.Mgcp,
            _ => null,
        };
        if (protocol is null) return false;
        bool dashed = text[4] == '-';
        LoadNameGrammar.Decoded? decoded = dashed
            ? LoadNameGrammar.Dashed(text[4..])
            : LoadNameGrammar.Digits(text[4..], protocol.Value);
        if (decoded is not { } d) return false;
        // P003-… is the universal loader of the SIP and MGCP packages; P003dddd… is an SCCP load.
        if (dashed && protocol is PhoneProtocol.Sccp) protocol = null;
        FirmwareFamily family = FirmwareFamilies.BuiltIn.Find(FirmwareFamilies.Universal)!;
        load = new Load(text.ToString(), family, protocol, d.Version, d.Human)
        {
            Generation = GenerationOf(protocol, d.Version.Major),
        };
        return true;
    }

    /// <summary>Reads the name of a whole load of any family.</summary>
    /// <exception cref="FormatException">The text is none's name.</exception>
    public static Load Parse(string text) => TryParse(text, out Load? load)
        ? load
        : throw new FormatException($"'{text}' is not the name of a load, such as P0S3-8-12-00.");

    /// <summary>Two spellings of one name in different letter case are the same load.</summary>
    public bool Equals(Load? other) =>
        other is not null && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <summary>Orders loads of one family by age: by version, then by the day that they were built.</summary>
    public static int CompareAge(Load left, Load right) => left.Version.CompareTo(right.Version) is not 0 and var age
        ? age
        : Nullable.Compare(left.Image?.Built, right.Image?.Built);

    /// <summary>Orders by protocol, then by age, then by text so that the order is total.</summary>
    public int CompareTo(Load? other)
    {
        if (other is null) return 1;
        int byProtocol = Nullable.Compare(Protocol, other.Protocol);
        if (byProtocol != 0) return byProtocol;
        int byAge = CompareAge(this, other);
        return byAge != 0 ? byAge : StringComparer.OrdinalIgnoreCase.Compare(Text, other.Text);
    }

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(Load left, Load right) => Comparer<Load>.Default.Compare(left, right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(Load left, Load right) => Comparer<Load>.Default.Compare(left, right) > 0;

    /// <summary>True when <paramref name="left"/> sorts before or with <paramref name="right"/>.</summary>
    public static bool operator <=(Load left, Load right) => !(left > right);

    /// <summary>True when <paramref name="left"/> sorts after or with <paramref name="right"/>.</summary>
    public static bool operator >=(Load left, Load right) => !(left < right);

    /// <summary>The name exactly as it was read.</summary>
    public override string ToString() => Text;

    private static LoadGeneration GenerationOf(PhoneProtocol? protocol, int major) => (protocol, major) switch
    {
        (null, _) => LoadGeneration.Universal,
        (PhoneProtocol.Sccp, >= 6) => LoadGeneration.Universal,
        (not PhoneProtocol.Sccp, >= 7) => LoadGeneration.Universal,
        (_, >= 5) => LoadGeneration.Signed,
        _ => LoadGeneration.Unsigned,
    };

    /// <summary>The loads of all families but the 7940 and 7960.</summary>
    private static LoadFault Read(string name, FirmwareFamilies known, out Load? load)
    {
        load = null;
        if (!known.TryReadName(name, out FirmwareNameMeaning? meaning) || meaning.Version is null
            || !LoadVersion.TryRead(meaning.Version, out LoadVersion version)) return LoadFault.Unreadable;
        if (!LoadShapes.IsWhole(name, meaning.Family)) return LoadFault.Part;
        _ = KupName.TryParse(name, out KupName? image);
        load = new Load(name, meaning.Family, meaning.Protocol, version, meaning.Version) { Image = image };
        return LoadFault.None;
    }

    private static string? FamilyOf(Load? load, string name, FirmwareFamilies known) =>
        load is not null ? load.Family.Name
        : known.TryReadName(name, out FirmwareNameMeaning? meaning) ? meaning.Family.Name
        : null;
}
