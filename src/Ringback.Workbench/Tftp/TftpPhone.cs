using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>What a loop remembers of one address: what runs, how fast it asks, how far away it is.</summary>
internal sealed class TftpPhone(PeerAddress host)
{
    // A phone that is busy writing answers later than it did when it was idle.
    private const int Caution = 8;

    private static readonly TimeSpan LeastFirstTimeout = TimeSpan.FromMilliseconds(200);

    // The boot code behind an address does not change while a phone is on the bench; a computer's client may.
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromHours(1);

    private TimeSpan? _roundTrip;
    private string? _refusedFile;
    private TimeSpan _refusedUntil;
    private bool _isRefusalBelieved;
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

    /// <summary>
    /// It answered the OACK of a file with ERROR, or not at all. Once may be a boot ROM that only wanted to know the
    /// size; the second time it is believed, for that file: other clients may share the address.
    /// </summary>
    internal void RefusedOptions(string file, TimeSpan now)
    {
        _isRefusalBelieved = Refused(file, now);
        _refusedFile = file;
        _refusedUntil = now + RefusalLasts;
    }

    /// <summary>
    /// True when a request gets plain DATA whatever options it has. One without options for a file whose OACK was
    /// refused says what the refusal meant.
    /// </summary>
    internal bool GetsPlain(TftpRequest request, TimeSpan now)
    {
        if (!Refused(request.FileName, now)) return false;
        _isRefusalBelieved |= request.Options.Count == 0;
        return _isRefusalBelieved;
    }

    private bool Refused(string file, TimeSpan now) => _refusedFile == file && now < _refusedUntil;
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
