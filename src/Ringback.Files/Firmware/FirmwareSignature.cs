using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;

namespace Ringback.Files.Firmware;

/// <summary>What the signature of a file proves.</summary>
public enum Authenticity
{
    /// <summary>Nothing: unsigned, or signed with a key that nobody outside Cisco knows.</summary>
    Unknown,

    /// <summary>A known key signed exactly these bytes.</summary>
    Genuine,

    /// <summary>A known key signed a file of which this is a damaged or shortened copy.</summary>
    Damaged,
}

/// <summary>The signature of phone firmware, checked.</summary>
/// <param name="Authenticity">What it proves.</param>
/// <param name="Key">The key that fits; null when none does.</param>
/// <param name="SignedAt">When it was signed, UTC; null when no key fits.</param>
/// <remarks>
/// sources.md other-phones §3.3, found to hold for every file of the families whose keys are known:
/// <code>
/// signature ^ 3 mod N = 00 01 FF … FF 00 | seconds since 1970 (4, big-endian) | SHA-1 (20)
/// SHA-1 over the file without the signature's tag, length and value
/// </code>
/// There is no ASN.1 in it, so no library checks it as it is. Nothing secret takes part: a public number is cubed.
/// </remarks>
public sealed record FirmwareSignature(Authenticity Authenticity, SigningKey? Key, DateTimeOffset? SignedAt)
{
    private const int Length = 256;
    private const int TimeLength = 4;
    private const int TailLength = TimeLength + SHA1.HashSizeInBytes;

    private static readonly FirmwareSignature Unknown = new(Authenticity.Unknown, null, null);

    /// <summary>Checks a file's signature; a signature that no key fits is unknown, never bad.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="envelope">The envelope read from it.</param>
    /// <param name="keys">The keys to try.</param>
    /// <param name="likelyFamily">The key family to try first; null when nothing hints at one.</param>
    public static FirmwareSignature Check(
        ReadOnlySpan<byte> file, SignedEnvelope envelope, SigningKeys keys, string? likelyFamily = null)
    {
        if (envelope.SignatureLength != Length || keys.All.Count == 0) return Unknown;
        ReadOnlySpan<byte> signature = file.Slice(envelope.SignatureOffset, Length);
        BigInteger number = new(signature, isUnsigned: true, isBigEndian: true);
        BigInteger cube = number * number * number;
        Span<byte> message = stackalloc byte[Length];
        foreach (SigningKey key in keys.StartingWith(likelyFamily))
        {
            if (!TryOpen(cube, key.Modulus, message)) continue;
            uint seconds = BinaryPrimitives.ReadUInt32BigEndian(message[^TailLength..]);
            bool same = message[^SHA1.HashSizeInBytes..].SequenceEqual(Digest(file, envelope.SignatureOffset));
            return new FirmwareSignature(
                same ? Authenticity.Genuine : Authenticity.Damaged, key, DateTimeOffset.FromUnixTimeSeconds(seconds));
        }

        return Unknown;
    }

    /// <summary>Takes the remainder and says whether it is padded as every signature of the key's owner is.</summary>
    private static bool TryOpen(BigInteger cube, BigInteger modulus, Span<byte> message)
    {
        BigInteger opened = cube % modulus;
        int length = opened.GetByteCount(isUnsigned: true);
        // The first byte is 0, so the number is one byte shorter than its field.
        if (length != Length - 1) return false;
        message[0] = 0;
        if (!opened.TryWriteBytes(message[1..], out _, isUnsigned: true, isBigEndian: true)) return false;
        ReadOnlySpan<byte> padding = message[2..^(TailLength + 1)];
        return message[1] == 1 && !padding.ContainsAnyExcept((byte)0xff) && message[^(TailLength + 1)] == 0;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The phones' own digest: it is read, not relied upon.")]
    private static byte[] Digest(ReadOnlySpan<byte> file, int signatureOffset)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(file[..(signatureOffset - SignedEnvelope.TagAndLength)]);
        hash.AppendData(file[(signatureOffset + Length)..]);
        return hash.GetHashAndReset();
    }
}
