using System.Security.Cryptography;
using System.Text;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;

namespace Ringback.Phones.Tests.Answers;

/// <summary>A shelf in memory, with the same order of finding as the folders on disk.</summary>
internal sealed class MemoryShelf : IShelf
{
    private readonly List<(ShelfFile File, byte[] Content)> _files = [];

    public IReadOnlyList<ShelfFile> Files => [.. _files.Select(f => f.File).OrderBy(f => f.Place)];

    public IReadOnlyList<FirmwarePackage> Packages => FirmwarePackages.Assemble(Files.Select(f => f.Identity));

    internal string? Forbidden { get; init; }

    public string? Unreadable(string path) => path == Forbidden ? "/srv/tftp/" + path : null;

    internal MemoryShelf Root(string path, string text) => Put(ShelfPlace.Root, path, Encoding.Latin1.GetBytes(text));

    internal MemoryShelf Root(params IEnumerable<(string Name, byte[] Content)> files) => Put(ShelfPlace.Root, files);

    internal MemoryShelf Library(params IEnumerable<(string Name, byte[] Content)> files) =>
        Put(ShelfPlace.Library, files);

    public ShelfFile? Find(string path) => new ShelfIndex(Files).Find(path);

    public ReadOnlyMemory<byte>? Read(ShelfFile file) => _files.First(f => f.File == file).Content;

    private MemoryShelf Put(ShelfPlace place, IEnumerable<(string Name, byte[] Content)> files)
    {
        foreach ((string name, byte[] content) in files) Put(place, name, content);
        return this;
    }

    private MemoryShelf Put(ShelfPlace place, string path, byte[] content)
    {
        _files.Add((new ShelfFile(path, place, FirmwareFile.Inspect(path, content))
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        }, content));
        return this;
    }
}
