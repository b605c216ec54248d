using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// One change of the library: files come in and go out, and nothing of it is to be seen until the one renaming at the
/// end. Whoever is killed before that has changed nothing; what he left behind is cleared away by the next change. What
/// leaves the library goes to its trash.
/// </summary>
public sealed class LibraryChange : IDisposable
{
    private const int Flushing = 8;
    private const string IndexFile = "index.json";
    private const string IndexBeforeFile = "index.before.json";

    private readonly LibraryStore _store;
    private readonly FileStream _lock;
    private readonly Action<string>? _beforeStep;
    private readonly string _staging;
    private readonly LibraryTrash _trash;
    private readonly LibraryIndex _index;
    private readonly List<LibraryEntry> _files;
    private readonly Dictionary<string, (string Path, LibraryEntry Entry)> _staged = [];
    private bool _changed;
    private bool _isHeldUp;

    private LibraryChange(LibraryStore store, FileStream held, LibraryIndex index, Action<string>? beforeStep)
    {
        _store = store;
        _lock = held;
        _beforeStep = beforeStep;
        _index = index;
        _files = [.. index.Files];
        _trash = new LibraryTrash(store);
        _staging = Path.Combine(store.Incoming, Guid.NewGuid().ToString("N"));
    }

    /// <summary>The files as they will be.</summary>
    public IReadOnlyList<LibraryEntry> Files => _files;

    /// <summary>Takes the lock and clears away what a killed change has left.</summary>
    /// <param name="store">The store.</param>
    /// <param name="beforeStep">Told before each step on the disk, so that a test can look at what is there.</param>
    internal static LibraryChange Begin(LibraryStore store, Action<string>? beforeStep)
    {
        FileStream held = Lock(store);
        try
        {
            LibraryReading reading = LibraryReading.Of(store);
            if (reading.Fault is { } fault) throw new LibraryException($"{fault.Message} {fault.Advice}");
            LibraryChange change = new(store, held, reading.Index, beforeStep);
            change.ClearLeftovers();
            return change;
        }
        catch (Exception e)
        {
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw CannotBeWritten(store, e);
            throw;
        }
    }

    /// <summary>
    /// Begins a change of an index that is made anew: what is missing in it is no reason to drop anything.
    /// </summary>
    internal static LibraryChange BeginRepair(LibraryStore store, Func<LibraryReading, LibraryIndex> choose)
    {
        FileStream held = Lock(store);
        try
        {
            LibraryReading reading = LibraryReading.Of(store);
            if (reading is { State: IndexState.Newer, Fault: { } fault })
                throw new LibraryException($"{fault.Message} {fault.Advice}");
            LibraryChange change = new(store, held, choose(reading), null) { _changed = reading.Fault is not null };
            foreach (string folder in StoreFolder.Changes(store.Incoming)) ClearChange(folder);
            return change;
        }
        catch (Exception e)
        {
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw CannotBeWritten(store, e);
            throw;
        }
    }

    private static FileStream Lock(LibraryStore store)
    {
        if (store.Objection() is { } objection) throw new LibraryException($"{objection.Message} {objection.Advice}");
        try
        {
            Directory.CreateDirectory(store.Root);
            // Made by itself, because making one that is there would follow a link.
            if (DiskEntry.Look(store.LockPath).Kind == DiskEntryKind.Nothing)
                new FileStream(store.LockPath, FileMode.CreateNew, FileAccess.Write).Dispose();
            return new FileStream(store.LockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw CannotBeWritten(store, e);
        }
        catch (IOException e)
        {
            throw new LibraryException($"another program is changing the library in {store.Library}, or the folder "
                + $"cannot be used ({e.Message}). Try again when it has finished.", e);
        }
    }

    private static LibraryException CannotBeWritten(LibraryStore store, Exception e) =>
        new($"the library in {store.Library} cannot be written: {e.Message} Give yourself the right to, or name "
            + "another folder with --library.", e);

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
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(content);
            _staged.Add(entry.Sha256, (path, entry));
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

    /// <summary>Gives a content that lies in the store already a name in the index.</summary>
    internal void Name(LibraryEntry entry)
    {
        if (_files.Contains(entry)) return;
        _files.Add(entry);
        _changed = true;
    }

    /// <summary>True for a content that something in the index names which is not understood.</summary>
    internal bool IsSpared(string sha256) => _index.Spared.Contains(sha256);

    /// <summary>Moves a file that is none of the store's contents to the trash.</summary>
    internal bool ThrowAway(string path, string name) => _trash.Take(path, LibraryContent.Sha256(path), name);

    /// <summary>A place for a file that is only needed while the change is made.</summary>
    private string Scratch(string name)
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
        Parallel.ForEach(
            _staged.Values, new ParallelOptions { MaxDegreeOfParallelism = Flushing }, staged => Flush(staged.Path));
        LibraryEntry[] dropped = [.. Dropped(_index.Files, named)];
        Step("note what moves");
        Write(Scratch(LibraryMoves.FileName),
            LibraryMoves.Write(_staged.Values.Select(s => s.Entry).Concat(dropped)));
        WriteFirstIndex();
        foreach ((string sha256, (string path, _)) in _staged)
        {
            Step("move");
            string target = _store.PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(path, target, overwrite: true);
        }

        _staged.Clear();
        string half = Scratch(IndexFile);
        Step("write the index");
        Write(half, _index.With(_files));
        KeepTheIndexBefore();
        Step("commit");
        File.Move(half, _store.IndexPath, overwrite: true);
        Step("clear");
        _changed = false;
        Drop(dropped);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (!_isHeldUp) ClearChange(_staging);
            StoreFolder.DeleteEmpty(_store.Incoming);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next change tries again; nothing refers to what lies there.
        }

