using Ringback.Console.Subject;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Hearing;

namespace Ringback.Console.Board;

/// <summary>
/// Listens at one network card for phones that are locked to another network, for whoever looks: what <c>listen</c>
/// does, and nothing is sent. Safe for several threads.
/// </summary>
public sealed class CardListening : IDisposable
{
    // Whoever forgets it does not leave a thread behind.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private CardListener? _listener;
    private string? _card;
    private ListenJson? _last;
    private ITimer? _end;

    internal CardListening(ConsoleSubject subject, TimeProvider time)
    {
        _subject = subject;
        _time = time;
    }

    /// <summary>The card that is listened at; null while none is.</summary>
    public string? Card
    {
        get
        {
            lock (_lock) return _listener is null ? null : _card;
        }
    }

    /// <summary>What was heard until now, or until it ended; null when nobody has listened yet.</summary>
    public ListenJson? Heard
    {
        get
        {
            lock (_lock)
            {
                if (_listener is not null) _last = Look();
                return _last;
            }
        }
    }

    /// <summary>Begins, and ends what was begun before.</summary>
    /// <param name="name">The card.</param>
    /// <returns>Why it cannot be; null when it has begun.</returns>
    public string? Begin(string name)
    {
        lock (_lock)
        {
            Close();
            if (_subject.System.Cards().FirstOrDefault(c => c.Name == name) is not { } card)
                return $"There is no network card {name}.";
            if (!CardListener.TryStart(
                card, _subject.Options.Catalogue, _time, null, out CardListener? listener, out string whyNot))
            {
                return whyNot;
            }

            (_listener, _card, _last) = (listener, name, null);
            _end = _time.CreateTimer(_ => End(), null, Longest, Timeout.InfiniteTimeSpan);
            return null;
        }
    }

    /// <summary>Ends it; what was heard stays.</summary>
    public void End()
    {
        lock (_lock) Close();
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void Close()
    {
        _end?.Dispose();
        _end = null;
        if (_listener is not { } listener) return;
        listener.Stop();
        _last = Look();
        _listener = null;
        listener.Dispose();
    }

    private ListenJson Look() => ListenJson.Of(
        new ListenSource
        {
            Interface = _card, From = _listener!.Phones.From, Until = _listener.Phones.Until, Lost = _listener.Lost,
            Blind = _listener.Blind,
        }, _listener.Phones.Look());
}
