using Microsoft.Extensions.Logging;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Shelves;

/// <summary>
/// The user's folders on disk as shelves: looked through again when something in them changed, at most once a second,
/// so that a file that is put there while a phone waits is found. Safe for several threads.
/// </summary>
/// <remarks>
/// A usual folder is looked through while the question waits, which takes a millisecond: a file that was put there is
/// found by the very next question. Where a look takes longer, questions do not wait: they are answered from the look
/// before, and the next one goes on in the background.
/// </remarks>
public sealed partial class FolderShelf
{
    /// <summary>The most time between two looks while somebody asks.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    // Who copies a file and starts the phone is not faster than this.
    private static readonly TimeSpan LeastBetweenLooks = TimeSpan.FromMilliseconds(100);

    // Looking may take a fiftieth of the time, however many ask.
    private const int ShareOfTime = 50;

    /// <summary>
    /// The longest look that a question may wait for. A folder of some hundred files stays well below it, and a phone
    /// that waits for this long has noticed nothing.
    /// </summary>
    public static readonly TimeSpan LongestInline = TimeSpan.FromMilliseconds(10);

    private readonly string? _root;
    private readonly string? _library;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FolderWalk _walk;
    private readonly Action<Action> _background;
    private readonly ToldOnce _told = new();
    private readonly Lock _lock = new();
    private Dictionary<string, FileOnDisk> _known = [];
    private FolderSnapshot _current = new([], new Dictionary<string, string>());
    private TimeSpan _lastTook;
    private long? _lookedAt;
    private bool _looking;

    /// <summary>Opens the folders; either may be null.</summary>
    public FolderShelf(string? root, string? library, TimeProvider time, ILogger logger)
        : this(root, library, time, logger, FolderWalk.OfDisk(library),
            look => ThreadPool.UnsafeQueueUserWorkItem(_ => look(), null))
    {
    }

    /// <summary>Opens the folders, for a test that says what walks through them and what runs the long looks.</summary>
    /// <param name="root">The plain folder; null for none.</param>
    /// <param name="library">The firmware library; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    /// <param name="files">Walks through a folder, as <see cref="ConfinedFolder.Files"/> does.</param>
    /// <param name="background">Runs a long look on another thread.</param>
    public FolderShelf(string? root, string? library, TimeProvider time, ILogger logger,
        Func<string, IEnumerable<(string Relative, FileInfo Info)>> files, Action<Action> background)
        : this(root, library, time, logger, new FolderWalk((folder, _, _) => files(folder)), background)
    {
    }

    internal FolderShelf(string? root, string? library, TimeProvider time, ILogger logger, FolderWalk walk,
        Action<Action> background)
    {
        _root = root is null ? null : Path.GetFullPath(root);
        _library = library is null ? null : Path.GetFullPath(library);
        _time = time;
        _logger = logger;
        _walk = walk;
        _background = background;
    }

    /// <summary>True when the next question looks through the folders first.</summary>
    public bool IsLookDue
    {
        get { lock (_lock) return !_looking && !IsFresh; }
    }

    private bool IsFresh => _lookedAt is { } at && _time.GetElapsedTime(at) < BetweenLooks();

