using System.Security.Cryptography;
using System.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// A part of a 7921, 7925 or 7926 set: it begins with its own MD5 in hexadecimal, taken over the part with these 32
/// characters as zeros. The manifest lists the same MD5 (sources.md other-phones §2.12, verified on 36 files).
/// </summary>
/// <param name="Md5">The digest it carries, as it is written there.</param>
/// <param name="IsWhole">True when it is the digest of these bytes.</param>
public sealed record WirelessPart(string Md5, bool IsWhole)
{
    private const int DigestLength = 32;

    /// <summary>Behind the digest stand zeros; text that happens to begin with a digest has none.</summary>
    private const int ShortestPart = DigestLength + 4;

    /// <summary>Reads a part; null when the bytes do not begin as one.</summary>
    public static WirelessPart? Read(ReadOnlySpan<byte> payload)
    {
        if (!BeginsLikeOne(payload)) return null;
        ReadOnlySpan<byte> written = payload[..DigestLength];
        Span<byte> stored = stackalloc byte[DigestLength / 2];
        Convert.FromHexString(written, stored, out _, out _);
        Span<byte> zeros = stackalloc byte[DigestLength];
        zeros.Clear();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(zeros);
        hash.AppendData(payload[DigestLength..]);
        Span<byte> digest = stackalloc byte[DigestLength / 2];
        hash.GetHashAndReset(digest);
        return new WirelessPart(Encoding.ASCII.GetString(written), digest.SequenceEqual(stored));
    }

    private static bool BeginsLikeOne(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < ShortestPart || payload[DigestLength] != 0) return false;
        foreach (byte b in payload[..DigestLength])
        {
            if (!char.IsAsciiHexDigit((char)b)) return false;
        }

        return true;
    }
}
