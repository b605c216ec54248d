using System.Security.Cryptography;
using Ringback.Phones.Answers;

namespace Ringback.Observation;

/// <summary>SHA-256 of what a phone is given, as far as it costs the phone no time.</summary>
internal static class ContentHash
{
    /// <summary>The hash in lower-case hexadecimal; null for nothing, and for a file whose hash nobody knows.</summary>
    internal static string? Of(FileContent? content) => content switch
    {
        // It is made for this one answer and is some kilobytes.
        MadeContent made => Convert.ToHexStringLower(SHA256.HashData(made.Bytes.Span)),
        StoredContent { Offset: 0 } stored => stored.File.Sha256,
        _ => null,
    };

    /// <summary>The hash of bytes, in lower-case hexadecimal.</summary>
    internal static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
