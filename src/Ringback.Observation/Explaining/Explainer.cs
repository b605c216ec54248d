using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Observation.Sightings;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;

namespace Ringback.Observation.Explaining;

/// <summary>
/// Says what is the matter with each phone of a log or a capture: the same fold and the same findings as on a live
/// bench.
/// </summary>
public static class Explainer
{
    /// <summary>Explains everything that was seen.</summary>
    /// <param name="book">What was seen.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="teller">Who puts events into sentences; null for no story.</param>
    public static Explanation Explain(SightingBook book, PhoneCatalogue catalogue, StoryTeller? teller = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        DateTimeOffset now = book.Until ?? DateTimeOffset.UnixEpoch;
        List<ExplainedPhone> phones = [];
        List<OtherMachine> others = [];
        foreach (SeenPhone seen in book.Phones())
        {
            if (IsPhone(seen, catalogue)) phones.Add(Explain(seen, book, catalogue, teller, now));
            else if (Other(seen, book) is { } other) others.Add(other);
        }

        return new Explanation(
            [.. phones.OrderBy(p => p.Case.FirstSeen).ThenBy(p => p.Case.Mac).ThenBy(p => p.First)],
            [.. others.OrderBy(o => o.First)]);
    }

    /// <summary>A maker's MAC makes a phone of who only wanted an address: so a silent phone looks.</summary>
    private static bool IsPhone(SeenPhone seen, PhoneCatalogue catalogue) => seen.IsPhones
        || (seen.Mac is { } mac && PhoneMakers.Include(mac) && seen.Events.Any(e => e is AddressAsked
        {
            Ask: AddressAsk.Discover or AddressAsk.Select or AddressAsk.Reboot,
        } or AddressAnswered { Answer: AddressAnswer.Leased }))
        || seen.Events.Any(e =>
            e is AddressAsked { VendorClass: { } said } && catalogue.FindByDhcpClass(said) is not null);

    private static ExplainedPhone Explain(
        SeenPhone seen, SightingBook book, PhoneCatalogue catalogue, StoryTeller? teller, DateTimeOffset now)
    {
        bool hasTimes = book.Sources.All(s => s.HasTimes);
        PhoneCase phone = LonePhone.Fold(seen.Mac, seen.Events, catalogue, teller);
        if (seen.Begin is { } begin) phone = phone with { FirstSeen = begin.At };
        IReadOnlyList<Problem> findings = PhoneFindings.Of(phone, now, book.TellsFiles);
        // The events go: of a log with ten thousand phones they are some hundred megabytes.
        PhoneEvent? shown = seen.Begin ?? (seen.Events.Count > 0 ? seen.Events[0] : null);
        long first = shown is { Origin: { } origin } ? ExplainedPhone.PlaceOf(origin) : 0;
        return new ExplainedPhone(phone, findings, first, seen.Dropped)
        {
            ShownAddress = phone.Address is { } address ? Shown(address, book) : null, HasTimes = hasTimes,
            NotShown = [.. NotShown.Of(phone, seen.Events, hasTimes)],
        };
    }

    private static string? Shown(IPAddress address, SightingBook book) =>
        book.NameOf(address) ?? (address.Equals(IPAddress.Any) ? null : address.ToString());

    private static OtherMachine? Other(SeenPhone seen, SightingBook book)
    {
        IPAddress? address = seen.Events.Select(e => e.Address).LastOrDefault(a => a is not null);
        return OtherMachines.Why(seen) is { } why
            ? new OtherMachine(address, address is null ? null : book.NameOf(address), seen.Mac, why,
                (seen.Events[0].Origin as LineOrigin)?.Line ?? (seen.Events[0].Origin as FrameOrigin)?.Frame ?? 0)
            : null;
    }
}
