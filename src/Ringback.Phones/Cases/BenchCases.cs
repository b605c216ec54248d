using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// The cases of one bench. A phone is known by its MAC address as soon as any request or registration names it, and
/// until then by the address it uses.
/// </summary>
internal sealed class BenchCases
{
    private readonly RankedTable<MacAddress, PhoneCase> _byMac;
    private readonly RecentTable<IPAddress, PhoneCase> _nameless;
    private readonly RecentTable<IPAddress, PhoneCase> _strangers;
    private readonly RankedTable<IPAddress, MacAddress> _owners;
    private readonly PhoneCatalogue _catalogue;
    private readonly StoryTeller? _teller;

    internal BenchCases(PhoneCatalogue catalogue, StoryTeller? teller, CaseLimits limits)
    {
        _catalogue = catalogue;
        _teller = teller;
        _byMac = new RankedTable<MacAddress, PhoneCase>(limits);
        _nameless = new RecentTable<IPAddress, PhoneCase>(limits.Nameless);
        _strangers = new RecentTable<IPAddress, PhoneCase>(limits.Strangers);
        _owners = new RankedTable<IPAddress, MacAddress>(limits);
    }

    /// <summary>The phones that have named themselves, in no order.</summary>
    internal IEnumerable<(MacAddress Mac, PhoneCase Phone)> Named => _byMac.Entries.Select(p => (p.Key, p.Value));

    /// <summary>The others, in the order in which they came.</summary>
    internal IEnumerable<PhoneCase> Unnamed =>
        _nameless.Entries.Concat(_strangers.Entries).Select(p => p.Value).OrderBy(c => c.FirstSeen);

    /// <summary>How many cases there are.</summary>
    internal int Count => _byMac.Count + _nameless.Count + _strangers.Count;

    /// <summary>Cases that had to go because there were too many.</summary>
    internal long Forgotten => _byMac.Forgotten + _nameless.Forgotten + _strangers.Forgotten;

    /// <summary>The case of the phone with that MAC address; null when it was never heard of.</summary>
    internal PhoneCase? Find(MacAddress mac) => _byMac.TryGet(mac, out PhoneCase? found) ? found : null;

    /// <summary>The case of the phone that used that address last; null when none did.</summary>
    internal PhoneCase? Find(IPAddress address) =>
        _owners.TryGet(address, out MacAddress mac) && Find(mac) is { } owner ? owner : Nameless(address);

    /// <summary>Folds one event in and returns the case it changed; null for an event about the bench itself.</summary>
    internal PhoneCase? Apply(PhoneEvent e)
    {
        if (e.Address is null && e.Mac is null) return null;
        if (e.Mac is { } mac)
        {
            if (InTheNameOf(mac, e) is { } victim)
            {
                PhoneCase noted = Told(victim, e, ConfigurationTakes.Note(victim, e));
                _byMac.Set(mac, noted, noted.Standing);
                return noted;
            }

            PhoneCase named = Fold(Name(mac, e), e);
            _byMac.Set(mac, named, named.Standing);
            if (e.Address is { } at) _owners.Set(at, mac, named.Standing);
            return named;
        }

        IPAddress address = e.Address!;
        if (_owners.TryGet(address, out MacAddress owner))
        {
            if (e is FileAsked asked && IsAnotherPhone(address, RequestedFile.Recognise(asked.Name).Kind))
            {
                _owners.Remove(address);
            }
            else if (Find(owner) is { } owned)
            {
                PhoneCase after = Fold(owned, e);
                _byMac.Set(owner, after, after.Standing);
                _owners.Set(address, owner, after.Standing);
                return after;
            }
        }

        return KeepNameless(address, Fold(Nameless(address) ?? Open(e), e));
    }

    /// <summary>
    /// The case of a phone as it stands while it asks something: by the MAC address in its request, with what was
    /// learned at its address before; an empty case for one that was never heard of. Changes nothing.
    /// </summary>
    internal PhoneCase Peek(MacAddress? mac, IPAddress address, RequestedKind asked = RequestedKind.Other)
    {
        if (mac is not { } named)
        {
            PhoneCase? owner = IsAnotherPhone(address, asked) ? null : Find(address);
            return owner ?? new PhoneCase { Address = address };
        }

        PhoneCase? known = Find(named);
        PhoneCase? before = Nameless(address);
        return (known, before) switch
        {
            (null, null) => new PhoneCase { Address = address, Mac = named },
            (null, { } b) => RecentEvents.Name(b, named),
            ({ } k, null) => k,
            ({ } k, { } b) => RecentEvents.Join(k, b, _catalogue),
        };
    }

