using Ringback.Phones.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>What a phone checks before it writes an image to its flash (file-formats §A and §B).</summary>
internal static class HandsetImageCheck
{
    /// <summary>Why the phone refuses the file, as its display says it; null when it takes it.</summary>
    internal static string? Refusal(string requestedName, byte[] content, bool signedOnly)
    {
        FirmwareFile file = FirmwareFile.Inspect(requestedName, content);
        if (PracticeSignature.Verify(content) == PracticeVerdict.Damaged) return "Image Authentication Failed";
        if (signedOnly && !file.Signed) return "Image Authentication Failed";
        if (file.Signed && file.EmbeddedName != requestedName) return "File Auth Error";
        if (file.HasError || file.Whole == false || file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest))
            return "Invalid Image";
        string stem = Path.GetFileNameWithoutExtension(requestedName);
        return stem.Equals(file.Load, StringComparison.OrdinalIgnoreCase) ? null : "Wrong Image";
    }
}
