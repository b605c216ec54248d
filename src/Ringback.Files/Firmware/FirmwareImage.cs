using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Firmware;

/// <summary>
/// The header of a 7940/7960/7910 image: a raw <c>.bin</c>, or what stands behind the envelope of a <c>.sbn</c> or
/// <c>.sb2</c>. All numbers little-endian.
/// </summary>
/// <remarks>
/// sources.md file-formats §B, read off twenty real images.
/// <code>
/// 0x000  eight ARM branches, byte 3 of each = 0xEA      0x12c  u32 application: offset of the DSP block
/// 0x020  load name, NUL-padded to 0x117                 0x130  u32 0x80000001 = compressed, 0 = not
/// 0x118  u32 3, then u32 0                              0x138  u32 loader: payload length - 0x20
/// 0x120  build id, eight characters                     0x13c  loader: 1f 9d 8f, Unix compress
/// </code>
/// The layout of the single images before the universal loader (<c>P0S3-06-3-00</c>, <c>P00305000301</c>) is
/// UNVERIFIED: they are read as uncompressed applications, and only what looks as documented is believed.
/// </remarks>
public sealed record FirmwareImage
{
    private const int NameOffset = 0x20;
    private const int MarkOffset = 0x118;
    private const int BuildOffset = 0x120;
    private const int DspOffsetOffset = 0x12c;
    private const int FlagsOffset = 0x130;
    private const int CompressedEndOffset = 0x138;
    private const int StreamOffset = 0x13c;
    private const int HeaderLength = 0x140;
    private const uint CompressedFlag = 0x8000_0001;

    /// <summary>No image is near this; a DSP offset above it is not one.</summary>
    private const uint LargestImage = 4 * 1024 * 1024;

    private FirmwareImage()
    {
    }

    /// <summary>The name that the image gives itself, as text.</summary>
    public required string Name { get; init; }

    /// <summary>The same, decoded; null for a 7910's, which begins P004.</summary>
    public required Load? LoadName { get; init; }

    /// <summary>The build, <c>PAS30830</c>; null when the header is not of the documented layout.</summary>
    public required string? BuildId { get; init; }

    /// <summary>True for a loader, whose code is compressed.</summary>
    public required bool Compressed { get; init; }

    /// <summary>Loader, application, or the single image that was both before the universal loader.</summary>
    public required FirmwareRole Role { get; init; }

    /// <summary>Whether it is all there.</summary>
    public required ImageExtent Extent { get; init; }

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
        bool compressed = documented && U32(payload, FlagsOffset) == CompressedFlag;
        Load? load = Load.TryParse7940(name, out Load? parsed) ? parsed : null;
        FirmwareRole role = RoleOf(load, compressed);

        image = new FirmwareImage
        {
            Name = name,
            LoadName = load,
            BuildId = documented ? AsciiField.Read(payload.Slice(BuildOffset, 8)) : null,
            Compressed = compressed,
            Role = role,
            Extent = documented ? ExtentOf(payload, compressed, role) : ImageExtent.CannotTell,
        };
        why = ImageFault.None;
        return true;
    }

    private static FirmwareRole RoleOf(Load? load, bool compressed)
    {
        if (load is { Generation: not LoadGeneration.Universal }) return FirmwareRole.Combined;
        return compressed || load is { IsUniversalLoader: true } ? FirmwareRole.Loader : FirmwareRole.Application;
    }

    private static ImageExtent ExtentOf(ReadOnlySpan<byte> payload, bool compressed, FirmwareRole role)
    {
        ImageExtent extent = compressed ? CompressedExtent(payload) : DspExtent(payload);
        // A single image's DSP offset is a guess at an older layout: only a hit, or an offset that points just past
        // the end of a plausible image, says anything.
        bool proves = extent is ImageExtent.Whole or ImageExtent.CutShort && !compressed;
        return role is FirmwareRole.Combined && !proves ? ImageExtent.CannotTell : extent;
    }

    private static ImageExtent CompressedExtent(ReadOnlySpan<byte> payload)
    {
        long expected = U32(payload, CompressedEndOffset) + 0x20L;
        if (payload.Length < expected) return ImageExtent.CutShort;
        bool stream = payload[StreamOffset..].StartsWith((ReadOnlySpan<byte>)[0x1f, 0x9d, 0x8f]);
        return payload.Length == expected && stream ? ImageExtent.Whole : ImageExtent.Inconsistent;
    }

    private static ImageExtent DspExtent(ReadOnlySpan<byte> payload)
    {
        uint offset = U32(payload, DspOffsetOffset);
        if (offset is < HeaderLength or > LargestImage) return ImageExtent.Inconsistent;
        if (offset + 4 > payload.Length) return ImageExtent.CutShort;
        ReadOnlySpan<byte> dsp = payload[(int)offset..];
        return dsp.StartsWith("DSP"u8) || dsp.StartsWith("PS03"u8) ? ImageExtent.Whole : ImageExtent.Inconsistent;
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
