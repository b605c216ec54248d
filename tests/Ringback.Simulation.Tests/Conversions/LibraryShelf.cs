using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>A library of practice sets in memory, looked at once.</summary>
internal sealed class LibraryShelf : IShelf
{
    private readonly Dictionary<string, (ShelfFile File, ReadOnlyMemory<byte> Content)> _files =
        new(StringComparer.OrdinalIgnoreCase);

    internal LibraryShelf(IEnumerable<PracticeFile> files)
    {
        foreach (PracticeFile file in files)
        {
            FirmwareFile identity = FirmwareFile.Inspect(file.Name, file.Content.Span);
            _files.TryAdd(file.Name, (new ShelfFile(file.Name, ShelfPlace.Library, identity), file.Content));
        }

        Files = [.. _files.Values.Select(f => f.File)];
        Packages = FirmwarePackages.Assemble(Files.Select(f => f.Identity));
    }

    public IReadOnlyList<ShelfFile> Files { get; }

    public IReadOnlyList<FirmwarePackage> Packages { get; }

    public ShelfFile? Find(string path) => _files.TryGetValue(path, out var found) ? found.File : null;

    public ReadOnlyMemory<byte>? Read(ShelfFile file) => _files[file.Name].Content;
}
