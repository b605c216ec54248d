namespace Ringback.Workbench.Library;

/// <summary>
/// One change of the library: files come in and go out, and nothing of it is to be seen until the one renaming at the
/// end. Whoever is killed before that has changed nothing; what he left behind is cleared away by the next change.
/// </summary>
public sealed class LibraryChange : IDisposable
{
    private const int Flushing = 8;

    private readonly LibraryStore _store;
    private readonly FileStream _lock;
    private readonly Action<string>? _beforeStep;
    private readonly string _staging;
    private readonly List<LibraryEntry> _files;
    private readonly Dictionary<string, string> _staged = [];
    private bool _changed;

    private LibraryChange(LibraryStore store, FileStream held, Action<string>? beforeStep)
    {
        _store = store;
        _lock = held;
        _beforeStep = beforeStep;
        _files = [.. store.ReadForChange().Files];
        _staging = Path.Combine(store.Incoming, Guid.NewGuid().ToString("N"));
    }

    /// <summary>The files as they will be.</summary>
    public IReadOnlyList<LibraryEntry> Files => _files;

    /// <summary>Takes the lock and clears away what a killed change has left.</summary>
    /// <param name="store">The store.</param>
    /// <param name="beforeStep">Told before each step on the disk, so that a test can look at what is there.</param>
    internal static LibraryChange Begin(LibraryStore store, Action<string>? beforeStep)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(store.Root);
            held = new FileStream(store.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            LibraryChange change = new(store, held, beforeStep);
            change.ClearLeftovers();
            return change;
        }
        catch (UnauthorizedAccessException e)
        {
            held?.Dispose();
            throw new LibraryException($"the library in {Path.GetDirectoryName(store.Root)} cannot be written: "
                + $"{e.Message} Give yourself the right to, or name another folder with --library.", e);
        }
        catch (IOException e) when (held is null)
        {
            throw new LibraryException("another program is changing the library in "
                + $"{Path.GetDirectoryName(store.Root)}, or the folder cannot be used ({e.Message}). Try "
                + "again when it has finished.", e);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Brings a file in. True when it is new; false when the library has it under this name already.
    /// </summary>
    public bool Add(LibraryEntry entry, ReadOnlySpan<byte> content)
    {
        if (_files.Exists(f => f.Sha256 == entry.Sha256 && f.Name == entry.Name)) return false;
        if (!_staged.ContainsKey(entry.Sha256) && !IsStored(entry))
        {
            Step("stage");
            Directory.CreateDirectory(_staging);
            string path = Path.Combine(_staging, entry.Sha256);
            using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(content);
            _staged.Add(entry.Sha256, path);
        }

        _files.Add(entry);
        _changed = true;
        return true;
    }

    /// <summary>Takes files out.</summary>
    public void Remove(IEnumerable<LibraryEntry> entries)
    {
        HashSet<LibraryEntry> going = [.. entries];
        _changed |= _files.RemoveAll(going.Contains) > 0;
    }

    /// <summary>Takes back what was added since there were this many files.</summary>
    internal void RollBackTo(int count) => _files.RemoveRange(count, _files.Count - count);

    /// <summary>A place for a file that is only needed while the change is made.</summary>
    internal string Scratch(string name)
    {
        Directory.CreateDirectory(_staging);
        return Path.Combine(_staging, name);
    }

    /// <summary>Makes the change: contents first, then the index, in one renaming.</summary>
    public void Commit()
    {
        if (!_changed) return;
        HashSet<string> named = [.. _files.Select(f => f.Sha256)];
        foreach (string sha256 in _staged.Keys.Except(named).ToList()) _staged.Remove(sha256);
        // Power may go at any moment: what the index names must be on the disk before the index is.
        // Several at once, because a disk gathers what comes at the same time into one write of its journal.
        Step("flush");
        Parallel.ForEach(_staged.Values, new ParallelOptions { MaxDegreeOfParallelism = Flushing }, Flush);
        foreach ((string sha256, string path) in _staged)
        {
            Step("move");
            string target = _store.PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(path, target, overwrite: true);
        }

        _staged.Clear();
        string half = Scratch("index.json");
        Step("write the index");
        File.WriteAllBytes(half, LibraryStore.Write(new LibraryIndex(LibraryIndex.CurrentVersion, _files)));
        Flush(half);
        KeepTheIndexBefore();
        Step("commit");
        File.Move(half, _store.IndexPath, overwrite: true);
        Step("clear");
        _changed = false;
        DropUnnamed();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(_store.Incoming)) Directory.Delete(_store.Incoming, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next change tries again; nothing refers to what lies there.
        }

        _lock.Dispose();
    }

    private bool IsStored(LibraryEntry entry)
    {
        FileInfo info = new(_store.PathOf(entry));
        // A content that has rotted is written anew: that is what adding it again is for.
        return info.Exists && info.Length == entry.Length && LibraryContent.Sha256(info.FullName) == entry.Sha256;
    }

    private void KeepTheIndexBefore()
    {
        if (!File.Exists(_store.IndexPath)) return;
        string copy = Scratch("index.before.json");
        Step("keep the index");
        File.Copy(_store.IndexPath, copy, overwrite: true);
        File.Move(copy, _store.IndexBeforePath, overwrite: true);
    }

    private void ClearLeftovers()
    {
        if (Directory.Exists(_store.Incoming)) Directory.Delete(_store.Incoming, recursive: true);
        DropUnnamed();
    }

    /// <summary>Contents that no name leads to: removed ones, and those of a change that was killed.</summary>
    private void DropUnnamed()
    {
        if (!Directory.Exists(_store.Contents)) return;
        HashSet<string> named = [.. _files.Select(f => f.Sha256)];
        foreach (string path in Directory.EnumerateFiles(_store.Contents, "*", SearchOption.AllDirectories).ToList())
        {
            if (named.Contains(Path.GetFileName(path))) continue;
            try
            {
                File.Delete(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody is reading it at this moment. It goes with the next change.
            }
        }
    }

    private static void Flush(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private void Step(string what) => _beforeStep?.Invoke(what);
}
