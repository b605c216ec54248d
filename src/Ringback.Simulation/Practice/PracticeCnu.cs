using System.Buffers.Binary;
using System.Text;
using Ringback.Catalogue.Loads;

namespace Ringback.Simulation.Practice;

/// <summary>CNU archives of the Java phones' layout; the kernel in one says its build and holds the mark.</summary>
/// <remarks>sources.md other-phones §3.4.</remarks>
internal static class PracticeCnu
{
    private const int DirectoryOffset = 0x248;
    private const int EntryLength = 20;
    private const int KernelHeader = 0xd0;

    /// <param name="name">The part's name, from which its bytes are made.</param>
    /// <param name="build">The build that a kernel in it names; null for an archive without a kernel.</param>
    /// <param name="sizes">How large it is, about.</param>
    internal static byte[] Archive(string name, string? build, PracticeSizes sizes)
    {
        byte[] body = PracticeImage.Body(name, sizes.PartBytes);
        (uint Type, string Path, byte[] Content)[] entries = build is null
            ? [(7, "/flash0/practice/" + name, body)]
            : [(6, "/flash0/kernel", Kernel(build, body)), (7, "/etc/trace/practice.trc", body[..64])];
        int contents = DirectoryOffset + entries.Sum(e => EntryLength + e.Path.Length + 1);
        byte[] archive = new byte[contents + entries.Sum(e => e.Content.Length)];
        "CNU_File_Archive_3.0"u8.CopyTo(archive);
        "CNU_File_Archive_3.0"u8.CopyTo(archive.AsSpan(0x38));
        U32(archive, 0x30, (uint)entries.Length);
        U32(archive, 0x34, (uint)contents);
        int row = DirectoryOffset, text = row + (entries.Length * EntryLength), at = contents;
        foreach ((uint type, string path, byte[] content) in entries)
        {
            U32(archive, row, type);
            U32(archive, row + 4, 2);
            U32(archive, row + 8, (uint)content.Length);
            U32(archive, row + 16, (uint)text);
            Encoding.ASCII.GetBytes(path, archive.AsSpan(text));
            content.CopyTo(archive, at);
            (row, text, at) = (row + EntryLength, text + path.Length + 1, at + content.Length);
        }

        return archive;
    }

    private static byte[] Kernel(string build, byte[] body)
    {
        byte[] kernel = new byte[KernelHeader + body.Length];
        "LoadHdrStart"u8.CopyTo(kernel);
        ReadOnlySpan<byte> words = [0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1];
        words.CopyTo(kernel.AsSpan(0x10));
        string said = ReleaseWords.Say(build) ?? build;
        Encoding.ASCII.GetBytes(said.AsSpan(0, Math.Min(said.Length, 23)), kernel.AsSpan(0x20));
        "4.1(0.1)"u8.CopyTo(kernel.AsSpan(0x38));
        U32(kernel, 0x58, (uint)body.Length);
        U32(kernel, 0x60, KernelHeader);
        body.CopyTo(kernel, KernelHeader);
        return kernel;
    }

    private static void U32(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes[offset..], value);
}
