namespace Ringback.Catalogue.Loads;

/// <summary>How the packages of the dashed loads are really called.</summary>
/// <remarks>
/// sources.md 7940-7960 §1.2: up to 8.11 the major number has two digits and the minor as many as it needs
/// (<c>P0S3-08-9-00</c>, <c>P0S3-08-11-00</c>); 8.12 has one (<c>P0S3-8-12-00</c>). <c>P0S3-08-12-00</c> is a
/// frequent slip in configurations, and a phone asks for exactly what it is told.
/// </remarks>
public static class PackageSpelling
{
    /// <summary>The name as its package writes it; null when it is already so, or has no dashes.</summary>
    public static string? Correct(Load load)
    {
        if (load.Text[4] != '-') return null;
        LoadVersion v = load.Version;
        string major = v is { Major: 8, Minor: >= 12 } ? "8" : FormattableString.Invariant($"{v.Major:00}");
        string right = FormattableString.Invariant($"{load.BootPrefix}-{major}-{v.Minor}-{v.Build:00}");
        return right.Equals(load.Text, StringComparison.OrdinalIgnoreCase) ? null : right;
    }
}
