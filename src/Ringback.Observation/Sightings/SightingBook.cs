using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Sightings;

/// <summary>
/// Everything that was seen in logs and captures, split by phone, and no more of it than a case can use. A reader puts
/// in what its line or frame tells; <see cref="Phones"/> gives the events of each phone, to be folded.
/// </summary>
/// <remarks>
/// A phone is known by the MAC address in the names that it asks for. What carries none belongs to the phone that was
/// last at that address; several phones behind one address are told apart by their ports. Not safe for several threads.
/// </remarks>
public sealed class SightingBook
{
    // An address as a line has it: one machine has many lines one after another.
    private const int MostKnownText = 48;

    private readonly SightingLimits _limits;
    private readonly NameTable _names;
    private readonly List<SightingSource> _sources = [];
    private readonly Dictionary<ClientAddress, SightingClient> _clients = [];
    private readonly Dictionary<MacAddress, PhoneTrail> _byMac = [];
    private readonly HashSet<PhoneTrail> _nameless = [];
    private readonly Dictionary<ClientAddress, string> _standIns = [];
    private readonly byte[] _lastText = new byte[MostKnownText];
    private SightingClient? _last;
    private SightingClient? _lastByText;
    private int _lastTextLength;
    private long _from = long.MaxValue;
    private long _until = long.MinValue;
    private long _clock;
    private long _ticks;
    private short _source = -1;

    /// <summary>Opens an empty book.</summary>
    /// <param name="limits">How much it remembers; null for the defaults.</param>
    public SightingBook(SightingLimits? limits = null)
    {
        _limits = limits ?? new SightingLimits();
        _names = new NameTable(LoggedText.Read);
    }

    /// <summary>The files that were read.</summary>
    public IReadOnlyList<SightingSource> Sources => _sources;

    /// <summary>Phones and machines that had to be forgotten because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Events of one phone that are kept at most.</summary>
    public int KeptOfPhone => _limits.OfPhone;

    /// <summary>Hunts for files of one phone that count at most.</summary>
    public int HuntsOfPhone => _limits.HuntsOfPhone;

    /// <summary>When the first thing was seen; null before it, and where no line tells a time.</summary>
    public DateTimeOffset? From => _from == long.MaxValue ? null : new DateTimeOffset(_from, TimeSpan.Zero);

    /// <summary>When the last was.</summary>
    public DateTimeOffset? Until => _until == long.MinValue ? null : new DateTimeOffset(_until, TimeSpan.Zero);

    /// <summary>The line or frame that is read.</summary>
    internal long Line { get; set; }

    /// <summary>The file that is read.</summary>
    internal SightingSource Source => _sources[_source];

    /// <summary>Begins another file.</summary>
    public SightingSource Open(string name, bool isCapture)
    {
        SightingSource source = new(name, isCapture);
        _sources.Add(source);
        _source = (short)(_sources.Count - 1);
        _last = _lastByText = null;
        _ticks = DateTimeOffset.UnixEpoch.UtcTicks;
        Line = 0;
        return source;
    }

    /// <summary>Something that is an event already.</summary>
    /// <param name="e">The event.</param>
    /// <param name="number">The line or frame, from 1.</param>
    public void Saw(PhoneEvent e, long number)
    {
        ArgumentNullException.ThrowIfNull(e);
        Line = number;
        PassTo(e.At);
        Saw(e);
    }

    /// <summary>The events of each phone and other machine, in order; an event may be about nobody.</summary>
    public IEnumerable<SeenPhone> Phones()
    {
        foreach (PhoneTrail trail in _byMac.Values.Concat(_nameless))
        {
            if (trail.Count == 0) continue;
            Sighting[] all = SightingOrder.Of(trail.All(), _sources);
            int from = SightingOrder.LastHunts(all, _limits.HuntsOfPhone);
            int told = from + SightingOrder.LastOfRepeated(all.AsSpan(from), _limits.RepeatsOfPhone);
            yield return new SeenPhone(trail.Mac, Events(all.AsSpan(told)), trail.IsPhones, trail.Dropped + from)
            {
                Begin = told == from ? null : Event(all[from]),
            };
        }
    }

    private PhoneEvent[] Events(ReadOnlySpan<Sighting> sightings)
    {
        PhoneEvent[] events = new PhoneEvent[sightings.Length];
        for (int i = 0; i < events.Length; i++) events[i] = Event(sightings[i]);
        return events;
    }

    private PhoneEvent Event(in Sighting seen) => Settled(seen).ToEvent(_sources[seen.Source]);

    /// <summary>What stands in the log for an address that is a stand-in; null for an address.</summary>
    public string? NameOf(IPAddress address) => _standIns.GetValueOrDefault(ClientAddress.Of(address));

    /// <summary>True once anybody asked for a file: then a phone that asks for none is silent.</summary>
    public bool TellsFiles { get; private set; }

