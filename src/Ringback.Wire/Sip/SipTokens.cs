using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ringback.Wire.Sip;

/// <summary>Tags, branches and Call-IDs that nobody can guess, and that a test can repeat.</summary>
internal sealed class SipTokens(byte[] secret)
{
    // What every branch of RFC 3261 begins with.
    private const string Cookie = "z9hG4bK";

    private long _last;

    internal string Tag() => "rb" + Next();

    internal string Branch() => Cookie + Next();

    internal string CallId() => Next();

    private string Next()
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, ++_last);
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, counter).AsSpan(0, 10));
    }
}
