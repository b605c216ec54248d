using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What the boot code of a 7940 or 7960 checks of a file before it believes it (sources.md 7940-7960-code §1 and §2).
/// </summary>
internal static class HandsetImageCheck
{
    /// <summary>The display of whatever is not as it was signed.</summary>
    internal const string NotAuthentic = "Image Authentication Failed";

    private static readonly (int, int, int) FirstWithBothKeys = (8, 12, 0);

    /// <summary>The payload of a signed file that this phone's boot code believes; null with the reason.</summary>
    internal static byte[]? Payload(Handset phone, string asked, byte[] content, out string refusal)
    {
        refusal = NotAuthentic;
        if (HandsetEnvelope.Of(content) is not { } envelope) return null;
        HandsetKey key = envelope.Verify(phone.Options.Model.FirmwareFamily);
        if (key is HandsetKey.None || (key is HandsetKey.New && !KnowsNewKey(phone))) return null;
        refusal = "File Auth Error";
        return IsSameName(envelope.Name, asked, phone.Quirks.CaseStrict ?? phone.Flash.Loader is null)
            ? envelope.Payload.ToArray()
            : null;
    }

    /// <summary>Why an image is not taken; null when it is.</summary>
    internal static string? RefusalOfImage(ReadOnlySpan<byte> image, string asked)
    {
        if (UniversalImage.NameIn(image) is not { } name) return "Invalid Image";
        return name.Equals(Path.GetFileNameWithoutExtension(asked), StringComparison.OrdinalIgnoreCase)
            ? null
            : "Wrong Image";
    }

    /// <summary>The name in the header against the name that was asked for.</summary>
    internal static bool IsSameName(string? embedded, string asked, bool caseCounts) =>
        string.Equals(embedded, asked, caseCounts ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Only a loader holds keys, and code from before it the older one. SCCP's loaders carry its own numbers, and
    /// 8.1(2)SR2's has both. Of 7.7 that is a report (COMM C3), which no code confirms.
    /// </summary>
    private static bool KnowsNewKey(Handset phone)
    {
        if (phone.Quirks.KnowsNewKey is { } known) return known;
        if (phone.Flash.Loader is not { } name || phone.LoadOf(name) is not { } loader) return false;
        return name.Equals("P0030801SR02", StringComparison.OrdinalIgnoreCase)
            || (loader.IsLoader && (loader.Release.CompareTo(FirstWithBothKeys) >= 0 || loader.Release is (7, 7, _)));
    }
}
