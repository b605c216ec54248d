using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Firmware;

/// <summary>
/// The header of a 7940/7960/7910 image: a raw <c>.bin</c>, or what stands behind the envelope of a <c>.sbn</c> or
/// <c>.sb2</c>. All numbers little-endian.
/// </summary>
/// <remarks>
/// sources.md file-formats §B, read off all that are known.
/// <code>
/// 0x000  eight ARM branches, byte 3 of each = 0xEA      0x12c  u32 application: offset of the DSP block
/// 0x020  load name, NUL-padded to 0x117                 0x130  u32 bit 0: compressed
/// 0x118  u32 3, then u32 0                              0x134  u32 compressed: sum up to the DSP block
/// 0x120  build id, eight characters                     0x138  u32 compressed: offset of the DSP block
/// 0x128  u32 application: sum up to the DSP block       0x13c  compressed: 1f 9d 8f, Unix compress
///
/// DSP block, the end of every image: its name (8 bytes when it begins PS, else 28), u32 sum, u32 its length
/// </code>
/// The layout of the single images before the universal loader (<c>P0S3-06-3-00</c>, <c>P00305000301</c>) is
/// UNVERIFIED: they are read as uncompressed applications, and only what looks as documented is believed.
/// </remarks>
public sealed record FirmwareImage
{
    private const int NameOffset = 0x20;
    private const int MarkOffset = 0x118;
    private const int BuildOffset = 0x120;
    private const int PlainSumOffset = 0x128;
    private const int DspOffsetOffset = 0x12c;
    private const int FlagsOffset = 0x130;
    private const int CompressedSumOffset = 0x134;
    private const int CompressedEndOffset = 0x138;
    private const int StreamOffset = 0x13c;
    private const int HeaderLength = 0x140;

    // What the loader of a 7940 or 7960 takes (sources.md file-formats §B).
    private const int LargestLoader = 131_040;
    private const int LargestApplication = 786_432;
    private const int LargestCompressed = 393_216;

    /// <summary>No image is near this; a DSP offset above it is not one.</summary>
    private const uint LargestImage = 4 * 1024 * 1024;

    /// <summary>The two words behind the name of a DSP block.</summary>
    private const int DspWordsLength = 8;

    /// <summary>No DSP block is near this.</summary>
    private const int LargestDspBlock = 128 * 1024;

    private static ReadOnlySpan<byte> UnixCompress => [0x1f, 0x9d, 0x8f];

    private FirmwareImage()
    {
    }

    /// <summary>The name that the image gives itself, as text.</summary>
    public required string Name { get; init; }

    /// <summary>The same, decoded; null for a 7910's, which begins P004.</summary>
    public required Load? LoadName { get; init; }

    /// <summary>The build, <c>PAS30830</c>; null when the header is not of the documented layout.</summary>
    public required string? BuildId { get; init; }

    /// <summary>True when its code is compressed, as that of every loader is.</summary>
    public required bool Compressed { get; init; }

    /// <summary>Loader, application, or the single image that was both before the universal loader.</summary>
    public required FirmwareRole Role { get; init; }

    /// <summary>Whether it is all there.</summary>
    public required ImageExtent Extent { get; init; }

    /// <summary>True when it is larger than a 7940 or 7960 takes.</summary>
    public required bool IsTooLarge { get; init; }

