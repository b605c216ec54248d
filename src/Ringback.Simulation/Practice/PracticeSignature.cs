using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>What a practice signature says of a file.</summary>
public enum PracticeVerdict
{
    /// <summary>A practice file, as it was made.</summary>
    Genuine,

    /// <summary>A practice file that has been changed or cut since.</summary>
    Damaged,

    /// <summary>No practice signature: a real file, an unsigned one, or something else.</summary>
    NotPractice,
}

/// <summary>
/// The stand-in for Cisco's signature in practice files, by which a simulated phone refuses damaged ones as a real
/// phone would. It protects nothing: anyone can make one. The 256 bytes of the field are the text
/// <c>RINGBACK-PRACTICE</c>, SHA-256 over the whole file with this field zeroed, and zeros.
/// </summary>
public static class PracticeSignature
{
    /// <summary>The length of the field, as in real files (sources.md file-formats §A).</summary>
    internal const int Length = 0x100;

    /// <summary>Says whether a file is a practice file, and whether it is as it was made.</summary>
    public static PracticeVerdict Verify(ReadOnlySpan<byte> file)
    {
        if (!SignedEnvelope.TryRead(file, out SignedEnvelope? envelope, out _)) return VerifyUnreadable(file);
        if (envelope.SignatureLength != Length) return VerifyUnreadable(file);

        ReadOnlySpan<byte> field = file.Slice(envelope.SignatureOffset, Length);
        if (!PracticeKey.IsPracticeSignature(field)) return VerifyUnreadable(file);
        return field.SequenceEqual(PracticeKey.SignatureOf(file, envelope.SignatureOffset))
            ? PracticeVerdict.Genuine
            : PracticeVerdict.Damaged;
    }

    /// <summary>Writes the signature into the zeroed field of a finished file.</summary>
    internal static void Sign(Span<byte> file)
    {
        if (!SignedEnvelope.TryRead(file, out SignedEnvelope? envelope, out EnvelopeFault why))
            throw new InvalidOperationException($"A practice envelope came out wrong: {why}.");

        PracticeKey.SignatureOf(file, envelope.SignatureOffset).CopyTo(file[envelope.SignatureOffset..]);
    }

    /// <summary>A broken header may still show that it was a practice file's: its mark survives somewhere.</summary>
    private static PracticeVerdict VerifyUnreadable(ReadOnlySpan<byte> file)
    {
        bool marked = file.IndexOf("RINGBACK-PRACTICE"u8) >= 0 || PracticeMark.IsOn(file);
        return marked && SignedEnvelope.BeginsLikeOne(file) ? PracticeVerdict.Damaged : PracticeVerdict.NotPractice;
    }
}
