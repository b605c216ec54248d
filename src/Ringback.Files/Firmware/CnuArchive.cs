using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Files.Firmware;

/// <summary>Why the bytes are not a whole CNU archive.</summary>
public enum CnuFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It does not begin as one.</summary>
    NotAnArchive,

    /// <summary>It ends before its last entry does.</summary>
    Truncated,

    /// <summary>Its directory is not what its header says.</summary>
    DirectoryInvalid,
}

/// <summary>The archive that the 7906 to 7975 unpack into their flash. All numbers big-endian.</summary>
/// <remarks>
/// sources.md file-formats §D and other-phones §3.4, read off 123 archives.
/// <code>
/// 0x000  CNU_File_Archive_3.0, NUL-padded           0x038  the same again
/// 0x030  u32 number of entries                      0x248  entries: type, flag, size, time, offset of the name
/// 0x034  u32 where the contents begin                      contents back to back
/// </code>
/// </remarks>
public sealed record CnuArchive
{
    private const int CountOffset = 0x30;
    private const int ContentsOffset = 0x34;
    private const int DirectoryOffset = 0x248;
    private const int EntryLength = 20;
    private const uint KernelType = 6;
    private const int LongestName = 256;

    /// <summary>More names than any archive has; more are counted and not kept.</summary>
    private const int MostNames = 512;

    private CnuArchive()
    {
    }

    /// <summary>The number of entries.</summary>
    public required int Count { get; init; }

    /// <summary>The names of the first entries.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The build that the kernel in it gives itself, <c>9.4(2ES26.)</c>; null without a kernel.</summary>
    public required string? Build { get; init; }

    /// <summary>What the kernel says its loader must offer, <c>4.1(0.1)</c>; null without a kernel.</summary>
    public required string? LoaderApi { get; init; }

    private static ReadOnlySpan<byte> Magic => "CNU_File_Archive_"u8;

    /// <summary>True when the bytes begin like an archive.</summary>
    public static bool BeginsLikeOne(ReadOnlySpan<byte> content) => content.StartsWith(Magic);

    /// <summary>Reads the directory.</summary>
    /// <param name="content">The whole archive: its length is part of what is checked.</param>
    /// <param name="archive">What it holds; null when it is not whole.</param>
    /// <param name="why">Why not; <see cref="CnuFault.None"/> when it is whole.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> content, [NotNullWhen(true)] out CnuArchive? archive, out CnuFault why)
    {
        archive = null;
        why = Measure(content, out int count, out int contents);
        if (why is not CnuFault.None) return false;

        List<string> names = [];
        long at = contents;
        ReadOnlySpan<byte> kernel = default;
        for (int entry = 0; entry < count; entry++)
        {
            ReadOnlySpan<byte> row = content[(DirectoryOffset + (entry * EntryLength))..];
            uint size = U32(row, 8);
            if (at + size > content.Length)
            {
                why = CnuFault.Truncated;
                return false;
            }

            if (U32(row, 0) == KernelType && kernel.IsEmpty) kernel = content.Slice((int)at, (int)size);
            if (names.Count < MostNames && ReadName(content[..contents], U32(row, 16)) is { } name) names.Add(name);
            at += size;
        }

        archive = new CnuArchive
        {
            Count = count,
            Names = names,
            Build = KernelText(kernel, 0x20),
            LoaderApi = KernelText(kernel, 0x38),
        };
        return true;
    }

    private static CnuFault Measure(ReadOnlySpan<byte> content, out int count, out int contents)
    {
        (count, contents) = (0, 0);
        if (!BeginsLikeOne(content)) return CnuFault.NotAnArchive;
        if (content.Length < DirectoryOffset) return CnuFault.Truncated;
        long entries = U32(content, CountOffset);
        uint first = U32(content, ContentsOffset);
        if (entries == 0 || DirectoryOffset + (entries * EntryLength) > first) return CnuFault.DirectoryInvalid;
        if (first > content.Length) return CnuFault.Truncated;
        (count, contents) = ((int)entries, (int)first);
        return CnuFault.None;
    }

    private static string? ReadName(ReadOnlySpan<byte> directory, uint offset)
    {
        if (offset >= directory.Length) return null;
        ReadOnlySpan<byte> name = directory[(int)offset..];
        if (name.Length > LongestName) name = name[..LongestName];
        return AsciiField.Read(name);
    }

    private static string? KernelText(ReadOnlySpan<byte> kernel, int offset) =>
        kernel.StartsWith("LoadHdrStart"u8) && kernel.Length >= offset + 24
            ? AsciiField.Read(kernel.Slice(offset, 24))
            : null;

    private static uint U32(ReadOnlySpan<byte> content, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(content[offset..]);
}
