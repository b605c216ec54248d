using System.Security.Cryptography;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>Hashes of contents.</summary>
internal static class LibraryContent
{
    internal static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static string Sha256(string path)
    {
        using FileStream file = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

#pragma warning disable CA5350 // It tells packages apart and protects nothing.
    /// <summary>SHA-1, only because Cisco's packages are known by it.</summary>
    internal static string Sha1(string path)
    {
        using FileStream file = Open(path);
        return Convert.ToHexStringLower(SHA1.HashData(file));
    }

    /// <summary>The same of bytes.</summary>
    internal static string Sha1(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA1.HashData(content));
#pragma warning restore CA5350

    /// <summary>Without a buffer of its own: what is read is read in large pieces.</summary>
    /// <exception cref="IOException">It is no plain file, or cannot be read.</exception>
    internal static FileStream Open(string path) => PlainFile.Open(path) is { } handle
        ? new FileStream(handle, FileAccess.Read, bufferSize: 0)
        : throw new IOException($"{path} is no file.");
}
