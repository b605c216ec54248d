using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Identification;

/// <summary>What a phone wants when it asks for a name.</summary>
public enum RequestedKind
{
    /// <summary>Nothing we know of.</summary>
    Other,

    /// <summary><c>OS79XX.TXT</c>, the first request of every load before the universal loader.</summary>
    DualBoot,

    /// <summary><c>CTLSEP{MAC}.tlv</c> or <c>CTLFile.tlv</c>.</summary>
    TrustList,

    /// <summary><c>SEP{MAC}.cnf.xml</c>.</summary>
    SepXml,

    /// <summary><c>SIP{MAC}.cnf</c>.</summary>
    SipPhone,

    /// <summary><c>MGC{MAC}.cnf</c>.</summary>
    MgcPhone,

    /// <summary><c>XMLDefault.cnf.xml</c>.</summary>
    XmlDefault,

    /// <summary><c>SIPDefault.cnf</c>.</summary>
    SipDefault,

    /// <summary><c>MGCDefault.cnf</c>.</summary>
    MgcDefault,

    /// <summary><c>SEP{MAC}.cnf</c> or <c>SEPDEFAULT.cnf</c>, of the oldest SCCP loads.</summary>
    LegacySep,

    /// <summary><c>{load}.loads</c>.</summary>
    Manifest,

    /// <summary><c>{load}.sbn</c>.</summary>
    SignedImage,

    /// <summary><c>{load}.sb2</c>.</summary>
    Application,

    /// <summary><c>{load}.bin</c>.</summary>
    UnsignedImage,

    /// <summary>A load's name without any extension.</summary>
    BareLoad,

    /// <summary><c>ITLSEP{MAC}.tlv</c> or <c>ITLFile.tlv</c>, which Java phones ask for from 9.0 on.</summary>
    IdentityList,

    /// <summary><c>gk{mac}</c> and its like: the binary profile of one 7902, 7905, 7912 or ATA.</summary>
    Profile,

    /// <summary><c>gkdefault.cfg</c> and its like: the profile for every phone of the model.</summary>
    ProfileDefault,

    /// <summary><c>term{NN}.default.loads</c>: what a Java phone asks for first after a factory reset.</summary>
    DefaultManifest,

    /// <summary><c>{load}.loads</c> of a phone other than the 7940 and 7960.</summary>
    SetManifest,

    /// <summary>A part that such a manifest lists.</summary>
    SetPart,

    /// <summary>A load in one file of a phone other than the 7940 and 7960.</summary>
    WholeImage,

    /// <summary>Ring lists, dial plan, tones, dictionaries, logos: the phone works without them.</summary>
    Trimming,

    /// <summary>A file that only phones of other families ask for.</summary>
    OtherFamily,

    /// <summary><c>SEP….cnf.xml.sgn</c> and its like: a configuration signed by whom the phone trusts.</summary>
    SignedConfiguration,
}

