using System.Collections.Immutable;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Symptoms;

namespace Ringback.Phones.Cases;

/// <summary>
/// The last events of a case, so that a phone without a name and the phone that it turns out to be are folded into one
/// in the order in which things happened. Nothing is copied from one case into another.
/// </summary>
internal static class RecentEvents
{
    /// <summary>
    /// What a phone with a name did while the same phone was seen without it: some DHCP, a registration elsewhere.
    /// Twice as many are kept before the older half goes into the base.
    /// </summary>
    private const int Half = 6;

    /// <summary>What a phone does before it names itself: a hunt of old code with an image or two.</summary>
    private const int MostOfNameless = 48;

    /// <summary>What is kept of a case after one more event, as far as the fold reads it.</summary>
    internal static KeptEvents Keep(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue)
    {
        KeptEvents same = new(before.Recent, before.Base, before.Halfway);
        if (Read(e) is not { } kept) return same;
        if (IsStanding(before.Recent, kept))
            return same with { Recent = before.Recent.SetItem(before.Recent.Length - 1, kept) };
        ImmutableArray<PhoneEvent> recent = before.Recent.Add(kept);
        if (before.Mac is null)
            return same with { Recent = recent.Length > MostOfNameless ? recent.RemoveAt(0) : recent };
        return recent.Length <= 2 * Half ? same with { Recent = recent } : new KeptEvents
        {
            Recent = recent.RemoveRange(0, Half),
            // What it was first seen as may have been found out since.
            Base = (before.Halfway.Case ?? Bare(Fold(Start(before), recent.Take(Half), catalogue))) with
            {
                FirstSeen = before.FirstSeen,
            },
            // What the older half leads to when it goes the next time.
            Halfway = new HalfwayCase(Bare(before)),
        };
    }

    /// <summary>
    /// True when the phone registered twice in that way already and did nothing else since: only the first time and the
    /// last say something. It does so every other minute, for as long as it stands there.
    /// </summary>
    private static bool IsStanding(ImmutableArray<PhoneEvent> recent, PhoneEvent e) =>
        e is PhoneRegistered registered && recent is [.., PhoneRegistered first, PhoneRegistered last]
        && IsSame(first, registered) && IsSame(last, registered);

    private static bool IsSame(PhoneRegistered one, PhoneRegistered other) =>
        one with { At = other.At, Origin = other.Origin } == other;

    /// <summary>A case of a phone without a name, once it has one.</summary>
    internal static PhoneCase Name(PhoneCase nameless, MacAddress mac) => nameless with
    {
        Mac = mac, Base = Bare(nameless) with { Mac = mac }, Halfway = default, Recent = [],
    };

    /// <summary>
    /// The case of a phone when what was seen of one without a name is its own too: the events of both, in order.
    /// </summary>
    internal static PhoneCase Join(PhoneCase phone, PhoneCase nameless, PhoneCatalogue catalogue)
    {
        PhoneCase start = Start(phone);
        PhoneCase joined = Fold(start with { Base = start }, Merged(phone.Recent, nameless.Recent), catalogue);
        return joined with
        {
            Mac = phone.Mac,
            Conversion = joined.Conversion ?? nameless.Conversion,
            Takes = phone.Takes,
            TakeCount = phone.TakeCount,
            FirstSeen = phone.FirstSeen < nameless.FirstSeen ? phone.FirstSeen : nameless.FirstSeen,
            LastSeen = phone.LastSeen > nameless.LastSeen ? phone.LastSeen : nameless.LastSeen,
            Story = [.. phone.Story.Concat(nameless.Story).OrderBy(l => l.At).TakeLast(PhoneCase.StoryLimit)],
        };
    }

    private static PhoneCase Start(PhoneCase phone) =>
        phone.Base ?? new PhoneCase { Mac = phone.Mac, Address = phone.Address, FirstSeen = phone.FirstSeen };

    private static PhoneCase Fold(PhoneCase start, IEnumerable<PhoneEvent> events, PhoneCatalogue catalogue) =>
        events.Aggregate(start, (phone, e) => phone.Apply(e, catalogue));

    /// <summary>The event without what the fold does not read; null when it reads nothing of it.</summary>
    private static PhoneEvent? Read(PhoneEvent e) => e switch
    {
        FileAsked { Because: null, Sha256: null, Options.Count: 0, Order: null } or
            TransferEnded { Options.Count: 0, Mode: null } => e,
        FileAsked asked => asked with { Because = null, Sha256 = null, Options = [], Order = null },
        TransferEnded ended => ended with { Options = [], Mode = null },
        PhoneSaid said when SymptomTable.BuiltIn.Tells(said.Text) => said,
        NameForgiven or AlarmReceived or PhoneRegistered or RegistrationRefused or AddressAsked or AddressAnswered
            or RogueDhcpAnswered or NeighbourSought or PhoneAnnounced or AddressClaimed or ServerTried or AddressTaken
            or AddressGivenBack or SilenceNoticed or ConversionStarted or ConversionRefused or StepProved
            or ConversionProved or PhoneCalled { IsAnswered: true } or BenchTested { Rang: true } => e,
        _ => null,
    };

    private static PhoneCase Bare(PhoneCase phone) => phone with
    {
        Recent = [], Base = null, Halfway = default, Story = [], Transfer = null,
    };

    private static IEnumerable<PhoneEvent> Merged(
        ImmutableArray<PhoneEvent> one, ImmutableArray<PhoneEvent> other)
    {
        int i = 0, j = 0;
        while (i < one.Length || j < other.Length)
            yield return j == other.Length || (i < one.Length && one[i].At <= other[j].At) ? one[i++] : other[j++];
    }
}

/// <summary>What a case keeps of its last events.</summary>
/// <param name="Recent">The events.</param>
/// <param name="Base">The case before them; null when they are all.</param>
/// <param name="Halfway">The base that is to come.</param>
internal readonly record struct KeptEvents(ImmutableArray<PhoneEvent> Recent, PhoneCase? Base, HalfwayCase Halfway);
