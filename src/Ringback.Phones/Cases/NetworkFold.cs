using System.Collections.Immutable;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>What a phone's words on its cable change in its case.</summary>
internal static class NetworkFold
{
    internal static PhoneCase Apply(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue)
    {
        PhoneCase after = e switch
        {
            PhoneAnnounced announced => Announced(before, announced, catalogue),
            AddressClaimed claimed => With(before, n => n with { Claim = Later(n.Claim, claimed) }),
            NeighbourSought sought => With(before, n => n with { Sought = Keep(n.Sought, sought) }),
            ServerTried tried => With(before, n => n with { Servers = Keep(n.Servers, tried) }),
            AddressAsked asked => With(before, n => Asked(n, asked)),
            AddressAnswered { Answer: AddressAnswer.Leased } => With(before, n => n with { KeptLease = null }),
            _ => before,
        };
        return e.Vlan is { } vlan && after.Network?.Vlan != vlan ? With(after, n => n with { Vlan = vlan }) : after;
    }

    private static PhoneCase With(PhoneCase phone, Func<PhoneNetwork, PhoneNetwork> change)
    {
        PhoneNetwork known = phone.Network ?? new PhoneNetwork();
        PhoneNetwork after = change(known);
        return ReferenceEquals(known, after) ? phone : phone with { Network = after };
    }

    /// <summary>
    /// An announcement states the model and the load. What a phone registered with, or calls itself in DHCP, says more:
    /// CDP does not tell a 7960 from a 7960G.
    /// </summary>
    private static PhoneCase Announced(PhoneCase before, PhoneAnnounced announced, PhoneCatalogue catalogue)
    {
        PhoneCase after = With(before, n => announced.Via is AnnouncedBy.Cdp
            ? n with { Cdp = announced }
            : n with { Lldp = announced });
        if (before.Model is null && ModelOf(announced, catalogue) is { } model)
            after = after with { Model = model.Model, Family = model.FirmwareFamily ?? model.Family };
        bool isLoad = announced.Load is { } said && CaseFold.IsLoad(said);
        if (!isLoad) return after;
        bool isKnown = before.LoadEvidence is LoadEvidence.Stated && before.Load == announced.Load;
        return isKnown ? after : after with { Load = announced.Load, LoadEvidence = LoadEvidence.Stated };
    }

    /// <summary>
    /// The model that an announcement names; of several, the shorter name is meant, because the G cannot be told.
    /// </summary>
    internal static PhoneModel? ModelOf(PhoneAnnounced announced, PhoneCatalogue catalogue)
    {
        if (announced.Platform is not { } platform) return null;
        PhoneModel? named = catalogue.FindByCdpPlatform(platform).MinBy(m => m.Model.Length);
        return named ?? catalogue.Find(platform.TrimEnd('\0', ' ').Split(' ')[^1]);
    }

    private static AddressClaimed Later(AddressClaimed? before, AddressClaimed now) =>
        // To use an address that one announced is nothing new.
        before is { How: not AddressClaim.Use } && now.How is AddressClaim.Use && before.Claimed.Equals(now.Claimed)
            ? before
            : now;

    private static PhoneNetwork Asked(PhoneNetwork known, AddressAsked asked) => asked.Ask switch
    {
        AddressAsk.Reboot => known with
        {
            AskedDhcp = asked.At,
            KeptLease = known.KeptLease is { GaveUp: null } kept && Equals(kept.Wanted, asked.Wanted)
                ? kept
                : new KeptLease(asked.Wanted, asked.At, null, asked.Origin),
        },
        AddressAsk.Discover => known with
        {
            AskedDhcp = asked.At,
            KeptLease = known.KeptLease is { GaveUp: null } kept ? kept with { GaveUp = asked.At } : known.KeptLease,
        },
        _ => known with { AskedDhcp = asked.At },
    };

    private static ImmutableList<SoughtAddress> Keep(ImmutableList<SoughtAddress> known, NeighbourSought sought)
    {
        int at = known.FindIndex(s => s.Address.Equals(sought.Sought));
        if (at >= 0) return known.SetItem(at, known[at] with { Last = sought.At });
        return Room(known).Add(new SoughtAddress(sought.Sought, sought.At, sought.At, sought.Origin));
    }

    private static ImmutableList<TriedServer> Keep(ImmutableList<TriedServer> known, ServerTried tried)
    {
        int at = known.FindIndex(s => s.Address.Equals(tried.Server) && s.Port == tried.Port && s.Role == tried.Role);
        if (at >= 0)
        {
            return known.SetItem(at, known[at] with
            {
                Answered = known[at].Answered || tried.Answered, Through = tried.Through ?? known[at].Through,
            });
        }

        return Room(known).Add(new TriedServer(
            tried.Server, tried.Port, tried.Role, tried.At, tried.Answered, tried.Through, tried.Origin));
    }

    /// <summary>The first ones are what it looks for as it starts; of the others the last are worth more.</summary>
    private static ImmutableList<T> Room<T>(ImmutableList<T> known) =>
        known.Count < PhoneNetwork.MostKept ? known : known.RemoveAt(known.Count / 2);
}
