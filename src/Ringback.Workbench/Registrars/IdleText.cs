using Ringback.Catalogue.Loads;

namespace Ringback.Workbench.Registrars;

/// <summary>What an idle display says, so that who stands before the phone sees that it is done.</summary>
internal static class IdleText
{
    // One byte of the field is its end.
    private const int Longest = 31;

    /// <summary>From the load that the phone states.</summary>
    internal static string Of(string? load)
    {
        string version = Load.TryParse(load, out Load? known) ? $"SCCP {known.HumanVersion}" : load ?? "";
        string[] texts = [$"Ringback: {version} works", $"{version} works"];
        return version.Length == 0
            ? "Ringback: it works"
            : Array.Find(texts, t => t.Length <= Longest) ?? "Ringback: it works";
    }
}