        _lock.Dispose();
    }

    private bool IsStored(LibraryEntry entry)
    {
        DiskEntry there = DiskEntry.Look(_store.PathOf(entry));
        // A content that has rotted is written anew: that is what adding it again is for.
        return there.Kind == DiskEntryKind.File && there.Length == entry.Length
            && LibraryContent.Sha256(_store.PathOf(entry)) == entry.Sha256;
    }

    /// <summary>
    /// Contents without any index mean that one was lost; so there is one, of nothing, before the first content.
    /// </summary>
    private void WriteFirstIndex()
    {
        if (DiskEntry.Look(_store.IndexPath).Kind != DiskEntryKind.Nothing) return;
        string half = Scratch(IndexFile);
        Step("begin the index");
        Write(half, LibraryIndex.Empty.With(_index.Files));
        File.Move(half, _store.IndexPath, overwrite: true);
    }

    private void KeepTheIndexBefore()
    {
        // What cannot be read is no index to go back to: it is kept, but not as that.
        if (LibraryIndex.Read(_store.IndexPath, out _) == IndexState.Sound)
        {
            string copy = Scratch(IndexBeforeFile);
            Step("keep the index");
            File.Copy(_store.IndexPath, copy, overwrite: false);
            File.Move(copy, _store.IndexBeforePath, overwrite: true);
        }
        else
        {
            ThrowAway(_store.IndexPath, IndexFile);
        }
    }

    private void ClearLeftovers()
    {
        foreach (string folder in StoreFolder.Changes(_store.Incoming))
        {
            if (Drop(Dropped(LibraryMoves.Read(folder), [.. _files.Select(f => f.Sha256)]))) ClearChange(folder);
        }

        StoreFolder.DeleteEmpty(_store.Incoming);
        _trash.Clear();
    }

    /// <summary>Deletes what we put into the folder of a change, and the folder when nothing else is in it.</summary>
    private static void ClearChange(string folder)
    {
        foreach (string path in StoreFolder.Files(
            folder, n => StoreFolder.IsHash(n) || n is IndexFile or IndexBeforeFile))
        {
            StoreFolder.DeleteFile(path);
        }

        // Last, because it says what the others were.
        StoreFolder.DeleteFile(Path.Combine(folder, LibraryMoves.FileName));
        StoreFolder.DeleteEmpty(folder);
    }

    /// <summary>The entries to whose contents no name leads any more.</summary>
    private IEnumerable<LibraryEntry> Dropped(IEnumerable<LibraryEntry> entries, HashSet<string> named) =>
        entries.Where(e => !named.Contains(e.Sha256) && !_index.Spared.Contains(e.Sha256)).DistinctBy(e => e.Sha256);

    /// <summary>Moves contents to the trash; false when not all could be.</summary>
    private bool Drop(IEnumerable<LibraryEntry> entries)
    {
        bool all = true;
        foreach (LibraryEntry entry in entries.ToList())
            all &= _trash.Take(_store.PathOf(entry), entry.Sha256, entry.Name);
        // Somebody is reading one at this moment. It goes with the next change, which reads what was noted.
        _isHeldUp |= !all;
        return all;
    }

    private static void Write(string path, byte[] content)
    {
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static void Flush(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private void Step(string what) => _beforeStep?.Invoke(what);
}