    /// <summary>The line that is read was written then.</summary>
    internal void PassTo(DateTimeOffset at)
    {
        _ticks = at.UtcTicks;
        Source.HasTimes = true;
        _from = Math.Min(_from, _ticks);
        _until = Math.Max(_until, _ticks);
    }

    /// <summary>
    /// What is known of times, so that a time is forgotten again that turns out to be none of the log's.
    /// </summary>
    internal (long Ticks, long From, long Until, bool HasTimes) Times
    {
        get => (_ticks, _from, _until, Source.HasTimes);
        set => (_ticks, _from, _until, Source.HasTimes) = value;
    }

    /// <summary>Whoever is at an address.</summary>
    internal SightingClient At(ClientAddress address)
    {
        if (_last is { } last && last.Address == address) return last;
        if (!_clients.TryGetValue(address, out SightingClient? client))
        {
            if (_clients.Count >= _limits.Addresses) ForgetAddresses();
            client = new SightingClient(address, Begin(null));
            _clients.Add(address, client);
        }

        return _last = client;
    }

    /// <summary>Whoever has that text in the place of an address; an address as well.</summary>
    internal SightingClient At(ReadOnlySpan<byte> text)
    {
        if (_lastByText is { } last && text.SequenceEqual(_lastText.AsSpan(0, _lastTextLength))) return last;
        if (ClientAddress.TryRead(text, out ClientAddress address))
        {
            SightingClient there = At(address);
            if (text.Length > MostKnownText) return there;
            text.CopyTo(_lastText);
            _lastTextLength = text.Length;
            return _lastByText = there;
        }

        if (text.IsEmpty) return At(ClientAddress.None);
        address = ClientAddress.StandIn(text);
        if (_standIns.Count < _limits.Addresses)
            _standIns.TryAdd(address, Encoding.Latin1.GetString(text[..Math.Min(text.Length, 64)]));
        return At(address);
    }

    /// <summary>Somebody asked for a file.</summary>
    /// <param name="client">Who.</param>
    /// <param name="raw">The name as it stands in the line.</param>
    /// <param name="outcome">How it was answered; unknown where a later line may tell.</param>
    /// <param name="port">His port; 0 when the line does not say.</param>
    /// <param name="lookedFor">The name that the server looked for instead; empty for none.</param>
    internal AskedName Asked(SightingClient client, ReadOnlySpan<byte> raw, AskOutcome outcome = AskOutcome.Unknown,
        int port = 0, ReadOnlySpan<byte> lookedFor = default)
    {
        TellsFiles = true;
        AskedName name = _names.Find(raw);
        PhoneTrail trail = WhoAsks(client, name, port);
        trail.Add(new Sighting
        {
            What = name, Ticks = _ticks, Line = Line, Address = client.Ip, Port = port, Source = _source,
            Kind = SightingKind.Asked, Outcome = outcome,
            Detail = lookedFor.IsEmpty ? null : new SightingDetail { Aside = _names.Find(lookedFor).Text },
        }, ++_clock);
        return name;
    }

    /// <summary>
    /// A line tells what came of a question. Where the question itself was not told, the line tells it as well.
    /// </summary>
    internal void Answered(SightingClient client, ReadOnlySpan<byte> raw, AskOutcome outcome, long length = 0,
        ReadOnlySpan<byte> served = default)
    {
        if (outcome is AskOutcome.NotHere) Source.TellsMisses = true;
        AskedName name = _names.Find(raw);
        string? instead = served.IsEmpty ? null : _names.Find(served).Text;
        if (Owner(client, name).Answer(name, outcome, length, instead)) return;
        foreach (PhoneTrail trail in client.Trails)
        {
            if (trail.Answer(name, outcome, length, instead)) return;
        }

        Asked(client, raw, outcome, 0, served);
        Owner(client, name).Answer(name, outcome, length, instead);
    }

    /// <summary>A line tells how a transfer ended.</summary>
    internal void Ended(SightingClient client, ReadOnlySpan<byte> raw, in TransferEnd end)
    {
        Source.TellsMisses = true;
        AskedName name = _names.Find(raw);
        PhoneTrail trail = Owner(client, name);
        // Some servers tell the end only.
        if (!trail.Answer(name, AskOutcome.Served, end.Length, null) && !trail.HasAsked(name))
            Asked(client, raw, AskOutcome.Served);
        trail.Add(new Sighting
        {
            What = name, Ticks = _ticks, Line = Line, Address = client.Ip, Port = trail.PortOf(name),
            Source = _source, Kind = SightingKind.Ended, End = end.Outcome, Detail = SightingDetail.Of(end),
        }, ++_clock);
    }

