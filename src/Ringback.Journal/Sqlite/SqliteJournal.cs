using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// The journal in one SQLite file. What <see cref="FlushAsync"/> has confirmed survives the death of the process,
/// SIGKILL included; a power cut may take the last moments, but it does not damage the file. Other processes may read
/// it meanwhile with <see cref="OpenForReading"/>.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly string _path;
    private readonly SqliteJournalOptions _options;
    private readonly TimeProvider _time;
    // Events and snapshots, in their order: a snapshot is of the events before it.
    private readonly Channel<object> _queue;
    private readonly JournalUpkeep _upkeep;
    private readonly EventReading _reading;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Pulse _progress = new();
    private readonly Pulse _hurry = new();
    private readonly Lock _gate = new();
    private readonly Task _writing;
    private JournalLock? _lock;
    private EventWriter? _writer;
    private JournalException? _fault;
    private readonly Guid? _benchBefore;
    private BenchRun? _run;
    private long _accepted;
    private long _durable;
    private long _awaited;
    private volatile bool _closed;
    private volatile bool _gathering;

    private SqliteJournal(string path, SqliteJournalOptions options, TimeProvider time)
    {
        _path = path;
        _options = options;
        _time = time;
        try
        {
            _writer = OpenWriter();
            ThrowIfNoRoom();
        }
        catch (JournalException e) when (e.Trouble is JournalTrouble.DiskFull)
        {
            // Phones are served all the same, and the first write tries again.
            _fault = e;
            _benchBefore = JournalFile.BenchOf(path);
        }
        catch
        {
            _lock?.Dispose();
            throw;
        }

        _upkeep = new JournalUpkeep(options, time);
        _reading = new EventReading(
            path, () => Fault is not { Trouble: JournalTrouble.DiskFull } || JournalFile.CanBeRead(path));
        _queue = Channel.CreateBounded<object>(
            new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>
    /// Opens the journal for writing, and makes file and folder when they do not exist. A full disk is no reason to
    /// fail: <see cref="Fault"/> then says so, and events are kept as soon as there is room.
    /// </summary>
    /// <param name="path">The journal's file. SQLite keeps two companions beside it while it is open.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">Paces the attempts after a failure; null for the machine's clock.</param>
    /// <exception cref="JournalException">
    /// It cannot be opened, is not a journal that this version knows, or another process writes it.
    /// </exception>
    public static SqliteJournal Open(string path, SqliteJournalOptions? options = null, TimeProvider? time = null) =>
        new(path, options ?? new SqliteJournalOptions(), time ?? TimeProvider.System);

    /// <summary>Opens a journal that another process may be writing.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">Paces the looking for new entries; null for the machine's clock.</param>
    /// <exception cref="JournalException">
    /// There is none, it cannot be opened, or it is not a journal that this version knows.
    /// </exception>
    public static SqliteJournalReader OpenForReading(
        string path, SqliteJournalOptions? options = null, TimeProvider? time = null) =>
        new(path, options ?? new SqliteJournalOptions(), time ?? TimeProvider.System);

    /// <summary>The process that wrote a journal last, and may still; null when that is not known.</summary>
    public static int? WriterOf(string path) => JournalLock.ReadSign(path)?.Process;

    /// <inheritdoc/>
    public JournalException? Fault
    {
        get { lock (_gate) return _fault; }
    }

    /// <inheritdoc/>
    public event Action? FaultChanged;

    /// <inheritdoc/>
    public BenchRun? Run => Volatile.Read(ref _run);

    /// <inheritdoc/>
    public Guid? Bench => Run?.Bench ?? _benchBefore;

    /// <summary>Rows passed over because a newer version wrote them. A row read twice counts twice.</summary>
    public long Skipped => _reading.Skipped;

    /// <inheritdoc/>
    public bool TryAppend(PhoneEvent e)
    {
        // An event that could never be written is the caller's bug, and is shown where the bug is.
        _ = EventKinds.Of(e);
        return TryQueue(e);
    }

    /// <inheritdoc/>
    public bool TryKeep(JournalSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return TryQueue(snapshot);
    }

    private bool TryQueue(object item)
    {
        // Queued and counted in one step: a flush must not take somebody else's event for its own.
        lock (_gate)
        {
            bool isWaited = _fault is not { Trouble: JournalTrouble.DiskFull }
                || _queue.Reader.Count < _options.WaitingWhileFull;
            if (isWaited && _queue.Writer.TryWrite(item))
            {
                _accepted++;
                return true;
            }
        }

        if (_gathering) _hurry.Beat();
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(PhoneEvent e, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task progress = _progress.Next;
            if (TryAppend(e)) return;
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            ThrowIfFaulted();
            await progress.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<JournalDurability> FlushAsync(CancellationToken cancellationToken = default)
    {
        long wanted;
        lock (_gate) wanted = _awaited = _accepted;
        _hurry.Beat();
        while (true)
        {
            Task progress = _progress.Next;
            lock (_gate)
            {
                if (_durable >= wanted) return JournalDurability.Program;
            }

            ThrowIfFaulted();
            await progress.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, CancellationToken cancellationToken = default) =>
        Reading.ReadAsync(after, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAboutAsync(
        MacAddress phone, CancellationToken cancellationToken = default) =>
        Reading.ReadAboutAsync(phone, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, CancellationToken cancellationToken = default) =>
        Reading.ReadRawAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task<KeptSnapshot?> ReadSnapshotAsync(string version, CancellationToken cancellationToken = default) =>
        Reading.ReadSnapshotAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        using EventCursor cursor = _reading.From(after);
        while (true)
        {
            Task more = _progress.Next;
            bool closed = _closed;
            await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
            if (closed) yield break;
            await more.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Writes what is queued and closes the file. When the store cannot be written, one last attempt is made and the
    /// rest is lost: <see cref="Fault"/> then says why.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        List<PhoneEvent> batch = new(Math.Min(_options.BatchSize, _options.QueueCapacity));
        long? written = null;
        while (true)
        {
            // What is behind with its upkeep makes no event wait for longer than a step of it.
            if (written is not null && _upkeep.HasMore && !_stopping.IsCancellationRequested
                && !_queue.Reader.TryPeek(out _))
            {
                TryKeepUp(null);
                continue;
            }

            if (!await _queue.Reader.WaitToReadAsync()) break;
            if (written is { } before) await GatherAsync(before);
            JournalSnapshot? snapshot = Gather(batch);
            if (batch.Count > 0 && !await TryWriteAsync(batch)) break;
            bool isMended;
            lock (_gate)
            {
                isMended = batch.Count > 0 && _fault is not null;
                if (isMended) _fault = null;
            }

            if (snapshot is not null) TryKeepUp(snapshot);
            lock (_gate) _durable += batch.Count + (snapshot is null ? 0 : 1);
            _progress.Beat();
            if (isMended) FaultChanged?.Invoke();
            written = _time.GetTimestamp();
        }

        _writer?.Dispose();
        _lock?.Dispose();
        _closed = true;
        _progress.Beat();
    }

    /// <summary>Takes the next events from the queue, up to a snapshot of what they come to.</summary>
    private JournalSnapshot? Gather(List<PhoneEvent> batch)
    {
        batch.Clear();
        while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out object? item))
        {
            if (item is JournalSnapshot snapshot) return snapshot;
            batch.Add((PhoneEvent)item);
        }

        return null;
    }

    // Nothing is lost when this fails. What is only upkeep tells nobody; the next event finds out.
    private void TryKeepUp(JournalSnapshot? snapshot)
    {
        try
        {
            ThrowIfNoRoom();
            _writer ??= OpenWriter();
            if (snapshot is not null) SnapshotTable.Keep(_writer.Connection, snapshot);
            _upkeep.Step(_writer.Connection);
        }
        catch (Exception e)
        {
            _upkeep.Rest();
            if (snapshot is not null) Tell(e);
        }
    }

    private async Task GatherAsync(long since)
    {
        Task hurry = _hurry.Next;
        _gathering = true;
        TimeSpan left = _options.GatherFor - _time.GetElapsedTime(since);
        if (left > TimeSpan.Zero && !IsAwaited && _queue.Reader.Count < _options.QueueCapacity)
        {
            using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            await Task.WhenAny(hurry, Task.Delay(left, _time, enough.Token));
            await enough.CancelAsync();
        }

        _gathering = false;
    }

    private bool IsAwaited
    {
        get { lock (_gate) return _awaited > _durable; }
    }

    // The batch is held until it is written: while the disk is full the queue fills up to its bound and then refuses,
    // and when there is room again the story continues without a gap up to that point.
    private async Task<bool> TryWriteAsync(List<PhoneEvent> batch)
    {
        while (true)
        {
            bool last = _stopping.IsCancellationRequested;
            try
            {
                ThrowIfNoRoom();
                _writer ??= OpenWriter();
                _writer.Write(batch);
                return true;
            }
            catch (Exception e)
            {
                // Whatever it is, the writer must live on and the fault must be seen: nobody awaits this task before
                // the end. The pause begins before the fault is told, so that whoever sees it can count on it.
                Task pause = Task.Delay(_options.RetryAfter, _time, _stopping.Token);
                _writer?.Dispose();
                _writer = null;
                Tell(e);
                if (last) return false;
                await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Tell(Exception e)
    {
        JournalException? before;
        lock (_gate)
        {
            before = _fault;
            _fault = e as JournalException ?? JournalFile.Explain(_path, e);
        }

        _progress.Beat();
        if (before is null) FaultChanged?.Invoke();
    }

    private EventWriter OpenWriter()
    {
        try
        {
            _lock ??= JournalLock.Take(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw JournalFile.Explain(_path, e);
        }

        SqliteConnection connection = JournalFile.OpenForWriting(_path);
        try
        {
            // A file that was away because of a fault is opened again, and that is no other run.
            if (_run is null) Volatile.Write(ref _run, BenchTable.CountRun(connection));
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw JournalFile.Explain(_path, e);
        }

        return new EventWriter(connection);
    }

    private EventReading Reading
    {
        get
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _reading;
        }
    }

    private void ThrowIfNoRoom()
    {
        if (_options.Disk(_path) is { HasRoom: false } full) throw JournalFile.Full(_path, full);
    }

    // A fresh exception each time: one instance thrown to several callers would mix up their stack traces.
    private void ThrowIfFaulted()
    {
        if (Fault is { } fault) throw new JournalException(fault.Message, fault, fault.Trouble);
    }
}
