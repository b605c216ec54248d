using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Files.Firmware;

/// <summary>Why the bytes are not a kup image.</summary>
public enum KupFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It does not begin as one.</summary>
    NotAnImage,

    /// <summary>It ends inside its header.</summary>
    Truncated,
}

/// <summary>The one image of a 7902, 7905, 7912 or ATA. All numbers big-endian.</summary>
/// <remarks>
/// sources.md other-phones §1.8 and file-formats §E, read off nine images. There is no name and no protocol in it.
/// <code>
/// 0x00  kup100000000                0x18  +kxz
/// 0x10  u32 hardware                0x1c  u32 sum of all bytes from 0x24
/// 0x14  04 00, then the version     0x20  u32 length - 0x18
/// </code>
/// </remarks>
/// <param name="Family">The family whose hardware it names; null for unknown hardware.</param>
/// <param name="Version">Major and minor, <c>8.0</c>: the rest is only in names.</param>
/// <param name="LengthFits">True when the length is the one in the header.</param>
/// <param name="SumFits">True when the byte sum is the one in the header.</param>
public sealed record KupImage(string? Family, string Version, bool LengthFits, bool SumFits)
{
    private const int HeaderLength = 0x24;
    private const int LengthBefore = 0x18;

    /// <summary>True when the bytes begin like one.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> content) => content.StartsWith("kup1"u8);

    /// <summary>Reads the header and adds up the rest.</summary>
    /// <param name="content">The whole image.</param>
    /// <param name="image">What it says; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="KupFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> content, [NotNullWhen(true)] out KupImage? image, out KupFault why)
    {
        image = null;
        why = !BeginsLikeOne(content) ? KupFault.NotAnImage
            : content.Length < HeaderLength ? KupFault.Truncated
            : KupFault.None;
        if (why is not KupFault.None) return false;

        string? family = U32(content, 0x10) switch
        {
            0x301 => "ata",
            0x401 => "7902",
            0x501 => "7905",
            0x601 => "7912",
            _ => null,
        };
        image = new KupImage(
            family,
            FormattableString.Invariant($"{content[0x16]}.{content[0x17]}"),
            U32(content, 0x20) + (long)LengthBefore == content.Length,
            U32(content, 0x1c) == ByteSum(content[HeaderLength..]));
        return true;
    }

    private static uint ByteSum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte b in bytes) sum += b;
        return sum;
    }

    private static uint U32(ReadOnlySpan<byte> content, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(content[offset..]);
}
