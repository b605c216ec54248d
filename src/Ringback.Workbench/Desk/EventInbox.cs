using Ringback.Phones.Events;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Desk;

/// <summary>
/// What has happened and is not folded yet, in the order in which it came, whoever noticed it; and the one thread that
/// folds it. Bounded: who brings more than there is room for folds what waits.
/// </summary>
internal sealed class EventInbox : IDisposable
{
    /// <summary>Events that wait at most; four for a phone that starts, so four thousand at once.</summary>
    internal const int MostWaiting = 16_384;

    // A shelf of phones that get their power at once gets its offers and its files first, and its story then: both want
    // the same few cores. Who asks what is known does not wait for this.
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(20);

    private readonly Action _fold;
    private readonly Mailbox<PhoneEvent> _waiting;
    private readonly AutoResetEvent _posted = new(false);

    // It waits for the same time again and again, and would spin before each wait: in a storm for a quarter of a core.
    private readonly ManualResetEventSlim _stop = new(initialState: false, spinCount: 0);
    private Thread? _thread;

    /// <param name="fold">Takes what waits. Called on any thread.</param>
    internal EventInbox(Action fold)
    {
        _fold = fold;
        _waiting = new Mailbox<PhoneEvent>(MostWaiting, () => _posted.Set());
    }

    /// <summary>How many wait, about.</summary>
    internal int Waiting => _waiting.Waiting;

    /// <summary>Begins to fold on a thread of its own. Until then whoever brings an event folds it.</summary>
    internal void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "desk" };
        _thread.Start();
    }

    /// <summary>Brings an event. From any thread.</summary>
    internal void Post(PhoneEvent e)
    {
        while (!_waiting.TryPost(e)) _fold();
        if (_thread is null) _fold();
    }

    /// <summary>Takes the oldest; false when nothing waits. One caller at a time.</summary>
    internal bool TryTake(out PhoneEvent e) => _waiting.TryTake(out e);

    /// <summary>Ends the thread; what waits then is folded by whoever asks.</summary>
    public void Dispose()
    {
        _stop.Set();
        _posted.Set();
        _thread?.Join();
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            if (_waiting.TrySleep()) _posted.WaitOne();
            _waiting.Awake();
            _stop.Wait(Gathered);
            _fold();
        }
    }
}