/// <summary>A requested name, understood.</summary>
/// <param name="Name">The name without folders and stray characters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mac">The MAC address in it; null when it carries none.</param>
/// <param name="Load">The load in it; null when it carries none of a 7940 or 7960.</param>
/// <param name="Purpose">What the phone wants it for, as the end of "asks for NAME, …".</param>
/// <param name="WhenMissing">What it means that there is none.</param>
public sealed record RequestedFile(
    string Name, RequestedKind Kind, MacAddress? Mac, Load? Load, string Purpose, string WhenMissing)
{
    /// <summary>
    /// The family whose phones ask for it, <c>7940-7960</c> or <c>79x1</c>; <c>java</c> when several families of Java
    /// phones do; null when the name does not tell.
    /// </summary>
    public string? Family { get; init; }

    /// <summary>The load that a manifest or a whole image gives, of any family; null for everything else.</summary>
    public string? LoadText { get; init; }

    /// <summary>True for the files that can tell a phone which load to run.</summary>
    public bool CanNameLoad => Kind is RequestedKind.DualBoot or RequestedKind.SepXml or RequestedKind.SipPhone
        or RequestedKind.MgcPhone or RequestedKind.XmlDefault or RequestedKind.SipDefault or RequestedKind.MgcDefault
        or RequestedKind.Profile or RequestedKind.ProfileDefault;

    /// <summary>True for the files that hold firmware.</summary>
    public bool IsFirmware => Kind is RequestedKind.Manifest or RequestedKind.SignedImage
        or RequestedKind.Application or RequestedKind.UnsignedImage or RequestedKind.BareLoad || IsOfOtherFamily;

    /// <summary>True for the firmware of a phone other than the 7940 and 7960.</summary>
    public bool IsOfOtherFamily => Kind is RequestedKind.DefaultManifest or RequestedKind.SetManifest
        or RequestedKind.SetPart or RequestedKind.WholeImage;

    /// <summary>True for a list of files: what it lists is asked for next.</summary>
    public bool IsManifest =>
        Kind is RequestedKind.Manifest or RequestedKind.SetManifest or RequestedKind.DefaultManifest;

    /// <summary>Names that were understood last: a phone asks for the same ones at every start.</summary>
    private const int LastNames = 64;

    [ThreadStatic]
    private static LastName?[]? _last;

    /// <summary>
    /// Understands a name as a phone wrote it: stray characters are left out, the last part of a path decides, and
    /// letter case does not matter.
    /// </summary>
    /// <param name="raw">The name.</param>
    /// <param name="known">The families; those that the program was built with where none are given.</param>
    public static RequestedFile Recognise(string raw, FirmwareFamilies? known = null)
    {
        // One event is asked for its name by each part of the fold.
        ref LastName? last = ref (_last ??= new LastName?[LastNames])[PlaceOf(raw)];
        if (last is { } its && ReferenceEquals(its.Raw, raw) && ReferenceEquals(its.Known, known)) return its.File;
        RequestedFile file = Read(raw, known);
        last = new LastName(raw, known, file);
        return file;
    }

    private static int PlaceOf(string raw) => raw.Length == 0 ? 0
        : (int)((uint)((raw.Length * 7) + raw[raw.Length / 2] + (raw[^1] * 3)) % LastNames);

    private static RequestedFile Read(string raw, FirmwareFamilies? known)
    {
        string path = MeantName.Read(raw).Path;
        int folder = path.LastIndexOf('/') + 1;
        string name = folder == 0 ? path : path[folder..];
        return RequestedNames.Find(name, out MacAddress? mac) is { } row
            ? new RequestedFile(name, row.Kind, mac, null, row.Purpose, row.WhenMissing) { Family = row.Family }
            : RecogniseOther(name, known ?? FirmwareFamilies.BuiltIn);
    }

    private static RequestedFile RecogniseOther(string name, FirmwareFamilies known) =>
        RecogniseFirmware(name)
        ?? RecogniseSet(name, known)
        ?? new RequestedFile(name, RequestedKind.Other, null, null, "a file Ringback does not know",
            "and whether that matters is not known");

    private static RequestedFile? RecogniseFirmware(string name)
    {
        int dot = name.LastIndexOf('.');
        string stem = dot < 0 ? name : name[..dot];
        if (!Load.TryParse7940(stem, out Load? load)) return null;
        (RequestedKind Kind, string Purpose)? known = (dot < 0 ? "" : name[dot..].ToUpperInvariant()) switch
        {
            ".LOADS" => (RequestedKind.Manifest, "the manifest that lists the parts of the load"),
            ".SBN" => (RequestedKind.SignedImage, "a signed image for its first flash bank"),
            ".SB2" => (RequestedKind.Application, "the protocol application"),
            ".BIN" => (RequestedKind.UnsignedImage, "an unsigned image, as loads before 5.x take them"),
            "" => (RequestedKind.BareLoad, "a load by its bare name"),
            _ => null,
        };
        return known is { } k
            ? new RequestedFile(name, k.Kind, null, load, k.Purpose, StaysAsItIs)
            {
                Family = FirmwareFile.Family7940And7960, LoadText = load.Text,
            }
            : null;
    }

    /// <summary>The firmware of every other family, by the beginnings and the extensions of its names.</summary>
    private static RequestedFile? RecogniseSet(string name, FirmwareFamilies known)
    {
        string stem = FileNames.WithoutFirmwareExtension(name).ToString();
        if (stem.Equals(FirmwareFamilies.Transition, StringComparison.OrdinalIgnoreCase))
        {
            return new RequestedFile(name, RequestedKind.WholeImage, null, null,
                "the image that an old ATA 186 takes before any newer one", StaysAsItIs)
            {
                Family = "ata", LoadText = FirmwareFamilies.Transition,
            };
        }

        if (stem.Length == name.Length || !known.TryReadName(name, out FirmwareNameMeaning? meaning))
            return null;
        bool isWhole = LoadShapes.IsWhole(stem, meaning.Family);
        (RequestedKind kind, string purpose) = meaning.Role switch
        {
            FirmwareRole.Manifest => (RequestedKind.SetManifest, "the manifest that lists the parts of the load"),
            FirmwareRole.Combined when isWhole => (RequestedKind.WholeImage, "an image: all of the load in one file"),
            _ => (RequestedKind.SetPart, "a part of a load"),
        };
        return new RequestedFile(name, kind, null, null, purpose, StaysAsItIs)
        {
            Family = meaning.Family.Name, LoadText = kind is RequestedKind.SetPart ? null : stem,
        };
    }

    private const string StaysAsItIs = "so the phone stays on what it has";

    private sealed record LastName(string Raw, FirmwareFamilies? Known, RequestedFile File);
}
