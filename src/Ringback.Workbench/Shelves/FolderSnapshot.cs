using Ringback.Phones.Answers;
using Ringback.Phones.Firmware;

namespace Ringback.Workbench.Shelves;

/// <summary>The files of the folders at one moment.</summary>
internal sealed class FolderSnapshot : IShelf
{
    private readonly Dictionary<ShelfFile, FileOnDisk> _onDisk = [];
    private readonly ILookup<string, ShelfFile> _byPath;
    private readonly ILookup<string, ShelfFile> _libraryByName;

    internal FolderSnapshot(IReadOnlyList<FileOnDisk> files)
    {
        foreach (FileOnDisk file in files) _onDisk[file.File] = file;
        Files = [.. files.Select(f => f.File).OrderBy(f => f.Place).ThenBy(f => f.Path, StringComparer.Ordinal)];
        Packages = FirmwarePackages.Assemble(Files.Select(f => f.Identity));
        _byPath = Files.ToLookup(f => f.Path, StringComparer.OrdinalIgnoreCase);
        _libraryByName = Files.Where(f => f.Place == ShelfPlace.Library)
            .ToLookup(f => f.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<ShelfFile> Files { get; }

    public IReadOnlyList<FirmwarePackage> Packages { get; }

    public ShelfFile? Find(string path)
    {
        string wanted = Utf8(path);
        return Best(_byPath[wanted], f => f.Path == wanted)
            ?? Best(_libraryByName[wanted], f => f.Name == wanted);
    }

    public ReadOnlyMemory<byte>? Read(ShelfFile file)
    {
        if (file.Length == 0) return ReadOnlyMemory<byte>.Empty;
        try
        {
            return File.ReadAllBytes(_onDisk[file].FullPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was there when we looked and is gone now: to the phone that is "not here".
            return null;
        }
    }

    private static ShelfFile? Best(IEnumerable<ShelfFile> found, Func<ShelfFile, bool> exact)
    {
        ShelfFile? first = null;
        foreach (ShelfFile file in found)
        {
            if (exact(file)) return file;
            first ??= file;
        }

        return first;
    }

    /// <summary>Names come one character to a byte; on disk they are text.</summary>
    private static string Utf8(string name)
    {
        if (System.Text.Ascii.IsValid(name)) return name;
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(name);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : name;
    }
}
