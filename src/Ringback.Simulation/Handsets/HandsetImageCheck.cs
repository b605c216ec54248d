using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>What a 7940 or 7960 checks before it writes an image to its flash (file-formats §A and §B).</summary>
internal static class HandsetImageCheck
{
    /// <summary>Why the phone refuses the file, as its display says it; null when it takes it.</summary>
    internal static string? Refusal(Handset phone, string requestedName, byte[] content, bool signedOnly)
    {
        if (PracticeSignature.Verify(content) == PracticeVerdict.Damaged) return "Image Authentication Failed";
        bool signed = SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _);
        if (signedOnly && !signed) return "Image Authentication Failed";
        if (signed && !IsSameName(phone, envelope!.EmbeddedName, requestedName)) return "File Auth Error";
        FirmwareFile file = FirmwareFile.Inspect(envelope?.EmbeddedName ?? requestedName, content);
        if (file.HasError || file.Whole == false || file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest))
            return "Invalid Image";
        string stem = Path.GetFileNameWithoutExtension(requestedName);
        return file.Family == phone.Options.Model.FirmwareFamily
            && stem.Equals(file.Load, StringComparison.OrdinalIgnoreCase) ? null : "Wrong Image";
    }

    /// <summary>The name in the header against the name that was asked for (sources.md other-phones §2.3).</summary>
    internal static bool IsSameName(Handset phone, string? embedded, string requested) => string.Equals(
        embedded, requested,
        phone.Quirks.CaseStrict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
