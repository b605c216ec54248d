using Ringback.Catalogue.Problems;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Shelves;

/// <summary>Walks through a folder, as <see cref="LibraryFiles.Of"/> does.</summary>
/// <param name="folder">The folder.</param>
/// <param name="unwalked">Told each folder below that cannot be looked into, and why.</param>
/// <param name="fault">Told what is wrong with the library's store.</param>
internal delegate IEnumerable<(string Relative, FileInfo Info)> FolderFilesOf(
    string folder, Action<string, Exception> unwalked, Action<Problem> fault);

/// <summary>A folder of which nothing is known at this look.</summary>
/// <param name="Path">The folder, or what is wrong with the store.</param>
/// <param name="Why">Why, as a sentence.</param>
/// <param name="Held">True for a file that lay in it.</param>
internal sealed record UnseenFolder(string Path, string Why, Func<FileOnDisk, bool> Held);

/// <summary>What a walk found, and what it could not look into.</summary>
internal sealed record FolderFiles(
    IReadOnlyList<(string Relative, FileInfo Info)> Files, IReadOnlyList<UnseenFolder> Unseen);

/// <summary>
/// One walk through a folder that tells "there is nothing" from "I could not look". A stick is pulled, a share is gone,
/// rights were taken away: that does not make the files of a moment ago unknown, and it may be over in a second.
/// </summary>
/// <param name="files">Walks.</param>
/// <param name="device">The file system that a folder lies on; null for what the disk says.</param>
internal sealed class FolderWalk(FolderFilesOf files, Func<string, ulong>? device = null)
{
    private readonly Func<string, ulong> _device = device ?? (folder => DiskEntry.Look(folder).Device);
    private readonly Dictionary<string, ulong> _devices = [];

    /// <summary>The walk of a program that runs: the library with its store, any other folder as it is.</summary>
    internal static FolderWalk OfDisk(string? library)
    {
        string? store = library is null ? null : Path.GetFullPath(library);
        return new FolderWalk((folder, unwalked, fault) => folder == store
            ? LibraryFiles.Of(folder, unwalked, fault)
            : ConfinedFolder.Files(folder, unwalked));
    }

    /// <summary>Walks.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hadFiles">True when the look before found files in it.</param>
    internal FolderFiles Through(string folder, bool hadFiles)
    {
        List<UnseenFolder> unseen = [];
        try
        {
            string real = ConfinedFolder.RealPath(folder);
            List<(string, FileInfo)> found = [.. files(folder,
                (below, e) => unseen.Add(new UnseenFolder($"{folder}/{below}", Sentence(e.Message),
                    f => f.File.Path.StartsWith(below + '/', StringComparison.Ordinal))),
                fault => unseen.Add(new UnseenFolder(fault.Place!.File!, $"{fault.Message} {fault.Advice}",
                    f => ConfinedFolder.IsInside(Path.Combine(real, LibraryStore.FolderName), f.FullPath))))];
            ulong now = _device(real);
            if (found.Count == 0 && hadFiles && _devices.TryGetValue(folder, out ulong then) && then != now)
            {
                // The place where a disk was mounted is there without the disk too, and empty.
                return Unknown(folder, "Another disk lies there, and it is empty: something is not mounted any more.");
            }

            if (found.Count > 0) _devices[folder] = now;
            return new FolderFiles(found, unseen);
        }
        catch (DirectoryNotFoundException) when (!hadFiles)
        {
            // It may be made later.
            return new FolderFiles([], []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unknown(folder, Sentence(e.Message));
        }
    }

    private static FolderFiles Unknown(string folder, string why) =>
        new([], [new UnseenFolder(folder, why, _ => true)]);

    private static string Sentence(string message) => message.TrimEnd('.') + ".";
}
