using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Bench;

/// <summary>A phone's question for a file that nobody has, while it waits for somebody's word.</summary>
/// <param name="Id">Which.</param>
/// <param name="Mac">The phone.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Name">What it asks for.</param>
/// <param name="Because">Why it would get nothing.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="Until">When it is answered as if nobody were there.</param>
public sealed record HeldQuestion(
    long Id, MacAddress Mac, IPAddress Address, string Name, string Because, DateTimeOffset At, DateTimeOffset Until);

/// <summary>
/// Questions that wait for a person. No thread waits with them: a question is a task that ends when somebody has
/// answered or when its phone has no more patience. Safe for several threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="patience">How long a question waits at most.</param>
public sealed class HeldQuestions(TimeProvider time, TimeSpan patience) : IDisposable
{
    // More than a person can think of at a time; the others are answered at once, as always.
    private const int Most = 8;

    // What nobody wanted to answer is not held again soon: a phone that asks for it in each round is not slowed.
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(5);
    private const int MostPassed = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, (HeldQuestion Question, TaskCompletionSource Ended)> _waiting = [];
    private readonly Dictionary<(MacAddress Mac, string Name), DateTimeOffset> _passed = [];
    private Action? _changed;
    private long _last;
    private volatile bool _isOn;

    /// <summary>True while questions are held. Who switches it off lets all of them go.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            _isOn = value;
            if (!value) EndAll();
        }
    }

    /// <summary>Those that wait, the oldest first.</summary>
    public IReadOnlyList<HeldQuestion> Waiting
    {
        get
        {
            lock (_lock) return [.. _waiting.Values.Select(w => w.Question).OrderBy(q => q.Id)];
        }
    }

    /// <summary>Is told when a question comes or goes; must be quick.</summary>
    public event Action Changed
    {
        add
        {
            lock (_lock) _changed += value;
        }

        remove
        {
            lock (_lock) _changed -= value;
        }
    }

    /// <summary>Lets a question go: it is put to the desk again, which knows by now.</summary>
    /// <returns>False when it does not wait any more.</returns>
    public bool End(long id)
    {
        TaskCompletionSource? ended;
        lock (_lock)
        {
            ended = _waiting.Remove(id, out var waiting) ? waiting.Ended : null;
        }

        if (ended is null) return false;
        ended.TrySetResult();
        Tell();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => IsOn = false;

    /// <summary>Begins to hold a question; null when it is to be answered at once.</summary>
    internal Task? Hold(MacAddress mac, IPAddress address, string name, string because)
    {
        DateTimeOffset now = time.GetUtcNow();
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long id;
        lock (_lock)
        {
            bool isPassed = _passed.TryGetValue((mac, name), out DateTimeOffset at) && now - at < NotAgainFor;
            if (!_isOn || isPassed || _waiting.Count >= Most || _passed.Count >= MostPassed) return null;
            id = ++_last;
            _waiting[id] = (new HeldQuestion(id, mac, address, name, because, now, now + patience), ended);
        }

        Tell();
        return WaitAsync(id, (mac, name), ended.Task);
    }

    private async Task WaitAsync(long id, (MacAddress Mac, string Name) what, Task ended)
    {
        try
        {
            await ended.WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                DateTimeOffset now = time.GetUtcNow();
                foreach (var old in _passed.Where(p => now - p.Value >= NotAgainFor).Select(p => p.Key).ToList())
                    _passed.Remove(old);
                _passed[what] = now;
                _waiting.Remove(id);
            }

            Tell();
        }
    }

    private void EndAll()
    {
        TaskCompletionSource[] all;
        lock (_lock)
        {
            all = [.. _waiting.Values.Select(w => w.Ended)];
            _waiting.Clear();
        }

        foreach (TaskCompletionSource ended in all) ended.TrySetResult();
        if (all.Length > 0) Tell();
    }

    private void Tell()
    {
        Action? changed;
        lock (_lock) changed = _changed;
        changed?.Invoke();
    }
}
