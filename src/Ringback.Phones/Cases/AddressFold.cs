using System.Collections.Immutable;
using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>What a phone's DHCP changes in its case.</summary>
internal static class AddressFold
{
    // Enough for evidence; how often it was is counted.
    private const int MostKept = 4;

    // As many as are ever taken at a time.
    private const int MostTaken = 16;

    // Who only listens sees that there is no answer, and not why.
    private const string UnknownWhy = "nobody says why";

    internal static PhoneCase Asked(PhoneCase before, AddressAsked asked, PhoneCatalogue catalogue)
    {
        PhoneAddressing known = before.Addressing with
        {
            VendorClass = asked.VendorClass ?? before.Addressing.VendorClass,
            HostName = asked.HostName ?? before.Addressing.HostName,
            Wants = asked.Wants.Count > 0 ? asked.Wants : before.Addressing.Wants,
        };
        PhoneModel? model = asked.VendorClass is { } said ? catalogue.FindByDhcpClass(said) : null;
        PhoneCase named = model is null ? before : before with
        {
            Model = model.Model, Family = model.FirmwareFamily ?? model.Family,
        };
        bool starts = asked.Ask is AddressAsk.Discover or AddressAsk.Reboot;
        return named with
        {
            Addressing = Said(known, asked) with { Foreign = Foreign(before, asked) },
            // A phone that looks for an address has just started, or has lost its network.
            Stage = starts ? BootStage.Addressing : named.Stage,
            Transfer = starts ? null : named.Transfer,
        };
    }

    internal static PhoneCase Answered(PhoneCase before, AddressAnswered answered)
    {
        PhoneAddressing known = before.Addressing;
        bool isLeased = answered.Answer is AddressAnswer.Leased && before.Stage is BootStage.Addressing;
        return before with
        {
            Stage = isLeased ? BootStage.Addressed : before.Stage,
            Addressing = answered.Answer switch
            {
                AddressAnswer.Offered => known with
                {
                    Offers = known.Offers + 1, Offered = answered.Given, Silence = null,
                },
                AddressAnswer.Leased => Leased(before, answered),
                AddressAnswer.Refused => known with
                {
                    Lease = null,
                    Differs = known.Offered is not null && known.Wanted is not null
                        && !known.Offered.Equals(known.Wanted) ? answered : known.Differs,
                },
                AddressAnswer.Silence => known with { Silence = answered.Because ?? UnknownWhy },
                _ => known,
            },
        };
    }

    internal static PhoneCase Rival(PhoneCase before, RogueDhcpAnswered rival) => before with
    {
        Addressing = before.Addressing with { Rival = new RogueDhcpSeen(rival.At, rival.Server, rival) },
    };

    /// <summary>
    /// What a phone looks for once it has its files is its own affair: its call manager, its proxy. What it looks for
    /// instead of asking for files is where it believes its files to be.
    /// </summary>
    internal static PhoneCase Sought(PhoneCase before, NeighbourSought sought)
    {
        if (!sought.IsForeign && before.Stage is not BootStage.Addressed) return before;
        return before with
        {
            Addressing = before.Addressing with
            {
                Sought = sought,
                Foreign = sought is { IsForeign: true, Address: { } own }
                    ? Foreign(before.Addressing, own)
                    : before.Addressing.Foreign,
            },
        };
    }

    private static ForeignAddress Foreign(PhoneAddressing known, IPAddress own) =>
        known.Foreign is { } same && same.Address.Equals(own) ? same : new ForeignAddress(own, []);

    /// <summary>
    /// What was set by hand is given up by whoever asks for an address; a phone that asks for what is left of a lease
    /// takes it again when nobody answers.
    /// </summary>
    private static ForeignAddress? Foreign(PhoneCase before, AddressAsked asked) =>
        before.Addressing.Foreign is { } foreign && asked.Ask is AddressAsk.Discover && !IsKeptLease(before, foreign)
            ? null
            : before.Addressing.Foreign;

    /// <summary>True for the address of a lease that the phone has kept, and asked for in vain.</summary>
    internal static bool IsKeptLease(PhoneCase phone, ForeignAddress foreign) =>
        phone.Network?.KeptLease is { } kept && foreign.Address.Equals(kept.Wanted);

