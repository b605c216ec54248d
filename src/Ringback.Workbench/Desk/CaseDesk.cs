using System.Net;
using System.Threading.Channels;
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

/// <summary>
/// Where events become cases and questions become answers. Whatever happens to a phone comes into one inbox, whoever
/// noticed it, and is folded in the order in which it came: on the desk's own thread, or when somebody asks, before the
/// question. No disk is read and nobody is called meanwhile: the journal has a queue, and so has whoever watches. Safe
/// for several threads.
/// </summary>
public sealed partial class CaseDesk : IDisposable
{
    // A decision that another event of the same phone overtook is made anew; the last one stands.
    private const int MostDecisions = 3;

    private readonly DeskOptions _options;
    private readonly FolderShelf _shelf;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly EventInbox _inbox;
    private readonly Watchers _watchers = new();
    // Nobody reads stories here; whoever wants one folds the journal.
    private readonly CaseBook _book;
    private readonly AddressHolders _holders;
    private readonly StoryLimit _limit;
    private readonly LogThrottle _lost;
    private readonly LogThrottle _forgotten;
    private readonly LogThrottle _missed;
    private readonly LogThrottle _failed;
    private readonly ConfigurationBrake _brake;
    private readonly StandingOrders _orders;
    private readonly CaseSnapshots _snapshots;
    // Events of this run, whether the journal took them or not: a number that it lacks is one that it did not take.
    private long _sequence;
    private long _lostEvents;
    private long _failedEvents;
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
        LeasedAddresses? leased = null, NeighbourTable? neighbours = null)
    {
        _options = options;
        _shelf = shelf;
        _journal = journal;
        _time = time;
        _logger = logger;
        _holders = new AddressHolders(neighbours ?? new NeighbourTable(time), leased);
        _book = new CaseBook(options.Catalogue);
        _orders = new StandingOrders(options);
        _snapshots = new CaseSnapshots(journal, _book, _orders, options.Catalogue, time);
        _limit = new StoryLimit(Proven, time);
        _brake = new ConfigurationBrake(time);
        _lost = new LogThrottle(time);
        _forgotten = new LogThrottle(time);
        _missed = new LogThrottle(time);
        _failed = new LogThrottle(time);
        _inbox = new EventInbox(Fold);
    }

    /// <summary>Events that the journal did not take.</summary>
    public long LostEvents => Interlocked.Read(ref _lostEvents);

    /// <summary>
    /// Every event from now on, with what it came to, until the desk is closed. Who reads too slowly misses the oldest,
    /// which the log tells, and never holds anybody up.
    /// </summary>
    /// <param name="mostWaiting">How many wait at most.</param>
    public ChannelReader<Recorded> Watch(int mostWaiting = EventInbox.MostWaiting)
    {
        lock (_lock)
        {
            FoldWaiting();
            return _watchers.Add(mostWaiting);
        }
    }

    /// <summary>All cases as they are now.</summary>
    public IReadOnlyList<PhoneCase> Cases
    {
        get
        {
            lock (_lock)
            {
                FoldWaiting();
                return _book.All;
            }
        }
    }

    /// <summary>Addresses that somebody is behind for certain, as what they did here shows.</summary>
    internal ProvenAddresses Proven { get; } = new();

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>
    /// Takes up what the journal remembers and folds the events after it; the cases stand where they stood when the
    /// program ended. Before anybody else has the desk.
    /// </summary>
    public async Task ReplayAsync(CancellationToken cancel)
    {
        _book.Home = _journal.Bench;
        JournalPlace known = await _snapshots.RecallAsync(cancel).ConfigureAwait(false);
        await foreach (JournalEntry entry in _journal.ReadAsync(known, cancel).ConfigureAwait(false))
        {
            _book.Apply(entry.Event);
            _orders.Take(entry.Event, _book.Home);
            _snapshots.Count();
        }

        _snapshots.TakeWhenDue();
    }

    /// <summary>
    /// Makes what the program was started with part of the story, as far as it is not what was said last. Once, after
    /// the past is back.
    /// </summary>
    public void GiveOrders()
    {
        lock (_lock)
        {
            foreach (PhoneEvent order in _orders.AtStart(Now)) Take(order);
        }
    }

    /// <summary>The goal of a phone, by the orders that stand; null when it has none.</summary>
    public Goal? GoalOf(MacAddress mac)
    {
        lock (_lock) return _orders.GoalOf(mac);
    }

    /// <summary>What is known of phones, with the assumptions that hold.</summary>
    public PhoneCatalogue Catalogue => _options.Catalogue;

    /// <summary>Begins to fold on a thread of its own. Until then whoever brings an event folds it.</summary>
    internal void Start() => _inbox.Start();

    /// <summary>
    /// Folds what waits, tells what was left out of the story and not told yet, has the cases remembered for the next
    /// start, and ends whoever watches.
    /// </summary>
    public void Dispose()
    {
        _inbox.Dispose();
        _journal.FaultChanged -= TellKeeping;
        lock (_lock)
        {
            FoldWaiting();
            if (_limit.Rest(Now) is { } note) Write(Numbered(note), null, null);
            _snapshots.TakeRest();
            _watchers.End();
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

    /// <summary>Puts what happened into the inbox. Waits for nothing.</summary>
    public void Record(PhoneEvent e) => _inbox.Post(e);

    /// <summary>
    /// True when the answer to a question for this name needs nothing from a disk: there is nothing to plan, the
    /// folders need no look, and no file that names a load has to be read for it.
    /// </summary>
    public bool AnswersAtOnce(string name) => _orders.HasNone && !_shelf.IsLookDue
        && RequestedFile.Recognise(name).Kind is RequestedKind.Other or RequestedKind.TrustList;

    /// <summary>A phone asks for a name. The answer may take a file to be read; nothing else waits for that.</summary>
    /// <param name="phone">Who asks.</param>
    /// <param name="local">The address of ours that it asked.</param>
    /// <param name="name">The name as the phone wrote it.</param>
    /// <param name="options">The options of the request, for the record.</param>
    /// <param name="transport">By which protocol it asks.</param>
    public FileAnswer Ask(IPEndPoint phone, IPAddress local, string name, IReadOnlyList<string> options,
        Transport transport = Transport.Tftp)
    {
        RequestedFile asked = RequestedFile.Recognise(name);
        IShelf shelf = _shelf.Current;
        MacAddress? mac = asked.Mac ?? _holders.Find(phone.Address);
        MacAddress? sitter = asked.Mac is { } whose ? _holders.SitterAt(phone.Address, whose) : null;
        bool simulated = _options.PracticeForAll || IPAddress.IsLoopback(phone.Address);
        ServerAddress server = new(local, _options.SccpPort ?? 2000, _options.SipPort ?? 5060);
        for (int left = MostDecisions; ; left--)
        {
            ConversionQuestion question = Question(mac, phone.Address, asked, shelf, simulated);
            PhoneCase known = question.Phone;
            PhoneOrder? order = (known.Mac ?? mac) is { } named ? _options.Phones.GetValueOrDefault(named) : null;
            ConversionDecision decision = ConversionDecision.Decide(question with { Declared = order?.Model });
            FileAnswer answer = Chosen(PhoneAnswers.Answer(
                new FileQuestion(known, name, decision.Plan, server, simulated)
                {
                    Pending = decision.Pending, Stays = decision.Stays, Settings = order?.Settings,
                }, shelf, _options.Catalogue), known.Mac ?? mac, name, shelf);
            lock (_lock)
            {
                FoldWaiting();
                // What is told of a conversion is new against what was told last; somebody may have told it just now.
                if (decision.Event is not null && left > 1 && !ReferenceEquals(
                    _book.Peek(mac, phone.Address, asked.Kind).Conversion, known.Conversion)) continue;
                answer = Braked(answer, known, asked, phone.Address, local, sitter);
                if (decision.Event is { } told) Take(told with { At = Now, Address = phone.Address, Mac = mac });
                Take(TftpObservation.Asked(phone, name, options, answer, Now) with
                {
                    Mac = mac, Sitter = sitter, Order = _orders.MarkOf(known.Mac ?? mac), Transport = transport,
                });
                foreach (PhoneEvent note in answer.Notes)
                    Take(note with { At = Now, Address = phone.Address, Mac = mac });
                return answer;
            }
        }
    }

    /// <summary>The question with what is known of who asks, after everything that came before it.</summary>
    private ConversionQuestion Question(
        MacAddress? mac, IPAddress address, RequestedFile asked, IShelf shelf, bool simulated)
    {
        lock (_lock)
        {
            FoldWaiting();
            PhoneCase known = _book.Peek(mac, address, asked.Kind);
            MacAddress? who = known.Mac ?? mac;
            return new ConversionQuestion(
                known, asked, _orders.GoalOf(who), null, shelf.Packages, _options.Catalogue, simulated)
            {
                OtherGoals = who is null ? _orders.OtherGoals() : [], WaitsForApproval = _orders.Waits(who),
                IsStopped = _orders.Stays(who),
            };
        }
    }

    private FileAnswer Braked(FileAnswer answer, PhoneCase known, RequestedFile asked, IPAddress from,
        IPAddress local, MacAddress? sitter)
    {
        if (answer is not Serve || from.Equals(local)) return answer;
        if (!_brake.Holds(known, asked, from, sitter)) return answer;
        if (_brake.Tell(from) is { } told) Take(told with { At = Now });
        return new Refused { Because = ConfigurationBrake.Because };
    }

    private void Fold()
    {
        lock (_lock) FoldWaiting();
    }

    /// <summary>Folds what came before this call. Under the lock.</summary>
    private void FoldWaiting()
    {
        for (int left = _inbox.Waiting; left > 0 && _inbox.TryTake(out PhoneEvent e); left--)
        {
            try
            {
                Take(e);
            }
            catch (Exception failed)
            {
                // A fault of ours with one event must cost that event and nothing else.
                if (_failed.IsDue(++_failedEvents)) LogFailed(failed, e.GetType().Name, _failedEvents);
            }
        }
    }

    private void Take(PhoneEvent e)
    {
        // Before anything else: case, journal and screen must believe the same, and none of them 60 KB of a forged
        // name.
        PhoneEvent kept = EventTexts.Cut(e);
        PhoneCase? phone = Keep(kept);
        if (phone?.Conversion is null) return;
        foreach (PhoneEvent conclusion in ConversionWatch.Conclude(phone, kept, Catalogue.Firmware).ToList())
            Keep(EventTexts.Cut(conclusion));
    }

    private PhoneCase? Keep(PhoneEvent happened)
    {
        PhoneEvent e = Numbered(happened);
        _orders.Take(e, _book.Home);
        PhoneCase? before = _watchers.IsAny ? _book.Before(e) : null;
        PhoneCase? phone = _book.Apply(e);
        if (IsProof(e)) Proven.Add(e.Address!);
        if (_unkept > 0 && _journal.Fault is null) TellResumed();
        bool isAdmitted = _limit.Admits(e, out EventsLeftOut? note);
        if (note is not null) Note(note);
        if (isAdmitted) Write(e, before, phone);
        if (_forgotten.IsDue(_book.Forgotten)) LogForgotten(_book.Forgotten);
        if (_missed.IsDue(_watchers.Missed)) LogMissed(_watchers.Missed);
        _snapshots.TakeWhenDue();
        return phone;
    }

    private void Note(EventsLeftOut note)
    {
        PhoneEvent told = Numbered(note);
        Write(told, _book.Before(told), _book.Apply(told));
    }

    /// <summary>The event with its place in this run; as it is while the run has no number.</summary>
    private PhoneEvent Numbered(PhoneEvent e)
    {
        _sequence++;
        if (e.Origin is not null || _journal.Run is not { } run) return e;
        _book.Home ??= run.Bench;
        return e with { Origin = new BenchOrigin(run.Bench, run.Run, _sequence) };
    }

    private void Write(PhoneEvent e, PhoneCase? before, PhoneCase? phone)
    {
        if (!_journal.TryAppend(e)) Lose();
        _snapshots.Count();
        if (_watchers.IsAny) _watchers.Tell(new Recorded(e, before, phone, Catalogue));
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
        _watchers.Tell(new Recorded(resumed, null, null, Catalogue));
    }

    [LoggerMessage(LogLevel.Error, "the journal cannot keep up: {Count} events are lost; the phones are not affected")]
    private partial void LogLost(long count);

    [LoggerMessage(LogLevel.Error, "{Kind} could not be worked into a case ({Count} so far); please report this")]
    private partial void LogFailed(Exception e, string kind, long count);

    [LoggerMessage(LogLevel.Warning,
        "{Count} events were not shown, because whoever shows them is too slow; the journal has them all")]
    private partial void LogMissed(long count);

    [LoggerMessage(LogLevel.Warning,
        "more addresses ask than are remembered: {Count} cases are forgotten; the journal still has what they did")]
    private partial void LogForgotten(long count);
}
