using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Hearing;

/// <summary>
/// The phones that frames show, folded as they come: the same events and the same cases as everywhere. One thread puts
/// frames in, any thread looks.
/// </summary>
public sealed class HeardPhones
{
    private readonly Lock _lock = new();
    private readonly FrameObserver _observer;
    private readonly CaseBook _book;
    private readonly PhoneCatalogue _catalogue;
    private readonly Action<PhoneEvent>? _told;

    /// <summary>Begins with nothing heard.</summary>
    /// <param name="source">What the frames come from: a file's name, or an interface's.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="own">The networks of whoever listens; empty where that is not known.</param>
    /// <param name="told">Is told each event, on the thread that puts frames in; null for nobody.</param>
    public HeardPhones(string source, PhoneCatalogue catalogue, IReadOnlyList<Ipv4Network>? own = null,
        Action<PhoneEvent>? told = null)
    {
        _observer = new FrameObserver(source, catalogue, own);
        _book = new CaseBook(catalogue, Narrator.Tell);
        _catalogue = catalogue;
        _told = told;
    }

    /// <summary>When the first frame came; null before it.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>When the last one came.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Takes a frame.</summary>
    public void Take(in CapturedFrame frame)
    {
        lock (_lock)
        {
            From ??= frame.At;
            Until = frame.At;
            Fold(_observer.Observe(frame));
        }
    }

    /// <summary>Time passes without a frame.</summary>
    public void Pass(DateTimeOffset now)
    {
        lock (_lock) Fold(_observer.Pass(now));
    }

    /// <summary>Nothing more comes.</summary>
    public void Finish()
    {
        lock (_lock) Fold(_observer.Finish());
    }

    /// <summary>What was heard up to now.</summary>
    public HeardNow Look()
    {
        lock (_lock)
        {
            return new HeardNow(
                [.. _book.All.Select(p => new HeardPhone(p, NetworkReading.Of(p, _catalogue)))],
                [.. _observer.Neighbours.OrderBy(n => n.Mac)], _observer.Counts with { });
        }
    }

    private void Fold(IReadOnlyList<PhoneEvent> events)
    {
        foreach (PhoneEvent e in events)
        {
            _book.Apply(e);
            _told?.Invoke(e);
        }
    }
}

/// <summary>A phone that was heard.</summary>
/// <param name="Phone">Its case.</param>
/// <param name="Network">The network that it believes to be in.</param>
public sealed record HeardPhone(PhoneCase Phone, NetworkBeliefs Network);

/// <summary>What was heard.</summary>
/// <param name="Phones">The phones, those with a name first.</param>
/// <param name="Neighbours">Who else announced itself.</param>
/// <param name="Counts">What became of the frames.</param>
public sealed record HeardNow(
    IReadOnlyList<HeardPhone> Phones, IReadOnlyList<AnnouncedNeighbour> Neighbours, FrameCounts Counts);
