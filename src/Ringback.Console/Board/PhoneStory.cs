using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Proofs;

namespace Ringback.Console.Board;

/// <summary>
/// The story of one phone by its boots: read from the journal once, and told on by what the desk records. Safe for
/// several threads.
/// </summary>
public sealed class PhoneStory : IDisposable
{
    // A phone that loops for days has thousands of boots; whoever wants those reads the journal.
    private const int MostBoots = 60;
    private const int MostLines = 600;

    // What a sheet is made of while somebody looks; a printed one is made of the whole journal.
    private const int MostEvents = 4000;

    private readonly MacAddress _phone;
    private readonly PhoneCatalogue _catalogue;
    private readonly Lock _lock = new();
    private readonly List<Telling> _boots = [];
    private readonly HashSet<Origin> _known = [];
    private readonly List<PhoneEvent> _events = [];
    private readonly ReelMaker _reel = new();
    private List<Recorded>? _waiting = [];
    private IDisposable? _listening;
    private int _dropped;
    private long _version;

    private PhoneStory(MacAddress phone, PhoneCatalogue catalogue)
    {
        _phone = phone;
        _catalogue = catalogue;
    }

    /// <summary>Rises with every sentence.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The case as the journal tells it, and what was recorded since.</summary>
    public PhoneCase? Phone { get; private set; }

    /// <summary>The boots, oldest first.</summary>
    public IReadOnlyList<StoryBootJson> Boots
    {
        get
        {
            lock (_lock) return [.. _boots.Select((b, at) => b.Tell(_dropped + at + 1))];
        }
    }

    /// <summary>It at one glance; null when nothing has happened.</summary>
    public Reel? Reel
    {
        get
        {
            lock (_lock) return Reel.Of(_reel.Pieces, Phone?.Conversion);
        }
    }

    /// <summary>What can be shown of it now: the sheet, without what the library knows; null for no phone.</summary>
    /// <param name="now">The time.</param>
    public ProofSheet? Sheet(DateTimeOffset now)
    {
        lock (_lock)
        {
            return Phone is null ? null
                : ProofReading.Read(Phone, _events, _catalogue, _ => null, now, RunningWorkbench.Version);
        }
    }

    /// <summary>Reads the story of a phone.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="catalogue">What is known of phones.</param>
    /// <param name="board">Where what happens is told; null for the story as it is kept.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<PhoneStory> OpenAsync(MacAddress phone, IJournalReader journal, PhoneCatalogue catalogue,
        BenchBoard? board, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(journal);
        PhoneStory story = new(phone, catalogue);
        // What happens while the journal is read must not be missed, and must not be told twice.
        story._listening = board?.Listen(story.Take);
        CaseBook book = new(catalogue) { Home = journal.Bench };
        await foreach (JournalEntry entry in journal.ReadAboutAsync(phone, cancel).ConfigureAwait(false))
        {
            PhoneCase? before = book.Before(entry.Event), after = book.Apply(entry.Event);
            if (after?.Mac == phone) story.Add(entry.Event, before ?? after, after);
        }

        story.EndReading();
        return story;
    }

    /// <summary>Ends the telling.</summary>
    public void Dispose() => _listening?.Dispose();

    private void EndReading()
    {
        lock (_lock)
        {
            foreach (Recorded recorded in _waiting ?? []) Add(recorded);
            _waiting = null;
        }
    }

    private void Take(Recorded recorded)
    {
        if (recorded.Phone?.Mac != _phone) return;
        lock (_lock)
        {
            if (_waiting is { } waiting) waiting.Add(recorded);
            else Add(recorded);
        }
    }

    private void Add(Recorded recorded)
    {
        if (recorded.Event.Origin is { } origin && _known.Contains(origin)) return;
        Add(recorded.Event, recorded.Before ?? recorded.Phone!, recorded.Phone!);
    }

    private void Add(PhoneEvent e, PhoneCase before, PhoneCase after)
    {
        lock (_lock)
        {
            if (e.Origin is { } origin && _waiting is not null) _known.Add(origin);
            Phone = after;
            Boot? boot = after.Boots is [.., var last] ? last : null;
            bool isNew = _boots.Count == 0
                || (boot is not null && boot.At != _boots[^1].Boot?.At && boot.At >= (_boots[^1].Boot?.At ?? default));
            if (isNew) _boots.Add(new Telling());
            _boots[^1].Boot = boot;
            _events.Add(e);
            _reel.Take(e.At, after, _dropped + _boots.Count);
            foreach (StoryLine line in Narrator.Tell(before, e, after, _catalogue)) _boots[^1].Add(line, e);
            Shorten();
            Interlocked.Increment(ref _version);
        }
    }

    private void Shorten()
    {
        if (_events.Count > MostEvents) _events.RemoveRange(0, MostEvents / 4);
        if (_boots.Count <= MostBoots) return;
        _dropped += _boots.Count - MostBoots;
        _boots.RemoveRange(0, _boots.Count - MostBoots);
        _reel.Forget(before: _dropped + 1);
    }

    private sealed class Telling
    {
        private readonly List<StoryLineJson> _lines = [];

        internal Boot? Boot { get; set; }

        internal void Add(StoryLine line, PhoneEvent e)
        {
            // What is harmless is told once, however often a phone does it in a boot; the rest only in a row.
            int told = line.Tone is StoryTone.Plain
                ? _lines.FindLastIndex(l => l.Text == line.Text && l.Tone == line.Tone)
                : _lines is [.., var last] && last.Text == line.Text && last.Tone == line.Tone ? _lines.Count - 1 : -1;
            if (told >= 0)
                _lines[told] = _lines[told] with { Times = _lines[told].Times + 1 };
            else if (_lines.Count < MostLines)
                _lines.Add(new StoryLineJson(
                    line.At, line.Tone, StoryLineJson.ChannelOf(e), line.Text, 1, EventJson.Write(e)));
        }

        internal StoryBootJson Tell(int number) => new(
            number, Boot?.At ?? _lines.FirstOrDefault()?.At ?? default, Boot?.By,
            Boot is null ? [] : [.. Boot.Asks.Where(a => a.IsImage && a.IsConfirmed).Select(a => a.Name).Distinct()],
            Boot?.Registration is { } up ? up.Load ?? PlanStepJson.Word(up.Protocol) : null, [.. _lines]);
    }
}