    /// <summary>The files as they are now.</summary>
    public IShelf Current
    {
        get
        {
            lock (_lock)
            {
                if (_lookedAt is not null && (_looking || IsFresh)) return _current;
                if (_lookedAt is null || _lastTook <= LongestInline)
                {
                    Keep(LookThrough(_known));
                    return _current;
                }

                _looking = true;
                Dictionary<string, FileOnDisk> known = _known;
                _background(() => LookInBackground(known));
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

    private TimeSpan BetweenLooks()
    {
        TimeSpan fair = _lastTook * ShareOfTime;
        return fair < LeastBetweenLooks ? LeastBetweenLooks : fair < LookAgainAfter ? fair : LookAgainAfter;
    }

    private static string KeyOf(ShelfPlace place, string relative) => $"{place}/{relative}";

    private void LookInBackground(Dictionary<string, FileOnDisk> known)
    {
        Look? look = null;
        try
        {
            look = LookThrough(known);
        }
        catch (Exception e)
        {
            // Nobody waits for this look: whatever it is, it is told here, and the next look tries again.
            LogFailed(e);
        }

        lock (_lock)
        {
            if (look is null) _lookedAt = _time.GetTimestamp();
            else Keep(look);
            _looking = false;
        }
    }

    /// <summary>Looks without holding the lock; what is known stays as it is.</summary>
    private Look LookThrough(Dictionary<string, FileOnDisk> known)
    {
        long begun = _time.GetTimestamp();
        Dictionary<string, FileOnDisk> found = [];
        Dictionary<string, string> unreadable = new(StringComparer.OrdinalIgnoreCase);
        Scan(_root, ShelfPlace.Root, known, found, unreadable);
        Scan(_library, ShelfPlace.Library, known, found, []);
        if (found.Count >= ConfinedFolder.MostFiles && _told.IsNews("too many")) LogTooMany(ConfinedFolder.MostFiles);
        foreach (string over in _told.EndLook()) LogReadableAgain(over);
        bool same = found.Count == known.Count && _current.HasUnreadable(unreadable) && found.All(f =>
            known.TryGetValue(f.Key, out FileOnDisk? file) && ReferenceEquals(file, f.Value));
        FolderSnapshot? changed = same ? null : new FolderSnapshot([.. found.Values], unreadable);
        return new Look(found, changed, begun, _time.GetElapsedTime(begun));
    }

    private void Keep(Look look)
    {
        _lookedAt = look.Begun;
        _lastTook = look.Took;
        if (look.Changed is not { } changed) return;
        _known = look.Found;
        _current = changed;
        LogLooked(changed.Files.Count, changed.Packages.Count);
    }

    private void Scan(string? folder, ShelfPlace place, Dictionary<string, FileOnDisk> known,
        Dictionary<string, FileOnDisk> found, Dictionary<string, string> unreadable)
    {
        if (folder is null) return;
        FolderFiles walked = _walk.Through(folder, known.Values.Any(f => f.File.Place == place));
        foreach ((string relative, FileInfo info) in walked.Files)
        {
            // What an editor left is nobody's to ask for.
            if (LeftoverNames.IsOne(relative)) continue;
            string key = KeyOf(place, relative);
            if (known.TryGetValue(key, out FileOnDisk? before) && before.IsStill(info)) found[key] = before;
            else if (LookInto(relative, place, info, unreadable) is { } file) found[key] = file;
        }

        foreach (UnseenFolder unseen in walked.Unseen)
        {
            if (_told.IsNews(unseen.Path)) LogKeptLastLook(unseen.Path, unseen.Why);
            foreach ((string key, FileOnDisk file) in known)
            {
                if (file.File.Place == place && unseen.Held(file)) found.TryAdd(key, file);
            }
        }
    }

    private FileOnDisk? LookInto(
        string relative, ShelfPlace place, FileInfo info, Dictionary<string, string> unreadable)
    {
        try
        {
            return FileOnDisk.Look(relative, place, info);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (e is UnauthorizedAccessException) unreadable[relative] = info.FullName;
            if (_told.IsNews(info.FullName)) LogUnreadable(relative, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "the folders hold {Count} files or more; the rest is not served. Name the folder with the phones' files only")]
    private partial void LogTooMany(int count);

    [LoggerMessage(LogLevel.Error, "the folders cannot be looked through; the files of the look before stay")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(LogLevel.Debug, "{Files} files make up {Packages} packages")]
    private partial void LogLooked(int files, int packages);

    [LoggerMessage(LogLevel.Warning,
        "{Folder} cannot be looked through: {Reason} What was found there before goes on being served")]
    private partial void LogKeptLastLook(string folder, string reason);

    [LoggerMessage(LogLevel.Information, "{What}: in order again")]
    private partial void LogReadableAgain(string what);

    [LoggerMessage(LogLevel.Warning, "{File} cannot be read and is left out: {Reason}")]
    private partial void LogUnreadable(string file, string reason);

    /// <summary>What one look found; <see cref="Changed"/> is null when all is as it was.</summary>
    private sealed record Look(
        Dictionary<string, FileOnDisk> Found, FolderSnapshot? Changed, long Begun, TimeSpan Took);
}
