using Microsoft.Win32.SafeHandles;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Shelves;

/// <summary>The files of the folders at one moment.</summary>
internal sealed class FolderSnapshot : IShelf
{
    private readonly Dictionary<ShelfFile, FileOnDisk> _onDisk = [];
    private readonly Dictionary<string, ShelfFile[]> _byPath;
    private readonly Dictionary<string, ShelfFile[]> _libraryByName;

    internal FolderSnapshot(IReadOnlyList<FileOnDisk> files)
    {
        foreach (FileOnDisk file in files) _onDisk[file.File] = file;
        Files = [.. files.Select(f => f.File).OrderBy(f => f.Place).ThenBy(f => f.Path, StringComparer.Ordinal)];
        Packages = FirmwarePackages.Assemble(Files.Select(f => f.Identity));
        _byPath = ByName(Files, f => f.Path);
        _libraryByName = ByName(Files.Where(f => f.Place == ShelfPlace.Library), f => f.Name);
    }

    public IReadOnlyList<ShelfFile> Files { get; }

    public IReadOnlyList<FirmwarePackage> Packages { get; }

    public ShelfFile? Find(string path)
    {
        string wanted = Utf8(path);
        if (_byPath.TryGetValue(wanted, out ShelfFile[]? found))
            return Array.Find(found, f => f.Path == wanted) ?? found[0];
        return _libraryByName.TryGetValue(wanted, out found)
            ? Array.Find(found, f => f.Name == wanted) ?? found[0]
            : null;
    }

    public ReadOnlyMemory<byte>? Read(ShelfFile file)
    {
        if (file.Length == 0) return ReadOnlyMemory<byte>.Empty;
        try
        {
            using SafeFileHandle? handle = ConfinedFolder.OpenReal(_onDisk[file].FullPath);
            if (handle is null) return null;
            using FileStream stream = new(handle, FileAccess.Read);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was there when we looked and is gone now: to the phone that is "not here".
            return null;
        }
    }

    private static Dictionary<string, ShelfFile[]> ByName(IEnumerable<ShelfFile> files, Func<ShelfFile, string> name) =>
        files.GroupBy(name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Names come one character to a byte; on disk they are text.</summary>
    private static string Utf8(string name)
    {
        if (System.Text.Ascii.IsValid(name)) return name;
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(name);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : name;
    }
}
