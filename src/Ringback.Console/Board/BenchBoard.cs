using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Console.Subject;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Network;
using Ringback.Workbench.Tftp;

namespace Ringback.Console.Board;

/// <summary>
/// The bench as every open page shows it: made once for all of them, four times a second at most, and only while
/// somebody looks. It follows the desk through a channel of its own and never holds it up. Safe for several threads.
/// </summary>
public sealed class BenchBoard : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    // A sentence such as "silent for 2 min" changes by itself.
    private static readonly TimeSpan Ageing = TimeSpan.FromSeconds(1);

    // With many phones something changes all the time, and nobody follows 200 tiles four times a second.
    private const int PhonesPerBeat = 60;
    private const int MostBeats = 4;

    private const int MostTogether = 1024;

    // To wake up for each event of a storm costs more than the event; nobody sees a twentieth of a second.
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(50);

    // Of so many of the newest events the last sentence is looked for.
    private const int MostUntold = 256;

    private static readonly TimeSpan JudgedFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CardsFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RogueFor = TimeSpan.FromMinutes(10);

    private readonly RunningWorkbench _bench;
    private readonly WorkbenchOptions _options;
    private readonly ConsoleMemory _memory;
    private readonly TimeProvider _time;
    private readonly bool _practice;
    private readonly Lock _lock = new();
    private readonly Arrivals _arrivals = new();
    private readonly ConcurrentDictionary<Action<BenchView>, Follower> _followers = [];
    private readonly ConcurrentDictionary<Action<Recorded>, byte> _listeners = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;
    private readonly Task _beating;
    private Dictionary<string, Shown> _shown = [];
    private BenchView _now;
    private readonly Queue<Recorded> _untold = [];
    private (Recorded Recorded, StoryLine Line)? _last;
    private (DateTimeOffset At, IPAddress Server)? _rogue;
    private (long At, string? Card) _card;
    private (string? Goal, IReadOnlyList<FirmwarePackage> Packages, IReadOnlyList<GoalMeaningJson> Meanings)? _meaning;
    private bool _isDirty = true;
    private int _pages;
    private DateTimeOffset _cleared;

    internal BenchBoard(ConsoleSubject subject, ConsoleMemory memory, TimeProvider time)
    {
        _bench = subject.Bench;
        _options = subject.Options;
        _memory = memory;
        _time = time;
        _practice = _options.PracticeForAll
            || (_options.Addresses.Count > 0 && _options.Addresses.All(IPAddress.IsLoopback));
        _cleared = memory.ClearedAt ?? DateTimeOffset.MinValue;
        _now = Build();
        _following = FollowAsync();
        _beating = BeatAsync();
    }

    /// <summary>The bench now.</summary>
    public BenchView Now
    {
        get
        {
            // While somebody looks it is made anew by itself; whoever comes then does not wait for that.
            if (!_followers.IsEmpty) return Volatile.Read(ref _now);
            lock (_lock)
            {
                // Nobody looked for a while, and so nothing was made.
                if (_isDirty && _followers.IsEmpty) _now = Build();
                return _now;
            }
        }
    }

    /// <summary>True where practice images are served.</summary>
    public bool PracticeAllowed => _practice;

    /// <summary>The number of a page that is opened.</summary>
    public int NextPage() => Interlocked.Increment(ref _pages);

    /// <summary>Tells of every change until the answer is disposed of.</summary>
    /// <param name="changed">Is told the bench as it is then.</param>
    /// <param name="page">
    /// The page that it is a part of: all of a page is told together, and many pages not in the same moment.
    /// </param>
    public IDisposable Follow(Action<BenchView> changed, int page = 0)
    {
        _followers[changed] = new Follower(page);
        return new Ending(() => _followers.TryRemove(changed, out _));
    }

    /// <summary>Tells of every event until the answer is disposed of; must be quick.</summary>
    public IDisposable Listen(Action<Recorded> happened)
    {
        _listeners[happened] = 0;
        return new Ending(() => _listeners.TryRemove(happened, out _));
    }

    /// <summary>Makes the view anew at the next beat, after somebody ordered something.</summary>
    public void Touch()
    {
        lock (_lock) _isDirty = true;
    }

    /// <summary>Takes every phone off the bench that says nothing more; the story keeps them.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Clear()
    {
        DateTimeOffset at = _time.GetUtcNow();
        _memory.Clear(at);
        lock (_lock)
        {
            _cleared = at;
            _arrivals.Clear();
            _shown = [];
            _isDirty = true;
        }
    }

    /// <summary>Ends the watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_following, _beating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        ChannelReader<Recorded> events = _bench.Desk.Watch();
        List<Recorded> together = [];
        while (await events.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            together.Clear();
            while (together.Count < MostTogether && events.TryRead(out Recorded? next)) together.Add(next);
            // Before the next view, which makes pages look for what they were told.
            foreach (Action<Recorded> listener in _listeners.IsEmpty ? [] : _listeners.Keys)
                foreach (Recorded recorded in together) listener(recorded);
            lock (_lock)
            {
                _isDirty = true;
                foreach (Recorded recorded in together)
                {
                    if (recorded.Event is RogueDhcpAnswered rogue) _rogue = (rogue.At, rogue.Server);
                    if (_untold.Count == MostUntold) _untold.Dequeue();
                    _untold.Enqueue(recorded);
                }
            }

            if (together.Count < MostTogether)
                await Task.Delay(Gathered, TimeProvider.System, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task BeatAsync()
    {
        using PeriodicTimer timer = new(Beat, _time);
        for (int beat = 0; await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false); beat++)
        {
            int slowness = Math.Min(1 + (_shown.Count / PhonesPerBeat), MostBeats);
            KeyValuePair<Action<BenchView>, Follower>[] due =
                [.. _followers.Where(f => (beat + f.Value.Page) % slowness == 0)];
            if (due.Length == 0) continue;
            BenchView view;
            lock (_lock)
            {
                if (_isDirty || _bench.Transfers.Count > 0 || _time.GetUtcNow() - _now.At >= Ageing) _now = Build();
                view = _now;
            }

            foreach ((Action<BenchView> changed, Follower follower) in due)
            {
                if (ReferenceEquals(follower.Told, view)) continue;
                follower.Told = view;
                changed(view);
            }
        }
    }

    /// <summary>Under the lock, or before anybody else has it.</summary>
    private BenchView Build()
    {
        _isDirty = false;
        DateTimeOffset now = _time.GetUtcNow();
        List<PhoneCase> cases = [.. _bench.Desk.Cases.Where(c => !c.IsStranger && c.LastSeen > _cleared)];
        HashSet<MacAddress> here = [.. cases.Select(c => c.Mac).OfType<MacAddress>()];
        MacAddress[] expected = [.. _options.Phones.Keys.Where(mac => !here.Contains(mac)).Order()];
        var numbers = _arrivals.Take(cases, expected);
        var moving = Moving();
        Dictionary<string, Shown> shown = [];
        foreach (PhoneCase phone in cases)
        {
            string id = Arrivals.IdOf(phone);
            shown[id] = Show(id, phone, numbers[id].Number, moving, now);
        }

        foreach (MacAddress mac in expected)
        {
            PhoneOrder order = _options.Phones[mac];
            string id = mac.ToString();
            shown[id] = _shown.GetValueOrDefault(id) is { Phone: null } kept ? kept : new Shown(null, null,
                BenchPhoneJson.Expected(numbers[id].Number, mac, order.Model?.Model,
                    _bench.Desk.GoalOf(mac)?.Text), now);
        }

        _shown = shown;
        IShelf shelf = _bench.Shelf.Current;
        return new BenchView
        {
            At = now,
            Phones = [.. shown.Values.Select(s => s.Json).OrderBy(p => p.Number)],
            Goal = Goal(shelf),
            Last = Last(numbers),
            Health = Health(now),
            HasNoPackage = !shelf.Packages.Any(p => p.Complete),
            HasPractice = shelf.Packages.Any(p => p.IsPractice),
        };
    }

    private Shown Show(string id, PhoneCase phone, int number,
        Dictionary<(IPAddress Address, string Name), MovingFileJson> moving, DateTimeOffset now)
    {
        MovingFileJson? file = phone is { Transfer: { } transfer, Address: { } at }
            ? moving.GetValueOrDefault((at, transfer.Name))
            : null;
        string? goal = phone.Mac is { } mac ? _bench.Desk.GoalOf(mac)?.Text : _bench.Desk.OrderFor(null)?.Goal;
        bool isStopped = phone.Mac is { } named && _bench.Desk.Stays(named);
        Shown? kept = _shown.GetValueOrDefault(id);
        // What did not change is the same object, so that a page need not look at it again.
        bool isSame = kept is not null && ReferenceEquals(kept.Phone, phone) && kept.File == file
            && kept.Json.Number == number && kept.Json.Goal == goal && kept.Json.IsStopped == isStopped
            && (now - kept.At < Ageing || kept.Json.State.State is PhoneState.Proved or PhoneState.Registered);
        if (isSame) return kept!;
        // What is wrong with a phone shows over boots: it is looked for again when the phone goes on, or after a while.
        bool isJudged = kept?.Phone is { } was && now - kept.JudgedAt < JudgedFor && was.Stage == phone.Stage
            && was.Conversion?.Status == phone.Conversion?.Status;
        IReadOnlyList<Problem> findings =
            isJudged ? kept!.Json.Findings : PhoneFindings.Of(phone, now);
        return new Shown(phone, file, BenchPhoneJson.Of(phone,
            new BenchScene(number, goal, isStopped, file, _options.Catalogue, now) { Findings = findings }), now)
        {
            JudgedAt = isJudged ? kept!.JudgedAt : now,
        };
    }

    private Dictionary<(IPAddress Address, string Name), MovingFileJson> Moving()
    {
        Dictionary<(IPAddress, string), MovingFileJson> moving = [];
        foreach (TftpLiveTransfer t in _bench.Transfers)
        {
            double seconds = t.Running.TotalSeconds;
            moving[(t.Phone.Address, t.Name)] = new MovingFileJson(
                t.Name, t.Bytes, t.Length, seconds >= 0.5 && t.Bytes > 0 ? t.Bytes / seconds : null);
        }

        return moving;
    }

    private BenchGoal Goal(IShelf shelf)
    {
        OrderGiven? order = _bench.Desk.OrderFor(null);
        string? text = order?.Goal;
        if (_meaning is not { } known || known.Goal != text || !ReferenceEquals(known.Packages, shelf.Packages))
        {
            IReadOnlyList<GoalMeaningJson> meanings = Catalogue.Loads.Goal.TryParse(text, out Goal? goal)
                ? GoalMeaningJson.Of(goal, shelf.Packages, _options.Catalogue, _practice)
                : [];
            _meaning = known = (text, shelf.Packages, meanings);
        }

        return new BenchGoal(text, order?.Armed ?? true, known.Meanings);
    }

    private LastSentence? Last(IReadOnlyDictionary<string, (int Number, DateTimeOffset? FirstSeen)> numbers)
    {
        // To put an event into words costs more than all else that happens for it, so it waits until somebody looks.
        foreach (Recorded recorded in _untold.Reverse())
        {
            if (recorded.Told is not [.., var line]) continue;
            _last = (recorded, line);
            break;
        }

        _untold.Clear();
        if (_last is not { } last) return null;
        int? number = last.Recorded.Phone is { } phone && numbers.TryGetValue(Arrivals.IdOf(phone), out var known)
            ? known.Number
            : null;
        return new LastSentence(last.Line.At, number, last.Line.Tone, last.Line.Text);
    }

    private BenchHealth Health(DateTimeOffset now)
    {
        if (_card.At == 0 || _time.GetElapsedTime(_card.At) >= CardsFor) _card = (_time.GetTimestamp(), FindCard());
        string? rogue = _rogue is { } heard && now - heard.At < RogueFor ? heard.Server.ToString() : null;
        return new BenchHealth(_card.Card,
            [.. _bench.Listening.DistinctBy(l => (l.Service, l.Port))
                .Select(l => $"{l.Service.ToUpperInvariant()} {l.Port}")],
            _options.Dhcp is not null, rogue, _bench.Desk.WhyUnkept);
    }

    private string? FindCard()
    {
        IPAddress? address = _bench.Listening.Select(l => l.Address).FirstOrDefault(a => !a.Equals(IPAddress.Any)
            && !a.Equals(IPAddress.IPv6Any));
        if (address is null) return null;
        NetworkCard? card = NetworkCards.Read()
            .FirstOrDefault(c => c.Addresses.Any(a => a.Address.ToIPAddress().Equals(address)));
        return card is null ? address.ToString() : $"{card.Name} · {address}";
    }

    private sealed record Shown(PhoneCase? Phone, MovingFileJson? File, BenchPhoneJson Json, DateTimeOffset At)
    {
        internal DateTimeOffset JudgedAt { get; init; }
    }

    /// <summary>Who follows the bench.</summary>
    /// <param name="page">The page that it is a part of.</param>
    private sealed class Follower(int page)
    {
        internal int Page { get; } = page;

        /// <summary>What it was told last; null before.</summary>
        internal BenchView? Told { get; set; }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
