using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue.Loads;

/// <summary>How the loads of a family are fetched whose route is one step through <c>loadInformation</c>.</summary>
/// <param name="Family">The firmware family.</param>
/// <param name="Beginnings">How the names of its loads begin.</param>
/// <param name="Extension">The extension of the file that is asked for first.</param>
/// <param name="Parts">What else belongs to a load, in words; empty when it is one file.</param>
public sealed record LoadShape(string Family, IReadOnlyList<string> Beginnings, string Extension, string Parts);

/// <summary>The table <c>load-shapes.txt</c>.</summary>
public static class LoadShapes
{
    private static readonly LoadShape[] All =
        [.. EmbeddedTable.Rows(typeof(LoadShapes), "load-shapes.txt")
            .Select(r => new LoadShape(r[0], r[1].Split(' '), r[2], r[3]))];

    /// <summary>The shape of that family's loads; null when it has none of its own.</summary>
    public static LoadShape? Find(string? family) => Array.Find(All, s => s.Family == family);

    /// <summary>True when a name is a load's own and not that of one of its parts.</summary>
    public static bool IsWhole(string name, FirmwareFamily family)
    {
        string[] beginnings = family.IsJava
            ? [$"SCCP{family.SetNumber}.", $"SIP{family.SetNumber}.", .. family.DefaultNumbers.Select(n => $"term{n}.")]
            : [.. Find(family.Name)?.Beginnings ?? [""]];
        return beginnings.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase));
    }
}
