using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// Folds the events of a source in which it was settled before, by more than an address, which of them are one
/// phone's: a log of somebody's has ten thousand phones, and each is folded by itself.
/// </summary>
public static class LonePhone
{
    /// <summary>
    /// The case that a <see cref="CaseBook"/> with these events and no others has of the phone, without what it keeps
    /// to fold on.
    /// </summary>
    /// <param name="mac">Its MAC address; null when it never named itself.</param>
    /// <param name="events">Its events, in order.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="teller">Who puts events into sentences; null for no story.</param>
    public static PhoneCase Fold(MacAddress? mac, IReadOnlyList<PhoneEvent> events, PhoneCatalogue catalogue,
        StoryTeller? teller = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        CaseBook cases = new(catalogue, teller);
        int settled = teller is null && mac is { } named ? Settled(named, events) : events.Count;
        PhoneCase? last = null;
        for (int i = 0; i < events.Count; i++)
        {
            // What another machine took in its name has to be told from what it took.
            bool isIts = i >= settled && last is { Mac: not null, Takes.Count: 0 };
            if (!isIts) last = cases.Apply(events[i]) ?? last;
            else last = CaseFold.Apply(last!, events[i], catalogue, isRemembered: false);
        }

        bool isFolded = settled < events.Count && last is { Takes.Count: 0 };
        PhoneCase phone = (mac is { } its && !isFolded ? cases.Find(its) : null) ?? last ?? new PhoneCase { Mac = mac };
        // Nothing more comes: ten thousand cases need not hold what only the next event is folded with.
        return phone with { Recent = [], Base = null, Halfway = default };
    }

    /// <summary>
    /// From which event on the phone has its name and its address and does nothing but ask for files, so that no table
    /// of the book has to be asked whose event it is; as many as there are when that is nowhere so.
    /// </summary>
    private static int Settled(MacAddress mac, IReadOnlyList<PhoneEvent> events)
    {
        if (events is not [.., { Address: { } address }]) return events.Count;
        int from = events.Count;
        while (from > 0 && IsPlain(events[from - 1], mac, address)) from--;
        // The first that names it has to go through the book.
        while (from < events.Count && events[from].Mac is null) from++;
        return Math.Min(from + 1, events.Count);
    }

    private static bool IsPlain(PhoneEvent e, MacAddress mac, IPAddress address) =>
        (e.Mac is null || e.Mac == mac) && e.Vlan is null && e.Origin is not BenchOrigin
        && (ReferenceEquals(e.Address, address) || address.Equals(e.Address))
        && e is TransferEnded or FileAsked { Sitter: null }
        && (e is not FileAsked asked || RequestedFile.Recognise(asked.Name).Kind is not RequestedKind.DualBoot);
}
