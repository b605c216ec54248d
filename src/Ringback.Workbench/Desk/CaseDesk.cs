using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Journal;
using Ringback.Observation;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Desk;

/// <summary>An event, and what it came to.</summary>
/// <param name="Event">The event.</param>
/// <param name="Before">The case before it; null for an event about the bench itself.</param>
/// <param name="Phone">The case after it, without its story; null for an event about the bench itself.</param>
/// <param name="Catalogue">What is known of phones, with the assumptions that hold.</param>
public sealed record Recorded(PhoneEvent Event, PhoneCase? Before, PhoneCase? Phone, PhoneCatalogue Catalogue)
{
    /// <summary>Its sentences, made when they are asked for: who does not show them does not pay for them.</summary>
    public IReadOnlyList<StoryLine> Told =>
        Before is null || Phone is null
            ? [.. Narrator.TellBench(Event)]
            : [.. Narrator.Tell(Before, Event, Phone, Catalogue)];
}

/// <summary>
/// Where events become cases and questions become answers. Everything that happens to a phone passes here, one thing
/// at a time, and goes from here to the journal and to whoever watches. Safe for several threads.
/// </summary>
public sealed partial class CaseDesk
{
    private readonly DeskOptions _options;
    private readonly FolderShelf _shelf;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    // Nobody reads stories here; whoever wants one folds the journal.
    private readonly CaseBook _book;
    private readonly NeighbourTable _neighbours;
    private readonly ILeasedAddresses? _leased;
    private readonly StoryLimit _limit;
    private readonly LogThrottle _lost;
    private readonly LogThrottle _forgotten;
    private readonly ConfigurationBrake _brake;
    private readonly StandingOrders _orders;
    // Events of this run, whether the journal took them or not: a number that it lacks is one that it did not take.
    private long _sequence;
    private long _lostEvents;
    // Since when the story has a gap, and what it lacks; null and 0 while it has none.
    private DateTimeOffset? _gapSince;
    private long _unkept;
    private bool _isKeepingStopped;

    /// <summary>Creates an empty desk; <see cref="ReplayAsync"/> brings the past back.</summary>
    /// <param name="options">The set-up.</param>
    /// <param name="shelf">The user's folders.</param>
    /// <param name="journal">Where the story goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    /// <param name="leased">Who has an address from our own DHCP server; null without one.</param>
    /// <param name="neighbours">Who sits at which address; null for what the kernel says.</param>
    public CaseDesk(DeskOptions options, FolderShelf shelf, IJournal journal, TimeProvider time, ILogger logger,
        ILeasedAddresses? leased = null, NeighbourTable? neighbours = null)
    {
        _leased = leased;
        _options = options;
        _shelf = shelf;
        _journal = journal;
        _time = time;
        _logger = logger;
        _neighbours = neighbours ?? new NeighbourTable(time);
        _book = new CaseBook(options.Catalogue, keepsStories: false);
        _orders = new StandingOrders(options);
        _limit = new StoryLimit(Proven, time);
        _brake = new ConfigurationBrake(time);
        _lost = new LogThrottle(time);
        _forgotten = new LogThrottle(time);
    }

    /// <summary>Events that the journal did not take.</summary>
    public long LostEvents => Interlocked.Read(ref _lostEvents);

    /// <summary>
    /// Told of every event. Called on the thread that reported it, one call at a time; must be quick and must not call
    /// the desk.
    /// </summary>
    public event Action<Recorded>? Recorded;

    /// <summary>All cases as they are now.</summary>
    public IReadOnlyList<PhoneCase> Cases
    {
        get
        {
            lock (_lock) return _book.All;
        }
    }

    /// <summary>Addresses that somebody is behind for certain, as what they did here shows.</summary>
    internal ProvenAddresses Proven { get; } = new();

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Folds everything in the journal; the cases stand where they stood when the program ended.</summary>
    public async Task ReplayAsync(CancellationToken cancel)
    {
        lock (_lock) _book.Home = _journal.Bench;
        IAsyncEnumerable<JournalEntry> past = _journal.ReadAsync(JournalPlace.Beginning, cancel);
        await foreach (JournalEntry entry in past.ConfigureAwait(false))
        {
            lock (_lock)
            {
                _book.Apply(entry.Event);
                if (entry.Event is OrderGiven order && IsOurs(order)) _orders.Take(order);
            }
        }
    }

    /// <summary>
    /// Makes what the program was started with part of the story, as far as it is not what was said last. Once, after
    /// the past is back.
    /// </summary>
    public void GiveOrders()
    {
        lock (_lock)
        {
            foreach (OrderGiven order in _orders.AtStart(Now)) Take(order);
        }
    }