    /// <summary>This computer has become a machine that it looks for.</summary>
    internal static PhoneCase Taken(PhoneCase before, AddressTaken taken) =>
        before.Addressing.Foreign is not { } foreign || foreign.Taken.Contains(taken.Taken)
            || foreign.Taken.Count >= MostTaken
            ? before
            : With(before, foreign with { Taken = foreign.Taken.Add(taken.Taken) });

    /// <summary>It is that machine no more.</summary>
    internal static PhoneCase GivenBack(PhoneCase before, AddressGivenBack given) =>
        before.Addressing.Foreign is { } foreign && foreign.Taken.Contains(given.Given)
            ? With(before, foreign with { Taken = foreign.Taken.Remove(given.Given) })
            : before;

    private static PhoneCase With(PhoneCase before, ForeignAddress foreign) => before with
    {
        Addressing = before.Addressing with { Foreign = foreign },
    };

    internal static PhoneCase Silent(PhoneCase before, SilenceNoticed silence) => before with
    {
        Addressing = before.Addressing with { Silent = silence },
    };

    /// <summary>
    /// It asked for a file here, or registered: it got past everything that can go wrong with addresses.
    /// </summary>
    internal static PhoneCase Heard(PhoneCase before)
    {
        PhoneAddressing known = before.Addressing;
        bool isClear = known is
        {
            DiscoverCount: 0, LeasesWithoutFile.Count: 0, Silent: null, Sought: null, Differs: null, Declined: null,
            Rival: null, Silence: null, Foreign: null or { Taken.Count: > 0 },
        };
        if (isClear) return before;
        return before with
        {
            Addressing = known with
            {
                Discovers = [], DiscoverCount = 0, Offers = 0, Silence = null, LeasesWithoutFile = [], Silent = null,
                Sought = null, Differs = null, Declined = null, Rival = null,
                // It is served because its network was made up for it; it still has that address.
                Foreign = known.Foreign is { Taken.Count: > 0 } ? known.Foreign : null,
            },
        };
    }

    private static PhoneAddressing Said(PhoneAddressing known, AddressAsked asked) => asked.Ask switch
    {
        AddressAsk.Discover => known with
        {
            Discovers = Keep(known.Discovers, asked.At), DiscoverCount = known.DiscoverCount + 1,
        },
        AddressAsk.Select when asked.IsForOther => Taken(known) with
        {
            Lease = null,
            Rival = new RogueDhcpSeen(asked.At, asked.Server!, AnswerOf(known.Rival, asked.Server!)),
        },
        AddressAsk.Select => Taken(known) with { Wanted = asked.Wanted },
        AddressAsk.Reboot => known with { Wanted = asked.Wanted },
        AddressAsk.Decline => known with { Lease = null, Declined = asked },
        AddressAsk.Release => known with { Lease = null },
        _ => known,
    };

    private static RogueDhcpAnswered? AnswerOf(RogueDhcpSeen? rival, IPAddress server) =>
        rival is not null && rival.Server.Equals(server) ? rival.Answer : null;

    private static PhoneAddressing Taken(PhoneAddressing known) => known with
    {
        Discovers = [], DiscoverCount = 0, Offers = 0, Silence = null,
    };

    private static PhoneAddressing Leased(PhoneCase before, AddressAnswered answered)
    {
        PhoneAddressing known = before.Addressing;
        AddressLease lease = new(answered.Given!, answered.At, answered.LeaseSeconds ?? 0, answered.Server,
            answered.Files);
        // A renewal is no start, and a phone that only renews has no reason to ask for files.
        bool starts = before.Stage is BootStage.Addressing;
        return known with
        {
            Lease = lease,
            Foreign = null,
            Rival = null,
            Differs = null,
            Silent = null,
            LeasesWithoutFile = starts ? Keep(known.LeasesWithoutFile, answered.At) : known.LeasesWithoutFile,
        };
    }

    private static ImmutableList<DateTimeOffset> Keep(ImmutableList<DateTimeOffset> kept, DateTimeOffset at) =>
        (kept.Count < MostKept ? kept : kept.RemoveAt(0)).Add(at);
}
