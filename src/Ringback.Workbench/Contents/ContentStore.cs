using Microsoft.Win32.SafeHandles;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Contents;

/// <summary>
/// The bytes behind an answer. A file is read once, and every transfer of it gets the very same content for as long as
/// it does not change. A file that is too large for that is read from disk piece by piece. Safe for several threads.
/// </summary>
/// <param name="shelf">Where the files are.</param>
/// <param name="capacity">
/// Bytes that are held for the next transfer. What was asked for longest ago goes first; a running transfer keeps what
/// it is sending.
/// </param>
/// <param name="open">Opens a file by its real path; null for the disk.</param>
public sealed class ContentStore(
    FolderShelf shelf, long capacity = ContentStore.DefaultCapacity, Func<string, SafeFileHandle?>? open = null)
{
    /// <summary>
    /// The whole of what a fleet asks for: a release's set is below 10 MiB for any family, and a folder with a dozen of
    /// them is well stocked.
    /// </summary>
    public const long DefaultCapacity = 256 * 1024 * 1024;

    /// <summary>
    /// The largest image of any family is below 8 MiB, and the largest archive that a phone of a later family takes in
    /// one file below 64.
    /// </summary>
    public const long LargestInMemory = 64 * 1024 * 1024;

    private static readonly MemoryContent Empty = new(default);

    private readonly Func<string, SafeFileHandle?> _open = open ?? ConfinedFolder.OpenReal;
    private readonly Lock _lock = new();
    private readonly Dictionary<(ShelfPlace, string), StoredFile> _stored = [];
    private readonly LinkedList<StoredFile> _newestFirst = [];
    private long _held;

    /// <summary>Bytes that are held at the moment.</summary>
    public long Held
    {
        get { lock (_lock) return _held; }
    }

    /// <summary>True when a content can be opened without a disk.</summary>
    public bool IsAtHand(FileContent content)
    {
        if (content is not StoredContent { File.Length: > 0 } asked) return true;
        lock (_lock)
        {
            return _stored.TryGetValue((asked.File.Place, asked.File.Path), out StoredFile? stored)
                && ReferenceEquals(stored.File, asked.File) && stored.IsRead;
        }
    }

    /// <summary>Opens a content; null when the file has gone or cannot be read any more.</summary>
    public ITftpContent? Open(FileContent content)
    {
        if (content is MadeContent made) return new MemoryContent(made.Bytes);
        StoredContent asked = (StoredContent)content;
        if (asked.File.Length == 0) return Empty;
        StoredFile stored = Find(asked.File);
        // Outside the lock: whoever asks for the same file waits for the one reading, everybody else goes on.
        ITftpContent? opened = stored.Open(asked.Offset);
        if (opened is null) Forget(stored);
        return opened;
    }

    private StoredFile Find(ShelfFile file)
    {
        (ShelfPlace, string) key = (file.Place, file.Path);
        lock (_lock)
        {
            if (_stored.TryGetValue(key, out StoredFile? stored))
            {
                if (ReferenceEquals(stored.File, file))
                {
                    _newestFirst.Remove(stored.Place);
                    _newestFirst.AddFirst(stored.Place);
                    return stored;
                }

                // The shelf has looked again and found another file by that name.
                Drop(stored);
            }

            stored = new StoredFile(file, shelf.PathOf(file), _open);
            _stored.Add(key, stored);
            _newestFirst.AddFirst(stored.Place);
            _held += stored.Weight;
            while (_held > capacity && _newestFirst.Last is { } last) Drop(last.Value);
            return stored;
        }
    }

    private void Forget(StoredFile stored)
    {
        lock (_lock)
        {
            if (stored.Place.List is not null) Drop(stored);
        }
    }

    private void Drop(StoredFile stored)
    {
        _stored.Remove((stored.File.Place, stored.File.Path));
        _newestFirst.Remove(stored.Place);
        _held -= stored.Weight;
    }
}
