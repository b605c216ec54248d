using System.Net;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// All cases, folded from all events. A phone is known by its MAC address as soon as any request or registration
/// names it, and until then by the address it uses. Not safe for several threads; whoever owns it serialises.
/// </summary>
public sealed class CaseBook
{
    private readonly Dictionary<MacAddress, PhoneCase> _byMac = [];
    private readonly Dictionary<IPAddress, PhoneCase> _nameless = [];
    private readonly Dictionary<IPAddress, MacAddress> _owners = [];

    /// <summary>Every case, named phones first, in the order of their names.</summary>
    public IReadOnlyList<PhoneCase> All =>
        [.. _byMac.OrderBy(p => p.Key).Select(p => p.Value), .. _nameless.Values.OrderBy(c => c.FirstSeen)];

    /// <summary>The case of the phone with that MAC address; null when it was never heard of.</summary>
    public PhoneCase? Find(MacAddress mac) => _byMac.GetValueOrDefault(mac);

    /// <summary>The case of the phone that used that address last; null when none did.</summary>
    public PhoneCase? Find(IPAddress address) =>
        _owners.TryGetValue(address, out MacAddress mac) ? Find(mac) : _nameless.GetValueOrDefault(address);

    /// <summary>Folds one event in and returns the case it changed; null for an event about the bench itself.</summary>
    public PhoneCase? Apply(PhoneEvent e)
    {
        if (e.Address is null && e.Mac is null) return null;
        if (e.Mac is { } mac)
        {
            PhoneCase named = Named(mac, e);
            return _byMac[mac] = named.Apply(e);
        }

        IPAddress address = e.Address!;
        if (e is FileAsked asked && IsAnotherPhone(address, RequestedFile.Recognise(asked.Name).Kind))
            _owners.Remove(address);
        if (_owners.TryGetValue(address, out MacAddress owner))
            return _byMac[owner] = _byMac[owner].Apply(e);
        PhoneCase nameless = _nameless.GetValueOrDefault(address) ?? Open(e);
        return _nameless[address] = nameless.Apply(e);
    }

    /// <summary>
    /// The case of a phone as it stands while it asks something: by the MAC address in its request, with what was
    /// learned at its address before; an empty case for one that was never heard of. Changes nothing.
    /// </summary>
    public PhoneCase Peek(MacAddress? mac, IPAddress address, RequestedKind asked = RequestedKind.Other)
    {
        if (mac is not { } named)
        {
            PhoneCase? owner = IsAnotherPhone(address, asked) ? null : Find(address);
            return owner ?? new PhoneCase { Address = address };
        }

        PhoneCase? known = Find(named);
        PhoneCase? before = _nameless.GetValueOrDefault(address);
        return (known, before) switch
        {
            (null, null) => new PhoneCase { Address = address, Mac = named },
            (null, { } b) => b with { Mac = named },
            ({ } k, null) => k,
            ({ } k, { } b) => k.Adopt(b),
        };
    }

    /// <summary>
    /// The case that an event will change, as it stands before it; null for an event about the bench.
    /// </summary>
    public PhoneCase? Before(PhoneEvent e)
    {
        if (e.Address is null) return e.Mac is { } named ? Find(named) ?? Open(e) with { Mac = named } : null;
        RequestedKind asked = e is FileAsked file ? RequestedFile.Recognise(file.Name).Kind : RequestedKind.Other;
        return Peek(e.Mac, e.Address, asked);
    }

    /// <summary>
    /// True when the first question of old boot code comes from the address of a phone that is known to have the
    /// universal loader and to be up: it is the next phone on the bench, with the same address.
    /// </summary>
    private bool IsAnotherPhone(IPAddress address, RequestedKind asked) =>
        asked is RequestedKind.DualBoot && _owners.ContainsKey(address)
        && Find(address) is { BootCode: BootCode.Universal, Stage: BootStage.Registered };

    private PhoneCase Named(MacAddress mac, PhoneEvent e)
    {
        if (e.Address is not { } address) return Find(mac) ?? Open(e) with { Mac = mac };
        PhoneCase named = Peek(mac, address);
        _nameless.Remove(address);
        _owners[address] = mac;
        return named.FirstSeen == default ? named with { FirstSeen = e.At } : named;
    }

    private static PhoneCase Open(PhoneEvent e) => new() { Address = e.Address, FirstSeen = e.At };
}
