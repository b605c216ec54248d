using System.Collections.Concurrent;

namespace Ringback.Workbench.Limits;

/// <summary>
/// A queue from several threads to one, which sleeps elsewhere: in a poller or on an event. The sleeper is only woken
/// when it sleeps, because waking costs a system call and a busy loop needs none.
/// </summary>
/// <param name="capacity">How many may wait; more are refused.</param>
/// <param name="wake">Wakes the reader. Called on the posting thread.</param>
internal sealed class Mailbox<T>(int capacity, Action wake)
{
    private readonly ConcurrentQueue<T> _queue = new();
    private int _waiting;
    private int _asleep;

    /// <summary>How many wait, about.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Posts something; false when too much waits already.</summary>
    internal bool TryPost(T what)
    {
        if (Volatile.Read(ref _waiting) >= capacity) return false;
        Post(what);
        return true;
    }

    /// <summary>
    /// Posts something whatever waits: for what is bounded elsewhere and may not be lost, such as how a transfer ended.
    /// </summary>
    internal void Post(T what)
    {
        Interlocked.Increment(ref _waiting);
        _queue.Enqueue(what);
        // Whoever sees the reader asleep first wakes it. The increment above is a full fence: either this sees it
        // asleep, or the reader sees that something waits.
        if (Interlocked.Exchange(ref _asleep, 0) != 0) wake();
    }

    /// <summary>Takes the oldest; false when nothing waits.</summary>
    internal bool TryTake(out T what)
    {
        if (!_queue.TryDequeue(out what!)) return false;
        Interlocked.Decrement(ref _waiting);
        return true;
    }

    /// <summary>
    /// The reader is about to sleep; false when it should not, because something waits. After waking it calls
    /// <see cref="Awake"/>.
    /// </summary>
    internal bool TrySleep()
    {
        Interlocked.Exchange(ref _asleep, 1);
        if (Volatile.Read(ref _waiting) == 0) return true;
        Awake();
        return false;
    }

    /// <summary>The reader is awake.</summary>
    internal void Awake() => Volatile.Write(ref _asleep, 0);
}