    /// <summary>The goal of a phone, by the orders that stand; null when it has none.</summary>
    public Goal? GoalOf(MacAddress mac)
    {
        lock (_lock) return _orders.GoalOf(mac);
    }

    /// <summary>What is known of phones, with the assumptions that hold.</summary>
    public PhoneCatalogue Catalogue => _options.Catalogue;

    /// <summary>Tells what was left out of the story and not told yet; for the end.</summary>
    public void TellRest()
    {
        lock (_lock)
        {
            if (_limit.Rest(Now) is { } note) Write(Numbered(note), null, null, Recorded);
        }
    }

    /// <summary>
    /// Begins to tell when the journal cannot keep events, and when it can again. Once, after those who watch are
    /// there: it may be so already.
    /// </summary>
    public void WatchKeeping()
    {
        _journal.FaultChanged += TellKeeping;
        TellKeeping();
    }

    /// <summary>Why nothing is kept at the moment; null when all is.</summary>
    public string? WhyUnkept => _journal.Fault?.Message;

    /// <summary>Records what happened, and what can be concluded from it.</summary>
    public void Record(PhoneEvent e)
    {
        lock (_lock) Take(e);
    }

    /// <summary>
    /// True when the answer to a question for this name needs nothing from a disk: there is nothing to plan, the
    /// folders need no look, and no file that names a load has to be read for it.
    /// </summary>
    public bool AnswersAtOnce(string name) => _orders.HasNone && !_shelf.IsLookDue
        && RequestedFile.Recognise(name).Kind is RequestedKind.Other or RequestedKind.TrustList;

    /// <summary>A phone asks for a name: the answer, after everything about it has been recorded.</summary>
    /// <param name="phone">Who asks.</param>
    /// <param name="local">The address of ours that it asked.</param>
    /// <param name="name">The name as the phone wrote it.</param>
    /// <param name="options">The options of the request, for the record.</param>
    public FileAnswer Ask(IPEndPoint phone, IPAddress local, string name, IReadOnlyList<string> options)
    {
        // The phone got its address before it asks from there, and that is also the order of its story.
        _leased?.CatchUp();
        RequestedFile asked = RequestedFile.Recognise(name);
        IShelf shelf = _shelf.Current;
        // The kernel knows who sits there now; behind a relay, only the lease says who.
        MacAddress? mac = asked.Mac ?? _neighbours.Find(phone.Address) ?? _leased?.Find(phone.Address);
        MacAddress? sitter = asked.Mac is { } whose ? SitterAt(phone.Address, whose) : null;
        lock (_lock)
        {
            PhoneCase known = _book.Peek(mac, phone.Address, asked.Kind);
            bool simulated = _options.PracticeForAll || IPAddress.IsLoopback(phone.Address);
            MacAddress? who = known.Mac ?? mac;
            PhoneOrder? order = who is { } named ? _options.Phones.GetValueOrDefault(named) : null;
            ConversionDecision decision = ConversionDecision.Decide(new ConversionQuestion(known, asked,
                _orders.GoalOf(who), order?.Model, shelf.Packages, _options.Catalogue, simulated));
            ServerAddress server = new(local, _options.SccpPort ?? 2000, _options.SipPort ?? 5060);
            FileAnswer answer = PhoneAnswers.Answer(
                new FileQuestion(known, name, decision.Plan, server, simulated)
                {
                    Pending = decision.Pending, Stays = decision.Stays, Settings = order?.Settings,
                }, shelf, _options.Catalogue);
            answer = Braked(answer, known, asked, phone.Address, local, sitter);

            if (decision.Event is { } told) Take(told with { At = Now, Address = phone.Address, Mac = mac });
            Take(TftpObservation.Asked(phone, name, options, answer, Now) with
            {
                Mac = mac, Sitter = sitter, Order = _orders.MarkOf(who),
            });
            foreach (PhoneEvent note in answer.Notes)
                Take(note with { At = Now, Address = phone.Address, Mac = mac });
            return answer;
        }
    }

    /// <summary>
    /// Who sits at an address from which somebody asks in a phone's name; the phone itself where our own lease says so.
    /// </summary>
    private MacAddress? SitterAt(IPAddress address, MacAddress whose)
    {
        MacAddress? sitter = _neighbours.Find(address);
        if (sitter == whose || _leased?.Find(address) == whose) return whose;
        return sitter is null ? null : _neighbours.FindNow(address);
    }

