using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
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
    private readonly Channel<PhoneEvent> _queue;
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
    private long _skipped;
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

        _queue = Channel.CreateBounded<PhoneEvent>(
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
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <inheritdoc/>
    public bool TryAppend(PhoneEvent e)
    {
        // An event that could never be written is the caller's bug, and is shown where the bug is.
        _ = EventKinds.Of(e);

        // Queued and counted in one step: a flush must not take somebody else's event for its own.
        lock (_gate)
        {
            bool isWaited = _fault is not { Trouble: JournalTrouble.DiskFull }
                || _queue.Reader.Count < _options.WaitingWhileFull;
            if (isWaited && _queue.Writer.TryWrite(e))
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
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(_closed, this);
        // What the disk has no room for even to be looked at is, until then, as if it had not been.
        if (Fault is { Trouble: JournalTrouble.DiskFull } && !JournalFile.CanBeRead(_path)) yield break;
        using EventCursor cursor = new(_path, after, query, CountSkipped);
        await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (Fault is { Trouble: JournalTrouble.DiskFull } && !JournalFile.CanBeRead(_path)) yield break;
        using EventCursor cursor = new(_path, after, query, CountSkipped);
        await foreach (JournalRow row in cursor.RowsToEndAsync(cancellationToken)) yield return row;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(_closed, this);
        using EventCursor cursor = new(_path, after, query, CountSkipped);
        while (true)
        {
            Task more = _progress.Next;
            bool closed = _closed;
            await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
            if (closed || cursor.IsDone) yield break;
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
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (written is { } before) await GatherAsync(before);
            batch.Clear();
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out PhoneEvent? e)) batch.Add(e);
            if (!await TryWriteAsync(batch)) break;
            bool isMended;
            lock (_gate)
            {
                _durable += batch.Count;
                isMended = _fault is not null;
                _fault = null;
            }

            _progress.Beat();
            if (isMended) FaultChanged?.Invoke();
            written = _time.GetTimestamp();
        }

        _writer?.Dispose();
        _lock?.Dispose();
        _closed = true;
        _progress.Beat();
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

    private void ThrowIfNoRoom()
    {
        if (_options.Disk(_path) is { HasRoom: false } full) throw JournalFile.Full(_path, full);
    }

    // A fresh exception each time: one instance thrown to several callers would mix up their stack traces.
    private void ThrowIfFaulted()
    {
        if (Fault is { } fault) throw new JournalException(fault.Message, fault, fault.Trouble);
    }

    private void CountSkipped() => Interlocked.Increment(ref _skipped);
}
