using Microsoft.Win32.SafeHandles;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Shelves;

/// <summary>The files of the folders at one moment.</summary>
internal sealed class FolderSnapshot : IShelf
{
    private readonly Dictionary<ShelfFile, FileOnDisk> _onDisk = [];
    private readonly ShelfIndex _index;
    private readonly IReadOnlyDictionary<string, string> _unreadable;

    /// <param name="files">The files.</param>
    /// <param name="unreadable">The paths below the plain folder that must not be read, with those on disk.</param>
    internal FolderSnapshot(IReadOnlyList<FileOnDisk> files, IReadOnlyDictionary<string, string> unreadable)
    {
        foreach (FileOnDisk file in files) _onDisk[file.File] = file;
        Files = [.. files.Select(f => f.File).OrderBy(f => f.Place).ThenBy(f => f.Path, StringComparer.Ordinal)];
        Packages = FirmwarePackages.Assemble(Files.Select(f => f.Identity));
        _index = new ShelfIndex(Files);
        _unreadable = unreadable;
    }

    public IReadOnlyList<ShelfFile> Files { get; }

    public IReadOnlyList<FirmwarePackage> Packages { get; }

    public ShelfFile? Find(string path) => _index.Find(path);

    public string? Unreadable(string path) => _unreadable.GetValueOrDefault(path);

    internal bool HasUnreadable(Dictionary<string, string> now) =>
        now.Count == _unreadable.Count && now.Keys.All(_unreadable.ContainsKey);

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
}
