using System.Buffers.Binary;
using System.Text;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a 7940 or 7960 checks of an image before it writes it to its flash: first words, lengths and sums, as its
/// loader does (sources.md file-formats §B, 7940-7960-code §2).
/// </summary>
internal static class UniversalImage
{
    private const int HeaderLength = 0x140;
    private const int LongestUncompressed = 786_432;
    private const int LongestCompressed = 393_216;

    /// <summary>The name that stands in an image that the loader takes; null for one that it does not.</summary>
    internal static string? NameIn(ReadOnlySpan<byte> image)
    {
        if (image.Length < HeaderLength) return null;
        ReadOnlySpan<byte> name = image.Slice(0x20, 0xf8), build = image.Slice(0x120, 8);
        bool isTheirs = name[0] == 'P' && name[1] is (byte)'0' or (byte)'D' && name[3] == '3'
            && build[0] == 'P' && build[1] is (byte)'A' or (byte)'D' && build[3] == '3';
        bool isCompressed = (U32(image, 0x130) & 1) != 0;
        long length = U32(image, isCompressed ? 0x138 : 0x12c);
        int sumAt = isCompressed ? 0x134 : 0x128;
        if (!isTheirs || length < HeaderLength || length > image.Length
            || length > (isCompressed ? LongestCompressed : LongestUncompressed))
        {
            return null;
        }

        ReadOnlySpan<byte> code = image[..(int)length];
        bool isWhole = ImageChecksum.Of(code, (0x20, 0x120), (sumAt, sumAt + 4)) == (ushort)U32(image, sumAt)
            && IsDsp(image[(int)length..]);
        if (!isWhole) return null;
        int end = name.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>The eight characters of its build.</summary>
    internal static string BuildIn(ReadOnlySpan<byte> image) => Encoding.Latin1.GetString(image.Slice(0x120, 8));

    private static bool IsDsp(ReadOnlySpan<byte> block)
    {
        int nameLength = block.StartsWith("PS"u8) ? 8 : 28;
        return block.Length >= nameLength + 8 && U32(block, nameLength + 4) == block.Length
            && ImageChecksum.Of(block, (nameLength, nameLength + 4)) == (ushort)U32(block, nameLength);
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
