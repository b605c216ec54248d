using System.Reflection;
using System.Text.Json;

namespace Ringback.Phones.Catalogue;

/// <summary>Everything that is known about models and families, read once from the data files in this folder.</summary>
public sealed record PhoneCatalogue
{
    private const string FamilyFile = "family-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private PhoneCatalogue(IReadOnlyList<PhoneModel> models, IReadOnlyList<PhoneFamily> families)
    {
        Models = models;
        Families = families;
    }

    /// <summary>The catalogue that the program was built with.</summary>
    public static PhoneCatalogue BuiltIn { get; } = Load();

    /// <summary>All models, by name.</summary>
    public IReadOnlyList<PhoneModel> Models { get; }

    /// <summary>All families.</summary>
    public IReadOnlyList<PhoneFamily> Families { get; private init; }

    /// <summary>The 7940(G) and 7960(G).</summary>
    public PhoneFamily Family79X0 => Families.First(f => f.Family == "7940-7960");

    /// <summary>
    /// The model of that name (<c>7940G</c>, <c>CP-7940G</c>, in any letter case); null when unknown.
    /// </summary>
    public PhoneModel? Find(string name) => Models.FirstOrDefault(m =>
        m.Model.Equals(name, StringComparison.OrdinalIgnoreCase)
        || m.Product.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The model that a DHCP vendor class names; null for the bare class of old loads, which names none
    /// (field guide 7940-7960 §2.2).
    /// </summary>
    public PhoneModel? FindByDhcpClass(string vendorClass)
    {
        string text = vendorClass.TrimEnd('\0', ' ');
        return Models.FirstOrDefault(m => m.DhcpClass.Equals(text, StringComparison.Ordinal));
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

    private static PhoneCatalogue Load()
    {
        Assembly assembly = typeof(PhoneCatalogue).Assembly;
        List<PhoneModel> models = [];
        List<PhoneFamily> families = [];
        string prefix = typeof(PhoneCatalogue).Namespace + ".Data.";
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix)).Order())
        {
            using Stream data = assembly.GetManifestResourceStream(name)!;
            if (name[prefix.Length..].StartsWith(FamilyFile))
                families.Add(JsonSerializer.Deserialize<PhoneFamily>(data, Json)!);
            else
                models.Add(JsonSerializer.Deserialize<PhoneModel>(data, Json)!);
        }

        return new PhoneCatalogue(models, families);
    }
}
