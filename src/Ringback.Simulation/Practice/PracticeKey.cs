using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// Which of Cisco's two keys of the Java phones a practice file stands for. Nobody signed it: its signer's name says
/// so, and which one it would have been.
/// </summary>
internal static class PracticeKey
{
    private const string OldSigner = "OU=OldKey;O=x";
    private const string NewSigner = "OU=NewKey;O=x";

    /// <summary>The first release that is signed with the newer key (sources.md other-phones §2.7).</summary>
    private static readonly LoadVersion FirstWithNewKey = new(8, 5, 3, 0, 0);

    /// <summary>The slot of a release, <c>9.4(2)SR3-1</c>.</summary>
    internal static SigningSlot SlotOf(string? version) =>
        LoadVersion.TryRead(version, out LoadVersion release) && release < FirstWithNewKey
            ? SigningSlot.Old
            : SigningSlot.New;

    /// <summary>The slot that a practice file stands for; null for other practice files and for real ones.</summary>
    internal static SigningSlot? SlotOf(SignedEnvelope envelope) => envelope.SignerName switch
    {
        PracticeMark.Signer + OldSigner => SigningSlot.Old,
        PracticeMark.Signer + NewSigner => SigningSlot.New,
        _ => null,
    };

    /// <summary>What follows the mark in a signer's name.</summary>
    internal static string SignerOf(SigningSlot? slot) => slot switch
    {
        SigningSlot.Old => OldSigner,
        SigningSlot.New => NewSigner,
        _ => "OU=NotFirmware;O=x",
    };
}