    private FileAnswer Braked(FileAnswer answer, PhoneCase known, RequestedFile asked, IPAddress from,
        IPAddress local, MacAddress? sitter)
    {
        if (answer is not Serve || from.Equals(local)) return answer;
        if (!_brake.Holds(known, asked, from, sitter)) return answer;
        if (_brake.Tell(from) is { } told) Take(told with { At = Now });
        return new Refused { Because = ConfigurationBrake.Because };
    }

    private void Take(PhoneEvent e)
    {
        // Before anything else: case, journal and screen must believe the same, and none of them 60 KB of a forged
        // name.
        PhoneEvent kept = EventTexts.Cut(e);
        PhoneCase? phone = Keep(kept);
        if (phone is not { Conversion.Status: ConversionStatus.Running }) return;
        foreach (PhoneEvent conclusion in ConversionWatch.Conclude(phone, kept).ToList())
            Keep(EventTexts.Cut(conclusion));
    }

    private PhoneCase? Keep(PhoneEvent happened)
    {
        PhoneEvent e = Numbered(happened);
        if (e is OrderGiven order && IsOurs(order)) _orders.Take(order);
        Action<Recorded>? watch = Recorded;
        PhoneCase? before = watch is null ? null : _book.Before(e);
        PhoneCase? phone = _book.Apply(e);
        if (IsProof(e)) Proven.Add(e.Address!);
        if (_unkept > 0 && _journal.Fault is null) TellResumed();
        bool isAdmitted = _limit.Admits(e, out EventsLeftOut? note);
        if (note is not null) Note(note, watch);
        if (isAdmitted) Write(e, before, phone, watch);
        if (_forgotten.IsDue(_book.Forgotten)) LogForgotten(_book.Forgotten);
        return phone;
    }

    private void Note(EventsLeftOut note, Action<Recorded>? watch)
    {
        PhoneEvent told = Numbered(note);
        Write(told, _book.Before(told), _book.Apply(told), watch);
    }

    /// <summary>The event with its place in this run; as it is while the run has no number.</summary>
    private PhoneEvent Numbered(PhoneEvent e)
    {
        _sequence++;
        if (e.Origin is not null || _journal.Run is not { } run) return e;
        _book.Home ??= run.Bench;
        return e with { Origin = new BenchOrigin(run.Bench, run.Run, _sequence) };
    }

    /// <summary>An order of another bench, in a journal that came together from several, is not for this one.</summary>
    private bool IsOurs(OrderGiven order) =>
        order.Origin is not BenchOrigin { Bench: var bench } || bench == _book.Home;

    private void Write(PhoneEvent e, PhoneCase? before, PhoneCase? phone, Action<Recorded>? watch)
    {
        if (!_journal.TryAppend(e)) Lose();
        watch?.Invoke(new Recorded(e, before, phone, Catalogue));
    }

    /// <summary>True for what nobody can do whose address is made up.</summary>
    private static bool IsProof(PhoneEvent e) => e.Address is not null && e
        is TransferEnded { Outcome: TransferOutcome.Delivered } or PhoneRegistered { Via: ProofKind.SccpRegister };

    private void Lose()
    {
        _gapSince ??= Now;
        _unkept++;
        if (_lost.IsDue(Interlocked.Increment(ref _lostEvents))) LogLost(LostEvents);
    }

    private void TellKeeping()
    {
        lock (_lock)
        {
            if (_journal.Fault is { } fault)
            {
                if (_isKeepingStopped) return;
                _isKeepingStopped = true;
                _gapSince ??= Now;
                Take(new KeepingStopped { At = Now, Because = fault.Message });
            }
            else if (_isKeepingStopped)
            {
                TellResumed();
            }
        }
    }

    /// <summary>Says what the story lacks, in the place where it lacks it.</summary>
    private void TellResumed()
    {
        PhoneEvent resumed = Numbered(new KeepingResumed { At = Now, Since = _gapSince ?? Now, Unkept = _unkept });
        if (!_journal.TryAppend(resumed)) return;
        _isKeepingStopped = false;
        _gapSince = null;
        _unkept = 0;
        Recorded?.Invoke(new Recorded(resumed, null, null, Catalogue));
    }

    [LoggerMessage(LogLevel.Error, "the journal cannot keep up: {Count} events are lost; the phones are not affected")]
    private partial void LogLost(long count);

    [LoggerMessage(LogLevel.Warning,
        "more addresses ask than are remembered: {Count} cases are forgotten; the journal still has what they did")]
    private partial void LogForgotten(long count);
}
