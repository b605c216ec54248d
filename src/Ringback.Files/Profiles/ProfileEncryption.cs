using System.Diagnostics.CodeAnalysis;

namespace Ringback.Files.Profiles;

/// <summary>
/// The two encryptions of a profile. UNVERIFIED: they are known from a disassembly only, and no encrypted sample was
/// there to compare with (sources.md other-phones §1.5).
/// </summary>
public static class ProfileEncryption
{
    private const int LongestWeakKey = 8;
    private const int LongestStrongKey = 64;
    private const int StrongKeyLength = 32;
    private const int SaltLength = 8;

    /// <summary>
    /// The key of <c>EncryptKey</c> (at most 8 hexadecimal digits) as bytes; a 0 is put behind an odd number of digits.
    /// </summary>
    public static bool TryReadWeakKey(string digits, [NotNullWhen(true)] out byte[]? key) =>
        TryReadKey(digits, LongestWeakKey, out key);

    /// <summary>The key of <c>EncryptKeyEx</c> (at most 64 hexadecimal digits), with zeros up to 32 bytes.</summary>
    public static bool TryReadStrongKey(string digits, [NotNullWhen(true)] out byte[]? key)
    {
        if (!TryReadKey(digits, LongestStrongKey, out key)) return false;
        Array.Resize(ref key, StrongKeyLength);
        return true;
    }

    /// <summary>Encrypts or decrypts a whole file, <c>#ata</c> included, with the weak key.</summary>
    public static byte[] Weak(ReadOnlySpan<byte> file, ReadOnlySpan<byte> key)
    {
        byte[] result = file.ToArray();
        Rc4.Apply(key, result);
        return result;
    }

    /// <summary>The strongly encrypted form of a profile, which the phone asks for with <c>.x</c> at its end.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="key">32 bytes.</param>
    /// <param name="salt">Eight random bytes.</param>
    public static byte[] WriteStrong(
        IEnumerable<ProfileEntry> entries, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength);
        byte[] tags = CompiledProfile.WriteTags(CompiledProfile.Ordered(entries), WordSum);
        Mix(tags, salt);
        byte[] file = [.. tags, .. salt];
        Rc4.Apply(key, file);
        return file;
    }

    /// <summary>Reads a strongly encrypted profile; with a wrong key there is nothing that could be read.</summary>
    public static bool TryReadStrong(ReadOnlySpan<byte> file, ReadOnlySpan<byte> key,
        [NotNullWhen(true)] out CompiledProfile? profile)
    {
        profile = null;
        if (file.Length < SaltLength) return false;
        byte[] plain = file.ToArray();
        Rc4.Apply(key, plain);
        Span<byte> tags = plain.AsSpan(0, plain.Length - SaltLength);
        Mix(tags, plain.AsSpan(plain.Length - SaltLength));
        return CompiledProfile.TryReadTags(tags, WordSum, out profile, out _);
    }

    /// <summary>
    /// The one's complement of the one's complement sum of big-endian words, as in IP; a last odd byte is added as a
    /// signed number.
    /// </summary>
    internal static ushort WordSum(ReadOnlySpan<byte> body)
    {
        long sum = 0;
        for (int i = 0; i + 1 < body.Length; i += 2) sum += body[i] << 8 | body[i + 1];
        if (body.Length % 2 == 1) sum += (sbyte)body[^1];
        while (sum >> 16 != 0 && sum > 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }

    private static void Mix(Span<byte> tags, ReadOnlySpan<byte> salt)
    {
        for (int i = 0; i < tags.Length; i++) tags[i] ^= salt[i % SaltLength];
    }

    private static bool TryReadKey(string digits, int most, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (digits.Length == 0 || digits.Length > most || !digits.All(char.IsAsciiHexDigit)) return false;
        key = Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
        return true;
    }
}
