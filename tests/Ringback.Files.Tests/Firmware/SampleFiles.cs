using System.Buffers.Binary;
using System.Text;

namespace Ringback.Files.Tests.Firmware;

/// <summary>Small files of the documented layout, written by its offsets (sources.md file-formats §A, §B).</summary>
internal static class SampleFiles
{
    internal const int LoaderLength = 0x180;
    internal const int ApplicationLength = 0x200;
    internal const int DspOffset = 0x1c0;

    internal static byte[] Envelope(string embeddedName, ReadOnlySpan<byte> payload, byte minorVersion = 1)
    {
        int headerLength = (0x180 + embeddedName.Length + 1 + 3) / 4 * 4;
        byte[] file = new byte[headerLength + payload.Length];
        Put(file, 0x00, 1, 0, 2, 1, minorVersion, 2, 0, 2, (byte)(headerLength >> 8), (byte)headerLength, 3, 0, 0x5b);
        Put(file, 0x0d, 4, 0, 0x27);
        Put(file, 0x10, "CN=someSigner;OU=someOrgUnit;O=someOrg"u8);
        Put(file, 0x37, 5, 0, 8, 0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef);
        Put(file, 0x42, 6, 0, 0x23);
        Put(file, 0x45, "CN=someCA;OU=someOrgUnit;O=someOrg"u8);
        Put(file, 0x68, 7, 0, 0x0f, 8, 0, 1, 1, 9, 0, 8, 10, 0, 1, 0, 11, 0, 1, 2);
        Put(file, 0x7a, 12, 1, 0);
        file.AsSpan(0x7d, 256).Fill(0x5a);
        Put(file, 0x17d, 14, 0, (byte)(embeddedName.Length + 1));
        Put(file, 0x180, Encoding.ASCII.GetBytes(embeddedName));
        file.AsSpan(0x180 + embeddedName.Length + 1, headerLength - 0x181 - embeddedName.Length).Fill(0x0d);
        payload.CopyTo(file.AsSpan(headerLength));
        return file;
    }

    internal static byte[] Loader(string name, string build = "PAS30830")
    {
        byte[] image = Image(name, build, LoaderLength);
        U32(image, 0x12c, 0x120 + 4000);
        U32(image, 0x130, 0x80000001);
        U32(image, 0x138, LoaderLength - 0x20);
        Put(image, 0x13c, 0x1f, 0x9d, 0x8f);
        return Summed(image, LoaderLength - 0x20, "PS03AA00", 0x134);
    }

    internal static byte[] Application(string name, string build = "PAS3ARM1", string dsp = "DSP4.0(5.0)[A0]")
    {
        byte[] image = Image(name, build, ApplicationLength);
        U32(image, 0x12c, DspOffset);
        return Summed(image, DspOffset, dsp, 0x128);
    }

    /// <summary>Puts the DSP block at the end, and both sums as the description of them says.</summary>
    internal static byte[] Summed(byte[] image, int dspOffset, string dsp, int sumOffset)
    {
        Put(image, dspOffset, Encoding.ASCII.GetBytes(dsp));
        int sumAt = dspOffset + (dsp.StartsWith("PS", StringComparison.Ordinal) ? 8 : 28);
        U32(image, sumAt + 4, (uint)(image.Length - dspOffset));
        U32(image, sumAt, Sum(image.AsSpan(dspOffset), i => i + dspOffset >= sumAt && i + dspOffset < sumAt + 4));
        U32(image, sumOffset, Sum(image.AsSpan(0, dspOffset),
            i => i is >= 0x20 and <= 0x11f || (i >= sumOffset && i < sumOffset + 4)));
        return image;
    }

    // Written from the description, word for word, and not from the program.
    private static uint Sum(ReadOnlySpan<byte> bytes, Func<int, bool> isBlank)
    {
        ulong c = 0x5555;
        for (int i = 0; i < bytes.Length; i++)
        {
            ulong b = isBlank(i) ? (byte)0 : bytes[i];
            c += (b + (256UL * b)) ^ (ulong)(i % 4096);
            c = (c + (c * 65536)) % (1UL << 32) / 65536;
        }

        return (uint)c;
    }

    /// <summary>An image of the older kind, with a header that says nothing but the name.</summary>
    internal static byte[] OldImage(string name)
    {
        byte[] image = Application(name);
        image.AsSpan(0x118, 0x28).Fill(0x77);
        return image;
    }

    internal static byte[] Signed(string fileName, byte[] image) => Envelope(fileName, image);

    internal static byte[] Loads(
        string load, string loader, string laVersion = "PAS30830", string lineEnd = "\n", string trailing = "")
    {
        string text = $"{loader}.sbn{trailing}{lineEnd}{load}.sb2{trailing}{lineEnd}LA_VERSION={laVersion}{lineEnd}";
        return Envelope($"{load}.loads", Encoding.ASCII.GetBytes(text));
    }

    internal static void U32(Span<byte> image, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image[offset..], value);

    private static byte[] Image(string name, string build, int length)
    {
        byte[] image = new byte[length];
        for (int word = 0; word < 0x20; word += 4) U32(image, word, 0xEA00_0006);
        Put(image, 0x20, Encoding.ASCII.GetBytes(name));
        U32(image, 0x118, 3);
        Put(image, 0x120, Encoding.ASCII.GetBytes(build));
        return image;
    }

    private static void Put(byte[] file, int offset, params ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(file.AsSpan(offset));
}
