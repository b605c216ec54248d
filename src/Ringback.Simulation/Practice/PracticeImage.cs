using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// Images of the documented layout with nothing in them but the practice mark. The eight branches at the start are
/// branches to themselves: should one ever run, it would stand still.
/// </summary>
/// <remarks>
/// sources.md file-formats §B: checksums and the DSP block at the end are right. The single images before the
/// universal loader take the same layout: theirs is UNVERIFIED.
/// </remarks>
internal static class PracticeImage
{
    internal const int HeaderLength = 0x140;

    private const int EmptyDspLength = 0x20;

    // The name and some words behind it are not in the sum.
    private static readonly (int From, int To) Name = (0x20, 0x120);

    /// <summary>About 95 KB end a real application; a small practice image gives its DSP block a quarter.</summary>
    private const int LongestDspBlock = 95_000;

    internal static byte[] Loader(string name, string buildId, int length)
    {
        byte[] image = Begin(name, buildId, length);
        int dsp = length - EmptyDspLength;
        // Compressed: what a real loader would unpack to is three times its size, about.
        U32(image, 0x12c, (uint)(0x120 + (length * 3)));
        U32(image, 0x130, 0x8000_0001);
        U32(image, 0x138, (uint)dsp);
        ReadOnlySpan<byte> unixCompress = [0x1f, 0x9d, 0x8f];
        unixCompress.CopyTo(image.AsSpan(0x13c));
        // The name of the empty block in every real loader has eight characters.
        WriteDsp(image.AsSpan(dsp), "PS03AA00"u8, 8);
        U32(image, 0x134, ImageChecksum.Of(image.AsSpan(0, dsp), Name, (0x134, 0x138)));
        return image;
    }

    internal static byte[] Application(string name, string buildId, int length)
    {
        byte[] image = Begin(name, buildId, length);
        int dsp = length - Math.Min(LongestDspBlock, (length - HeaderLength) / 4);
        U32(image, 0x12c, (uint)dsp);
        WriteDsp(image.AsSpan(dsp), "DSP0.0(0.0)[RINGBACK]"u8, 28);
        U32(image, 0x128, ImageChecksum.Of(image.AsSpan(0, dsp), Name, (0x128, 0x12c)));
        return image;
    }

    private static void WriteDsp(Span<byte> block, ReadOnlySpan<byte> name, int nameLength)
    {
        block[..(nameLength + 8)].Clear();
        name.CopyTo(block);
        U32(block, nameLength + 4, (uint)block.Length);
        U32(block, nameLength, ImageChecksum.Of(block, (nameLength, nameLength + 4)));
    }

    /// <summary>Bytes of no layout at all: the mark, over and over.</summary>
    internal static byte[] Body(string name, int length)
    {
        byte[] body = new byte[length];
        FillBody(body, name);
        return body;
    }

    private static byte[] Begin(string name, string buildId, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, PracticeSizes.SmallestBytes);
        byte[] image = new byte[length];
        for (int word = 0; word < 0x20; word += 4) U32(image, word, 0xEAFF_FFFE);
        Encoding.ASCII.GetBytes(name, image.AsSpan(0x20));
        U32(image, 0x118, 3);
        Encoding.ASCII.GetBytes(buildId, image.AsSpan(0x120));
        FillBody(image.AsSpan(HeaderLength), name);
        return image;
    }

    /// <summary>
    /// The mark over and over, each followed by bytes derived from the name and the place: a block that goes astray
    /// in a transfer must not look like its neighbour.
    /// </summary>
    internal static void FillBody(Span<byte> body, string name)
    {
        byte[] mark = Encoding.ASCII.GetBytes(PracticeMark.Text + "\n");
        byte[] seed = SHA256.HashData(Encoding.ASCII.GetBytes(name));
        for (uint turn = 0; !body.IsEmpty; turn++)
        {
            CopySome(mark, ref body);
            U32(seed, 0, turn);
            CopySome(SHA256.HashData(seed), ref body);
        }
    }

    private static void CopySome(ReadOnlySpan<byte> from, ref Span<byte> body)
    {
        int length = Math.Min(from.Length, body.Length);
        from[..length].CopyTo(body);
        body = body[length..];
    }

    private static void U32(Span<byte> image, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image[offset..], value);
}
