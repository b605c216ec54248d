using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ringback.Files.Tests.Firmware;

/// <summary>Small payloads of the other families' layouts (sources.md other-phones §1.8, §2.2, §2.12, §3).</summary>
internal static class SampleFamilies
{
    /// <summary>A Java phone's list, with the blanks that real ones have behind the last two names.</summary>
    internal static byte[] JavaList(string number, string protocol, string build, int? hardware = 1) => Text(
        $"#\r\n# RELEASE load version {build}\r\n"
        + (hardware is { } h ? $"#HARDWARE_COMP_1 {h}\r\n" : "")
        + $"jar{number}{protocol}.{build}.sbn\r\ncnu{number}.{build}.sbn\r\napps{number}.{build}.sbn\r\n"
        + $"dsp{number}.{build}.sbn  \r\ncvm{number}{protocol}.{build}.sbn \r\n");

    internal static byte[] Cnu(string? build, params string[] names)
    {
        (string Name, byte[] Content)[] entries =
        [
            .. names.Select(n => (n, Text("content of " + n))),
            .. build is null ? [] : new[] { ("/flash0/kernel", Kernel(build)) },
        ];
        int directory = 0x248 + (entries.Length * 20);
        int contents = directory + entries.Sum(e => e.Name.Length + 1);
        byte[] archive = new byte[contents + entries.Sum(e => e.Content.Length)];
        "CNU_File_Archive_3.0"u8.CopyTo(archive);
        "CNU_File_Archive_3.0"u8.CopyTo(archive.AsSpan(0x38));
        U32(archive, 0x30, (uint)entries.Length);
        U32(archive, 0x34, (uint)contents);
        int name = directory, content = contents;
        for (int i = 0; i < entries.Length; i++)
        {
            int row = 0x248 + (i * 20);
            U32(archive, row, entries[i].Name == "/flash0/kernel" ? 6u : 7u);
            U32(archive, row + 4, 2);
            U32(archive, row + 8, (uint)entries[i].Content.Length);
            U32(archive, row + 16, (uint)name);
            Text(entries[i].Name).CopyTo(archive, name);
            entries[i].Content.CopyTo(archive, content);
            name += entries[i].Name.Length + 1;
            content += entries[i].Content.Length;
        }

        return archive;
    }

    internal static byte[] Kup(uint hardware = 0x601)
    {
        byte[] content = new byte[0x60];
        "kup100000000"u8.CopyTo(content);
        U32(content, 0x10, hardware);
        content[0x14] = 4;
        content[0x16] = 8;
        "+kxz"u8.CopyTo(content.AsSpan(0x18));
        content.AsSpan(0x24).Fill(7);
        U32(content, 0x1c, 7 * 0x3c);
        U32(content, 0x20, 0x60 - 0x18);
        return content;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The digest that the phones' own files carry.")]
    internal static byte[] Wireless(int length = 100)
    {
        byte[] payload = new byte[length];
        payload.AsSpan(36).Fill(0x77);
        Text(Convert.ToHexStringLower(MD5.HashData(payload))).CopyTo(payload, 0);
        return payload;
    }

    internal static byte[] Sealed(string name, ReadOnlySpan<byte> payload)
    {
        int header = 0x38 + ((name.Length + 4) / 4 * 4) + 256;
        byte[] file = new byte[header + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xAB1234CD);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0xc), payload.Length);
        SHA256.HashData(payload).CopyTo(file, 0x14);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0x34), name.Length + 1);
        Text(name).CopyTo(file, 0x38);
        payload.CopyTo(file.AsSpan(header));
        return file;
    }

    internal static byte[] TrustRecord(int role, string name)
    {
        byte[] text = Text(name + "\0");
        byte[] fields = [2, 0, (byte)text.Length, .. text, 4, 0, 2, 0, (byte)role];
        return [1, 0, 2, 0, (byte)(fields.Length + 5), .. fields];
    }

    internal static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Kernel(string build)
    {
        byte[] kernel = new byte[0x80];
        "LoadHdrStart"u8.CopyTo(kernel);
        Text(build).CopyTo(kernel, 0x20);
        Text("4.1(0.1)").CopyTo(kernel, 0x38);
        return kernel;
    }

    private static void U32(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes[offset..], value);
}
