using Microsoft.Extensions.Logging;
using Ringback.Phones.Answers;

namespace Ringback.Workbench.Shelves;

/// <summary>
/// The user's folders on disk as shelves: looked through again when something in them changed, at most once a second,
/// so that a file that is put there while a phone waits is found. Safe for several threads.
/// </summary>
public sealed partial class FolderShelf
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly string? _root;
    private readonly string? _library;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Dictionary<string, FileOnDisk> _known = [];
    private FolderSnapshot _current = new([]);
    private long? _lookedAt;

    /// <summary>Opens the folders; either may be null.</summary>
    public FolderShelf(string? root, string? library, TimeProvider time, ILogger logger)
    {
        _root = root is null ? null : Path.GetFullPath(root);
        _library = library is null ? null : Path.GetFullPath(library);
        _time = time;
        _logger = logger;
    }

    /// <summary>The files as they are now.</summary>
    public IShelf Current
    {
        get
        {
            lock (_lock)
            {
                if (_lookedAt is { } at && _time.GetElapsedTime(at) < LookAgainAfter) return _current;
                _lookedAt = _time.GetTimestamp();
                LookThrough();
                return _current;
            }
        }
    }

    /// <summary>
    /// The real path of a file of this shelf, with links resolved as they were when it was found to lie inside: a link
    /// that is turned elsewhere afterwards leads nowhere.
    /// </summary>
    public string PathOf(ShelfFile file)
    {
        lock (_lock)
        {
            return _known.TryGetValue(KeyOf(file.Place, file.Path), out FileOnDisk? known)
                ? known.FullPath
                : Path.Combine((file.Place == ShelfPlace.Root ? _root : _library)!, file.Path);
        }
    }

    private static string KeyOf(ShelfPlace place, string relative) => $"{place}/{relative}";

    private void LookThrough()
    {
        Dictionary<string, FileOnDisk> found = [];
        Scan(_root, ShelfPlace.Root, found);
        Scan(_library, ShelfPlace.Library, found);
        if (found.Count >= ConfinedFolder.MostFiles) LogTooMany(ConfinedFolder.MostFiles);
        bool same = found.Count == _known.Count && found.All(f =>
            _known.TryGetValue(f.Key, out FileOnDisk? known) && ReferenceEquals(known, f.Value));
        if (same) return;
        _known = found;
        _current = new FolderSnapshot([.. found.Values]);
        LogLooked(_current.Files.Count, _current.Packages.Count);
    }

    private void Scan(string? folder, ShelfPlace place, Dictionary<string, FileOnDisk> found)
    {
        if (folder is null || !Directory.Exists(folder)) return;
        foreach ((string relative, FileInfo info) in Inside(folder))
        {
            string key = KeyOf(place, relative);
            if (_known.TryGetValue(key, out FileOnDisk? known) && known.IsStill(info))
            {
                found[key] = known;
                continue;
            }

            try
            {
                found[key] = FileOnDisk.Look(relative, place, info);
            }
            catch (IOException e)
            {
                LogUnreadable(relative, e.Message);
            }
            catch (UnauthorizedAccessException e)
            {
                LogUnreadable(relative, e.Message);
            }
        }
    }

    private List<(string Relative, FileInfo Info)> Inside(string folder)
    {
        try
        {
            return [.. ConfinedFolder.Files(folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder can go away while it is walked: a stick is pulled, a share is gone. It may come back.
            LogUnreadable(folder, e.Message);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "the folders hold {Count} files or more; the rest is not served. Name the folder with the phones' files only")]
    private partial void LogTooMany(int count);

    [LoggerMessage(LogLevel.Debug, "{Files} files make up {Packages} packages")]
    private partial void LogLooked(int files, int packages);

    [LoggerMessage(LogLevel.Warning, "{File} cannot be read and is left out: {Reason}")]
    private partial void LogUnreadable(string file, string reason);
}
