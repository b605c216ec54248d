using System.Security.Cryptography;

namespace Ringback.Workbench.Library;

/// <summary>Hashes of contents.</summary>
internal static class LibraryContent
{
    internal static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>SHA-1, only because Cisco's packages are known by it.</summary>
    internal static string Sha1(string path)
    {
        using FileStream file = File.OpenRead(path);
#pragma warning disable CA5350 // It tells packages apart and protects nothing.
        return Convert.ToHexStringLower(SHA1.HashData(file));
#pragma warning restore CA5350
    }
}
