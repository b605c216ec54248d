namespace Ringback.Workbench.Library;

/// <summary>What people bring in a package's place, by its first bytes, and what to do with it.</summary>
internal static class ForeignArchive
{
    private static readonly (byte[] Magic, string Words)[] Known =
    [
        ([.. "Rar!"u8], "a RAR archive: unpack it and add the folder"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive: unpack it and add the folder"),
        ([.. "MZ"u8], "a Windows program: if it unpacks itself, let it, or open it with an archive program, and add "
            + "the folder"),
        ([0xd0, 0xcf, 0x11, 0xe0], "a Windows installer or an old document"),
    ];

    /// <summary>What it is; <c>unknown</c> when that is not known.</summary>
    internal static string Words(ReadOnlySpan<byte> content)
    {
        foreach ((byte[] magic, string words) in Known)
        {
            if (content.StartsWith(magic)) return words;
        }

        return "unknown";
    }
}
