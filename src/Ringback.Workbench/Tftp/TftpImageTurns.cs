namespace Ringback.Workbench.Tftp;

/// <summary>
/// Whose image goes at full speed, when only so many may at a time. The others are not refused: they get a block each
/// second, so that the phone sees that something comes and keeps waiting for its turn. For one thread.
/// </summary>
/// <param name="most">Images at a time; 0 for any number.</param>
internal sealed class TftpImageTurns(int most)
{
    /// <summary>
    /// Between two blocks of a waiting image: four times in the 4 s after which a phone repeats itself.
    /// </summary>
    internal static readonly TimeSpan Trickle = TimeSpan.FromSeconds(1);

    private readonly HashSet<TftpSession> _going = [];
    private readonly Queue<TftpSession> _waiting = new();

    /// <summary>An image begins: at once, or it waits.</summary>
    internal void Begin(TftpSession session)
    {
        if (most == 0 || !session.IsImage) return;
        if (_going.Count < most) _going.Add(session);
        else
        {
            session.Waits = true;
            _waiting.Enqueue(session);
        }
    }

    /// <summary>A transfer is over; the result is the image whose turn it is now, or null.</summary>
    internal TftpSession? End(TftpSession session)
    {
        session.Waits = false;
        if (!_going.Remove(session)) return null;
        while (_waiting.TryDequeue(out TftpSession? next))
        {
            if (next.Stage == TftpStage.Over || !next.Waits) continue;
            next.Waits = false;
            _going.Add(next);
            return next;
        }

        return null;
    }
}
