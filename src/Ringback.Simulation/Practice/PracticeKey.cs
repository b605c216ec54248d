using System.Security.Cryptography;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// Which of Cisco's two keys a practice file stands for. Nobody signed it: its signer's name says so, and which one it
/// would have been.
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

    /// <summary>
    /// The slot of a 7940's or 7960's load: SCCP 8.1(2)SR2 is the one that is known to be signed with the newer key
    /// (sources.md 7940-7960-code §1).
    /// </summary>
    internal static SigningSlot SlotOf(Load load) =>
        load.Text == "P0030801SR02" ? SigningSlot.New : SigningSlot.Old;

    /// <summary>The key that a signer's name stands for.</summary>
    internal static HandsetKey KeyOf(string signer) => signer switch
    {
        PracticeMark.Signer + OldSigner => HandsetKey.Old,
        PracticeMark.Signer + NewSigner => HandsetKey.New,
        _ => HandsetKey.Unknown,
    };

    /// <summary>Whether a signature field is a practice file's.</summary>
    internal static bool IsPracticeSignature(ReadOnlySpan<byte> field) => field.StartsWith("RINGBACK-PRACTICE"u8);

    /// <summary>The signature that a practice file of this content has: see <see cref="PracticeSignature"/>.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="at">Where its signature field is.</param>
    internal static byte[] SignatureOf(ReadOnlySpan<byte> file, int at)
    {
        byte[] field = new byte[PracticeSignature.Length];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[..at]);
        hash.AppendData(field);
        hash.AppendData(file[(at + field.Length)..]);
        ReadOnlySpan<byte> mark = "RINGBACK-PRACTICE"u8;
        mark.CopyTo(field);
        hash.GetHashAndReset(field.AsSpan(mark.Length));
        return field;
    }

    /// <summary>What follows the mark in a signer's name.</summary>
    internal static string SignerOf(SigningSlot? slot) => slot switch
    {
        SigningSlot.Old => OldSigner,
        SigningSlot.New => NewSigner,
        _ => "OU=NotFirmware;O=x",
    };
}