    /// <summary>An event of the line that is read.</summary>
    internal void Saw(PhoneEvent e)
    {
        PhoneTrail trail;
        if (e.Mac is { } mac)
        {
            trail = OfMac(mac);
            // Of a capture nothing is told but what phones do.
            trail.IsPhones |= Source.IsCapture
                || e is PhoneRegistered or AlarmReceived or FileAsked or RegistrationRefused;
            // Who is given an address is there from now on.
            IPAddress? there = e.Address ?? (e as AddressAnswered)?.Given;
            if (there is not null && e is not AddressAnswered { Answer: not AddressAnswer.Leased })
                Settle(At(ClientAddress.Of(there)), trail);
        }
        else if (e.Address is { } address)
        {
            SightingClient client = At(ClientAddress.Of(address));
            TellsFiles |= e is FileAsked;
            AskedName? name = e is FileAsked asked ? _names.Find(Encoding.Latin1.GetBytes(asked.Name)) : null;
            trail = name is null ? client.Current : WhoAsks(client, name, ((FileAsked)e).Port);
            trail.IsPhones |= Source.IsCapture || e is PhoneRegistered or AlarmReceived;
        }
        else
        {
            return;
        }

        trail.Add(new Sighting
        {
            What = e, Ticks = e.At.UtcTicks, Line = Line, Source = _source, Kind = SightingKind.Other,
            Port = (e as FileAsked)?.Port ?? 0,
        }, ++_clock);
    }

    /// <summary>A later line tells more of an event that a line before told.</summary>
    internal void Amend(PhoneEvent told, PhoneEvent whole)
    {
        if (told.Mac is { } mac && _byMac.TryGetValue(mac, out PhoneTrail? trail)) trail.Amend(told, whole);
    }

    /// <summary>The time of the line that is read.</summary>
    internal DateTimeOffset Now => new(_ticks, TimeSpan.Zero);

    private Sighting Settled(Sighting seen)
    {
        if (seen is { Kind: SightingKind.Asked, Outcome: AskOutcome.Unknown } && _sources[seen.Source].TellsMisses)
            seen.Outcome = AskOutcome.Served;
        return seen;
    }

    private PhoneTrail Owner(SightingClient client, AskedName name) =>
        name.Mac is { } mac && client.Current.Mac != mac && _byMac.TryGetValue(mac, out PhoneTrail? named)
            ? named
            : client.Current;

    private PhoneTrail WhoAsks(SightingClient client, AskedName name, int port)
    {
        PhoneTrail trail;
        if (name.Mac is { } mac)
        {
            PhoneTrail before = client.Current;
            if (before.Mac == mac) return before;
            trail = OfMac(mac);
            Settle(client, trail);
            trail.IsPhones = true;
            return trail;
        }

        trail = client.WhoAsksFrom(port);
        // Old code begins with a name that is nobody's own: it may be the next phone with this address, and the name
        // that it asks for next will tell.
        if (name.Kind is RequestedKind.DualBoot && trail.Mac is not null)
        {
            trail = Begin(null);
            client.MoveTo(trail);
        }

        trail.IsPhones |= name.IsPhones;
        return trail;
    }

    /// <summary>The phone is at that address; whoever was there and has no name is this phone.</summary>
    private void Settle(SightingClient client, PhoneTrail phone)
    {
        PhoneTrail before = client.Current;
        client.MoveTo(phone);
        if (before.Mac is not null || ReferenceEquals(before, phone)) return;
        phone.Absorb(before);
        client.Forget(before);
        _nameless.Remove(before);
    }

    private PhoneTrail OfMac(MacAddress mac)
    {
        if (_byMac.TryGetValue(mac, out PhoneTrail? known)) return known;
        return Begin(mac);
    }

    private PhoneTrail Begin(MacAddress? mac)
    {
        if (_byMac.Count + _nameless.Count >= _limits.Phones) ForgetPhones();
        PhoneTrail trail = new(_limits.OfPhone) { Mac = mac };
        if (mac is { } named) _byMac.Add(named, trail);
        else _nameless.Add(trail);
        return trail;
    }

    /// <summary>The quarter that was heard least and longest ago goes, so that this happens seldom.</summary>
    private void ForgetPhones()
    {
        const int little = 3;
        PhoneTrail[] going =
        [
            .. _byMac.Values.Concat(_nameless).OrderBy(t => t.IsPhones).ThenBy(t => t.Total > little)
                .ThenBy(t => t.LastHeard).Take(Math.Max(1, _limits.Phones / 4)),
        ];
        Forgotten += going.Count(t => t.Count > 0);
        HashSet<PhoneTrail> gone = [.. going];
        foreach (PhoneTrail trail in going)
        {
            if (trail.Mac is { } mac) _byMac.Remove(mac);
            else _nameless.Remove(trail);
        }

        foreach ((ClientAddress address, SightingClient client) in _clients)
        {
            if (gone.Contains(client.Current)) _clients.Remove(address);
            else client.Forget(gone);
        }

        _last = _lastByText = null;
    }

    private void ForgetAddresses()
    {
        ClientAddress[] going =
            [.. _clients.OrderBy(c => c.Value.Current.LastHeard).Take(_limits.Addresses / 2).Select(c => c.Key)];
        foreach (ClientAddress address in going) _clients.Remove(address);
        _last = _lastByText = null;
    }
}
