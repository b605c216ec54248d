using System.Buffers.Binary;
using System.Globalization;

namespace Ringback.Simulation.Practice;

/// <summary>Images of the 7902, 7905, 7912 and ATA: a right header, length and sum around the mark.</summary>
/// <remarks>sources.md other-phones §1.8.</remarks>
internal static class PracticeKup
{
    private const int HeaderLength = 0x40;

    internal static byte[] Image(string load, string family, string version, PracticeSizes sizes)
    {
        byte[] image = new byte[HeaderLength + sizes.PartBytes];
        "kup100000000"u8.CopyTo(image);
        U32(image, 0x10, family switch { "ata" => 0x301u, "7902" => 0x401u, "7905" => 0x501u, _ => 0x601u });
        image[0x14] = 4;
        string[] numbers = version.Split('.', '(');
        image[0x16] = byte.Parse(numbers[0], CultureInfo.InvariantCulture);
        image[0x17] = byte.Parse(numbers[1], CultureInfo.InvariantCulture);
        "+kxz"u8.CopyTo(image.AsSpan(0x18));
        U32(image, 0x20, (uint)(image.Length - 0x18));
        U32(image, 0x24, (uint)(image.Length - 0x10));
        PracticeImage.FillBody(image.AsSpan(HeaderLength), load);
        uint sum = 0;
        foreach (byte b in image.AsSpan(0x24)) sum += b;
        U32(image, 0x1c, sum);
        return image;
    }

    private static void U32(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes[offset..], value);
}
