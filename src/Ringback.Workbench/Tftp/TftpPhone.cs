using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>What a loop remembers of one address: what runs, how fast it asks, how far away it is.</summary>
internal sealed class TftpPhone(PeerAddress host)
{
    // A phone that is busy writing answers later than it did when it was idle.
    private const int Caution = 8;

    private static readonly TimeSpan LeastFirstTimeout = TimeSpan.FromMilliseconds(200);

    // Boot code does not change while a phone is on the bench; a computer's client may.
    private static readonly TimeSpan PlainLasts = TimeSpan.FromHours(1);

    private TimeSpan? _roundTrip;
    private TimeSpan _plainUntil;
    private double _requestsLeft = double.MaxValue;
    private TimeSpan _askedAt;

    internal PeerAddress Host { get; } = host;

    /// <summary>Its transfers, the undecided ones too.</summary>
    internal List<TftpSession> Sessions { get; } = [];

    /// <summary>Its oldest transfer that it has not answered anything to, and how many there are.</summary>
    internal (TftpSession? Oldest, int Count) Unanswered()
    {
        TftpSession? oldest = null;
        int count = 0;
        foreach (TftpSession session in Sessions)
        {
            if (session.Unanswered is null) continue;
            oldest ??= session;
            count++;
        }

        return (oldest, count);
    }

    /// <summary>When it last asked.</summary>
    internal TimeSpan AskedAt => _askedAt;

    /// <summary>Counts a request; false when it is one too many.</summary>
    internal bool MayAsk(int perSecond, TimeSpan now)
    {
        _requestsLeft = Math.Min(_requestsLeft + ((now - _askedAt).TotalSeconds * perSecond), perSecond * 2.0);
        _askedAt = now;
        if (_requestsLeft < 1) return false;
        _requestsLeft--;
        return true;
    }

    /// <summary>
    /// The round trip of its last transfer: a first packet that is lost then costs a fraction of a second, where a
    /// server without memory waits a whole one.
    /// </summary>
    internal void Remember(TimeSpan roundTrip) => _roundTrip = roundTrip;

    internal TftpTiming Apply(TftpTiming timing)
    {
        if (_roundTrip is not { } roundTrip) return timing;
        TimeSpan first = roundTrip * Caution;
        if (first < LeastFirstTimeout) first = LeastFirstTimeout;
        return first < timing.FirstTimeout ? timing with { FirstTimeout = first } : timing;
    }

    /// <summary>It refused our OACK, or ignored it and asked again without options: it gets plain DATA.</summary>
    internal void PrefersPlain(TimeSpan now) => _plainUntil = now + PlainLasts;

    internal bool IsPlain(TimeSpan now) => now < _plainUntil;
}

/// <summary>The addresses that a loop knows, bounded.</summary>
internal sealed class TftpPhones
{
    // Four times what runs at a time. Beyond it those with nothing under way are forgotten: they lose a round trip.
    private const int Most = 32_768;

    private readonly Dictionary<PeerAddress, TftpPhone> _phones = [];

    internal TftpPhone Of(in PeerAddress peer)
    {
        PeerAddress host = peer.Host;
        if (_phones.TryGetValue(host, out TftpPhone? phone)) return phone;
        if (_phones.Count >= Most) Forget();
        return _phones[host] = new TftpPhone(host);
    }

    private void Forget()
    {
        foreach ((PeerAddress host, TftpPhone phone) in _phones)
        {
            if (phone.Sessions.Count == 0) _phones.Remove(host);
        }
    }
}
