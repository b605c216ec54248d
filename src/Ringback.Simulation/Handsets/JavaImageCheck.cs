using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a Java phone checks of a list and its parts: that they are signed with a key that it knows, under the name that
/// it asked for, for its family and its hardware (sources.md other-phones §2.2, §2.3, §2.7).
/// </summary>
/// <remarks>
/// Practice files stand for real ones: their mark is their signature, and it says which key. Real files are checked
/// with the real keys.
/// </remarks>
internal static class JavaImageCheck
{
    private const string NotAuthentic = "Load Authentication Failed";

    /// <summary>Releases from here on know both keys.</summary>
    private static readonly LoadVersion KnowsBothKeys = new(8, 3, 3, 0, 0);

    /// <summary>Why the phone refuses the file; null when it takes it.</summary>
    internal static string? Refusal(Handset phone, string listedName, byte[] content)
    {
        if (!SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _)
            || PracticeSignature.Verify(content) == PracticeVerdict.Damaged)
        {
            return NotAuthentic;
        }

        // The firmware's own words are "filename doesn't match filename in envelope".
        if (!HandsetImageCheck.IsSameName(phone, envelope.EmbeddedName, listedName)) return NotAuthentic;
        FirmwareFile file = FirmwareFile.Inspect(envelope.EmbeddedName!, content);
        SigningSlot? slot = PracticeKey.SlotOf(envelope) ?? file.SigningKey?.Slot;
        if (slot is SigningSlot.New && !KnowsNewKey(phone)) return NotAuthentic;
        if (file.HasError || file.Whole == false || file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest))
            return NotAuthentic;
        if (file.Family != phone.Options.Model.FirmwareFamily) return "Load rejected";
        bool fits = file.Kind is not FirmwareKind.Manifest || FitsHardware(phone, file.HardwareCompatibility);
        return fits ? null : "Load rejected - hardware compatibility mismatch";
    }

    /// <summary>
    /// The boot code that judges is the running release's; after a factory reset it may be an older, resident one.
    /// </summary>
    private static bool KnowsNewKey(Handset phone)
    {
        if (phone.Quirks.KnowsOldKeyOnly || (phone.Flash.IsReset && phone.Quirks.DefaultManifestLoop)) return false;
        Load? judge = phone.Running ?? phone.LoadOf(phone.Flash.BootCode);
        return judge is null || judge.Version >= KnowsBothKeys;
    }

    private static bool FitsHardware(Handset phone, int? listed)
    {
        if (phone.Quirks.HardwareWord is not { } word) return true;
        if (listed is not { } number) return false;
        return phone.Quirks.HardwareWordIsMask ? (number & word) == word : number >= word;
    }
}
