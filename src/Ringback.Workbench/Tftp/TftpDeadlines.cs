namespace Ringback.Workbench.Tftp;

/// <summary>When to look at which session: one queue, no timer.</summary>
internal sealed class TftpDeadlines
{
    private readonly PriorityQueue<TftpSession, TimeSpan> _queue = new();

    /// <summary>The time of the next entry, which may turn out to be stale; null when there is none.</summary>
    internal TimeSpan? Next => _queue.TryPeek(out _, out TimeSpan due) ? due : null;

    /// <summary>
    /// Queues the session for its deadline, unless the queue looks at it before that anyway: most packets move the
    /// deadline on by a little, and only one that pulls it nearer costs an entry.
    /// </summary>
    internal void Arm(TftpSession session)
    {
        if (session.QueuedFor <= session.Deadline) return;
        session.QueuedFor = session.Deadline;
        _queue.Enqueue(session, session.Deadline);
    }

    /// <summary>Takes a session whose time has come; arm it again when it lives on. Null when there is none.</summary>
    internal TftpSession? Take(TimeSpan now)
    {
        while (_queue.TryPeek(out TftpSession? session, out TimeSpan due) && due <= now)
        {
            _queue.Dequeue();
            if (due != session.QueuedFor) continue;
            session.QueuedFor = TimeSpan.MaxValue;
            return session;
        }

        return null;
    }
}
