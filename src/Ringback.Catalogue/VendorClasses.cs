namespace Ringback.Catalogue;

/// <summary>Reads DHCP option 60 (sources.md 7940-7960 §2.2, other-phones §5.1, peers-and-users §4).</summary>
internal static class VendorClasses
{
    /// <summary>How every vendor class of a Cisco phone begins, whatever follows.</summary>
    private const string Maker = "Cisco Systems";

    private static readonly string[] MultiplatformEndings = ["-3PCC", "-MPP"];

    internal static DhcpClassReading Read(string vendorClass, PhoneCatalogue catalogue)
    {
        string text = vendorClass.TrimEnd('\0', ' ');
        bool multiplatform = MultiplatformEndings.Any(e => text.EndsWith(e, StringComparison.Ordinal));
        if (Exact(text, catalogue) is { } exact) return new DhcpClassReading(DhcpClassKind.Model, exact, multiplatform);
        if (ByProduct(text, catalogue) is { } product)
            return new DhcpClassReading(DhcpClassKind.ModelByProduct, product, multiplatform);
        if (catalogue.Families.SelectMany(f => f.BareDhcpClasses).Any(c => c.Text == text))
            return new DhcpClassReading(DhcpClassKind.WithoutModel, null, false);
        bool cisco = text.StartsWith(Maker, StringComparison.Ordinal) || Prefixes(catalogue).Any(p => Begins(text, p));
        return new DhcpClassReading(cisco ? DhcpClassKind.UnknownModel : DhcpClassKind.Foreign, null, multiplatform);
    }

    private static PhoneModel? Exact(string text, PhoneCatalogue catalogue) =>
        catalogue.Models.FirstOrDefault(m => m.DhcpClasses.Any(c => c.Text == text));

    /// <summary>
    /// What follows the family's prefix is the product number, and a multiplatform phone adds its ending. The number
    /// counts whole: <c>CP-7941G</c> is not the beginning of <c>CP-7941G-GE</c>.
    /// </summary>
    private static PhoneModel? ByProduct(string text, PhoneCatalogue catalogue)
    {
        string? prefix = Prefixes(catalogue).FirstOrDefault(p => Begins(text, p) && text.Length > p.Length);
        if (prefix is null) return null;
        string product = text[prefix.Length..].Trim();
        foreach (string ending in MultiplatformEndings)
        {
            if (product.EndsWith(ending, StringComparison.Ordinal)) product = product[..^ending.Length];
        }

        return catalogue.Find(product);
    }

    private static IEnumerable<string> Prefixes(PhoneCatalogue catalogue) => catalogue.Families
        .Select(f => f.DhcpClassPrefix).OfType<string>().Distinct().OrderByDescending(p => p.Length);

    private static bool Begins(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);
}