    /// <summary>Reads the header of an image.</summary>
    /// <param name="payload">The whole image: its length is part of what is checked.</param>
    /// <param name="image">What the header says; null when it cannot be read.</param>
    /// <param name="why">Why it cannot be read; <see cref="ImageFault.None"/> when it can.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out FirmwareImage? image, out ImageFault why)
    {
        image = null;
        if (!BeginsWithBranches(payload))
        {
            why = ImageFault.NotAnImage;
            return false;
        }

        if (payload.Length < HeaderLength)
        {
            why = ImageFault.Truncated;
            return false;
        }

        string? name = AsciiField.Read(payload[NameOffset..MarkOffset]);
        if (name is null)
        {
            why = ImageFault.NameMissing;
            return false;
        }

        // Without the two marks, the fields behind them are not known to mean what they mean in later images.
        bool documented = U32(payload, MarkOffset) == 3 && U32(payload, MarkOffset + 4) == 0;
        bool compressed = documented && (U32(payload, FlagsOffset) & 1) != 0;
        Load? load = Load.TryParse7940(name, out Load? parsed) ? parsed : null;
        FirmwareRole role = RoleOf(load, compressed);

        image = new FirmwareImage
        {
            Name = name,
            LoadName = load,
            BuildId = documented ? AsciiField.Read(payload.Slice(BuildOffset, 8)) : null,
            Compressed = compressed,
            Role = role,
            Extent = documented ? ExtentOf(payload, compressed, role, load is null) : ImageExtent.CannotTell,
            IsTooLarge = load is not null && payload.Length > (compressed
                ? role is FirmwareRole.Loader ? LargestLoader : LargestCompressed + LargestDspBlock
                : LargestApplication),
        };
        why = ImageFault.None;
        return true;
    }

    private static FirmwareRole RoleOf(Load? load, bool compressed)
    {
        if (load is { Generation: not LoadGeneration.Universal }) return FirmwareRole.Combined;
        // The 7910's are single images, and compressed.
        if (load is null && compressed) return FirmwareRole.Combined;
        return compressed || load is { IsUniversalLoader: true } ? FirmwareRole.Loader : FirmwareRole.Application;
    }

    private static ImageExtent ExtentOf(
        ReadOnlySpan<byte> payload, bool compressed, FirmwareRole role, bool isOfOtherFamily)
    {
        ImageExtent extent = compressed
            ? ExtentOf(payload, CompressedEndOffset, CompressedSumOffset)
            : ExtentOf(payload, DspOffsetOffset, PlainSumOffset);
        if (compressed && extent is ImageExtent.Whole && !payload[StreamOffset..].StartsWith(UnixCompress))
            extent = ImageExtent.Inconsistent;
        // No single image of a 7940 or 7960 is known: one that is whole by this layout has it, of others it says
        // nothing. The 7910's are known.
        bool proves = extent is ImageExtent.Whole || (extent is ImageExtent.CutShort && !compressed);
        return role is FirmwareRole.Combined && !proves && !isOfOtherFamily ? ImageExtent.CannotTell : extent;
    }

    private static ImageExtent ExtentOf(ReadOnlySpan<byte> payload, int dspOffset, int sumOffset)
    {
        uint offset = U32(payload, dspOffset);
        if (offset is < HeaderLength or > LargestImage) return ImageExtent.Inconsistent;
        if (offset + DspWordsLength > payload.Length) return ImageExtent.CutShort;
        ReadOnlySpan<byte> dsp = payload[(int)offset..];
        bool isShort = dsp.StartsWith("PS"u8);
        if (!isShort && !dsp.StartsWith("DSP"u8)) return ImageExtent.Inconsistent;
        int sumAt = isShort ? 8 : 28;
        if (sumAt + DspWordsLength > dsp.Length) return ImageExtent.CutShort;
        uint length = U32(dsp, sumAt + 4);
        if (length > dsp.Length) return ImageExtent.CutShort;
        if (length < dsp.Length) return ImageExtent.Inconsistent;
        bool same = (U32(dsp, sumAt) & 0xffff) == ImageChecksum.Of(dsp, (sumAt, sumAt + 4))
            && (U32(payload, sumOffset) & 0xffff)
                == ImageChecksum.Of(payload[..(int)offset], (NameOffset, BuildOffset), (sumOffset, sumOffset + 4));
        return same ? ImageExtent.Whole : ImageExtent.Changed;
    }

    private static bool BeginsWithBranches(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < NameOffset) return false;
        for (int word = 0; word < NameOffset; word += 4)
        {
            if (payload[word + 3] != 0xEA) return false;
        }

        return true;
    }

    private static uint U32(ReadOnlySpan<byte> payload, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(payload[offset..]);
}