    /// <summary>
    /// The case that an event will change, as it stands before it; null for an event about the bench.
    /// </summary>
    internal PhoneCase? Before(PhoneEvent e)
    {
        if (e.Address is null) return e.Mac is { } named ? Find(named) ?? Open(e) with { Mac = named } : null;
        if (e.Mac is { } mac && InTheNameOf(mac, e) is { } victim) return victim;
        if (e.Mac is { } tenant && Tenant(tenant, e) is { } moving) return moving;
        RequestedKind asked = e is FileAsked file ? RequestedFile.Recognise(file.Name).Kind : RequestedKind.Other;
        return Peek(e.Mac, e.Address, asked);
    }

    /// <summary>The cases with the addresses that lead to each, the oldest first.</summary>
    internal IEnumerable<CaseSnapshot> Snapshots()
    {
        ILookup<MacAddress, IPAddress> addresses = _owners.Entries.Reverse().ToLookup(o => o.Value, o => o.Key);
        return _byMac.Entries.Reverse().Select(p => new CaseSnapshot(p.Value, [.. addresses[p.Key]]))
            .Concat(_nameless.Entries.Concat(_strangers.Entries).Reverse()
                .Select(p => new CaseSnapshot(p.Value, [p.Key])));
    }

    internal void Restore(CaseSnapshot snapshot)
    {
        if (snapshot.Case.Mac is { } mac)
        {
            _byMac.Set(mac, snapshot.Case, snapshot.Case.Standing);
            foreach (IPAddress address in snapshot.Addresses) _owners.Set(address, mac, snapshot.Case.Standing);
        }
        else
        {
            foreach (IPAddress address in snapshot.Addresses) KeepNameless(address, snapshot.Case);
        }
    }

    /// <summary>
    /// The case of a phone that has just got an address after a start: what was learned at that address before is
    /// about the machine that had it then. Null for any other event.
    /// </summary>
    private PhoneCase? Tenant(MacAddress mac, PhoneEvent e) =>
        e is AddressAnswered && Find(mac) is { Stage: BootStage.Addressing } phone ? phone : null;

    /// <summary>
    /// The phone in whose name another machine does this; null when it is the phone itself, as far as is known. Where
    /// the phone is and what it does is then no matter of this event.
    /// </summary>
    private PhoneCase? InTheNameOf(MacAddress mac, PhoneEvent e)
    {
        if (Find(mac) is not { } phone) return null;
        PhoneCase? sitter = e is FileAsked { Sitter: { } at } ? Find(at) : null;
        return ConfigurationTakes.IsAnothers(phone, sitter, e) ? phone : null;
    }

    /// <summary>
    /// True when the first question of old boot code comes from the address of a phone that is known to have the
    /// universal loader and to be up: it is the next phone on the bench, with the same address.
    /// </summary>
    private bool IsAnotherPhone(IPAddress address, RequestedKind asked) =>
        asked is RequestedKind.DualBoot && _owners.TryGet(address, out _)
        && Find(address) is { BootCode: BootCode.Universal, Stage: BootStage.Registered };

    private PhoneCase Name(MacAddress mac, PhoneEvent e)
    {
        if (e.Address is not { } address) return Find(mac) ?? Open(e) with { Mac = mac };
        PhoneCase named = Tenant(mac, e) ?? Peek(mac, address);
        _nameless.Remove(address);
        _strangers.Remove(address);
        return named.FirstSeen == default ? named with { FirstSeen = e.At } : named;
    }

    private PhoneCase? Nameless(IPAddress address) =>
        _nameless.TryGet(address, out PhoneCase? phone) || _strangers.TryGet(address, out phone) ? phone : null;

    /// <summary>A storm of strangers must not crowd out a phone that only has not said its name yet.</summary>
    private PhoneCase KeepNameless(IPAddress address, PhoneCase phone)
    {
        if (phone.IsStranger)
        {
            _strangers.Set(address, phone);
        }
        else
        {
            _strangers.Remove(address);
            _nameless.Set(address, phone);
        }

        return phone;
    }

    private PhoneCase Fold(PhoneCase before, PhoneEvent e) => Told(before, e, before.Apply(e, _catalogue));

    private PhoneCase Told(PhoneCase before, PhoneEvent e, PhoneCase after) =>
        _teller is null ? after : after.Remember(_teller(before, e, after, _catalogue));

    private static PhoneCase Open(PhoneEvent e) => new() { Address = e.Address, FirstSeen = e.At };
}
