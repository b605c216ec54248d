using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue;

/// <summary>Everything that is known about models and families, read once from the data files in this folder.</summary>
public sealed record PhoneCatalogue
{
    private PhoneCatalogue(IReadOnlyList<PhoneModel> models, IReadOnlyList<PhoneFamily> families)
    {
        Models = models;
        Families = families;
    }

    /// <summary>The catalogue that the program was built with.</summary>
    public static PhoneCatalogue BuiltIn { get; } = new(
        [
            .. Read(typeof(PhoneCatalogue), "Models", CatalogueForms.Model)
                .OrderBy(m => m.Model, StringComparer.Ordinal),
        ],
        [
            .. Read(typeof(PhoneCatalogue), "Families", CatalogueForms.Family)
                .OrderBy(f => f.Family, StringComparer.Ordinal),
        ]);

    /// <summary>All models, by name.</summary>
    public IReadOnlyList<PhoneModel> Models { get; private init; }

    /// <summary>All families.</summary>
    public IReadOnlyList<PhoneFamily> Families { get; private init; }

    /// <summary>The families by their firmware, and the names of their files.</summary>
    public FirmwareFamilies Firmware { get; private init; } = FirmwareFamilies.BuiltIn;

    /// <summary>The lines of firmware that were added; the program's own are not among them.</summary>
    public IReadOnlyList<ICatalogueLine> Lines { get; private init; } = [];

    /// <summary>The 7940(G) and 7960(G).</summary>
    public PhoneFamily Family79X0 => Families.First(f => f.Family == "7940-7960");

    /// <summary>
    /// The model of that name (<c>7940G</c>, <c>CP-7940G</c>, in any letter case); null when unknown. Where one model's
    /// name is another's alias, the name counts.
    /// </summary>
    public PhoneModel? Find(string name) =>
        Models.FirstOrDefault(m => m.Model.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? Models.FirstOrDefault(m => m.Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// One model that runs the firmware of that family, for a phone of which no more is known; null for a family
    /// without firmware.
    /// </summary>
    public PhoneModel? OfFirmware(string family) => Models
        .Where(m => m.FirmwareFamily == family)
        // A G on the housing is the usual case; what comes after it is a variant.
        .MinBy(m => (m.Model.EndsWith('G') ? 0 : 1, m.Model));

    /// <summary>
    /// The model that must be meant by a text which names none: letters stand for the digits that look like them. Null
    /// when none is.
    /// </summary>
    public PhoneModel? FindMeant(string name) =>
        Find(name.Trim().ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1'));

    /// <summary>The names of the models that run the firmware of that family.</summary>
    public IReadOnlyList<string> ModelsOf(string firmwareFamily) =>
        [.. Models.Where(m => m.FirmwareFamily == firmwareFamily).Select(m => m.Model)];

    /// <summary>The family of a model.</summary>
    public PhoneFamily FamilyOf(PhoneModel model) => Families.First(f => f.Family == model.Family);

    /// <summary>What Ringback can do for a model.</summary>
    public HelpOffered HelpFor(PhoneModel model) => model.Help ?? FamilyOf(model).Help;

    /// <summary>
    /// The model that a DHCP vendor class names; null for the bare class of old loads, which names none
    /// (sources.md 7940-7960 §2.2).
    /// </summary>
    public PhoneModel? FindByDhcpClass(string vendorClass) => ReadDhcpClass(vendorClass).Model;

    /// <summary>What a DHCP vendor class says, with its NUL or without.</summary>
    public DhcpClassReading ReadDhcpClass(string vendorClass) => VendorClasses.Read(vendorClass, this);

    /// <summary>
    /// The model of an SCCP device type. A 7940G says the same as a 7940: the shorter name is meant, because the G
    /// cannot be told. Null when unknown, or when the number rests on an assumption that does not hold.
    /// </summary>
    public PhoneModel? FindByDeviceType(long deviceType) => Models
        .Where(m => m.DeviceType is { } type && type.Value == deviceType && Acts(type))
        .MinBy(m => m.Model.Length);

    /// <summary>
    /// The models that announce this platform by CDP; several where the platform does not tell them apart.
    /// </summary>
    public IReadOnlyList<PhoneModel> FindByCdpPlatform(string platform) =>
        [.. Models.Where(m => m.CdpPlatform is { } known && Acts(known) && known.Value == platform.TrimEnd('\0', ' '))];

    /// <summary>The model that a SIP User-Agent names, with its version or without; null when unknown.</summary>
    public PhoneModel? FindByUserAgent(string userAgent)
    {
        int slash = userAgent.IndexOf('/', StringComparison.Ordinal);
        string product = (slash < 0 ? userAgent : userAgent[..slash]).Trim();
        return Models.FirstOrDefault(m => m.SipUserAgent is { } known && Acts(known) && known.Value == product);
    }

    /// <summary>True when the assumption of that name holds; an unknown name holds never.</summary>
    public bool Assumes(string id) => Families.Any(f => f.Assumptions.Any(a => a.Id == id && a.Holds));

    /// <summary>The same catalogue with one assumption switched; null when there is none of that name.</summary>
    public PhoneCatalogue? WithAssumption(string id, bool holds)
    {
        if (!Families.Any(f => f.Assumptions.Any(a => a.Id == id))) return null;
        return this with
        {
            Families = [.. Families.Select(f => f with
            {
                Assumptions = [.. f.Assumptions.Select(a => a.Id == id ? a with { Holds = holds } : a)],
            })],
        };
    }

    /// <summary>
    /// The same catalogue with a line of firmware more, and the phones that run it: what lies in the folder <c>Data</c>
    /// beside the line is written as this catalogue's own, <c>Models</c>, <c>Families</c>, <c>firmware-families.txt</c>
    /// and <c>firmware-names.txt</c>.
    /// </summary>
    public PhoneCatalogue With(ICatalogueLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Type owner = line.GetType();
        return this with
        {
            Models =
            [
                .. Models.Concat(Read(owner, "Models", CatalogueForms.Model))
                    .OrderBy(m => m.Model, StringComparer.Ordinal),
            ],
            Families = [.. Families, .. Read(owner, "Families", CatalogueForms.Family)],
            Firmware = Firmware.With(
                EmbeddedTable.Rows(owner, "firmware-families.txt"), EmbeddedTable.Rows(owner, "firmware-names.txt")),
            Lines = [.. Lines, line],
        };
    }

    private bool Acts<T>(Known<T> fact) => fact.Assumption is null || Assumes(fact.Assumption);

    private static IEnumerable<T> Read<T>(Type owner, string folder, Func<TableRecord, T> form)
        where T : class => EmbeddedTable.Files(owner, folder).Select(file => EmbeddedTable.Record(owner, file, form));
}
