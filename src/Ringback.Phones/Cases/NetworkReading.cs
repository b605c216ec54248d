using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>
/// What follows from what a phone shows on its cable: which network it believes to be in, how sure that is, and why. A
/// pure function of its case.
/// </summary>
public static class NetworkReading
{
    private const int UsualPrefix = 24;

    /// <summary>What is believed of a phone's network.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    public static NetworkBeliefs Of(PhoneCase phone, PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(catalogue);
        PhoneNetwork network = phone.Network ?? new PhoneNetwork();
        Believed<IPAddress>? own = OwnAddress(phone, network);
        Believed<IPAddress>[] tftp = [.. TftpServers(phone, network)];
        Believed<IPAddress>[] calls = [.. CallServers(network)];
        (Believed<IPAddress>? gateway, Believed<IPAddress>[] others) =
            Routers(own?.Value, network, [.. tftp.Concat(calls).Select(b => b.Value)]);
        return new NetworkBeliefs
        {
            Model = Model(phone, network, catalogue),
            Load = LoadOf(phone, network),
            Protocol = ProtocolOf(phone, network),
            Address = own,
            AddressedBy = AddressedBy(phone, network, own?.Value),
            PrefixLength = Prefix(own?.Value, network),
            Gateway = gateway,
            TftpServers = tftp,
            CallServers = calls,
            Others = others,
            Vlan = network.Vlan is { } vlan
                ? new Believed<int>(vlan, ProblemConfidence.Certain, "its frames carry that tag")
                : null,
        };
    }

    private static Believed<string>? Model(PhoneCase phone, PhoneNetwork network, PhoneCatalogue catalogue)
    {
        if (phone.Model is not { } model) return null;
        foreach (PhoneAnnounced? said in (PhoneAnnounced?[])[network.Cdp, network.Lldp])
        {
            if (said is not null && NetworkFold.ModelOf(said, catalogue)?.Model == model)
                return Sure(model, $"it announces itself as \"{said.Platform}\" by {Name(said.Via)}", said.Origin);
        }

        return phone.Addressing.VendorClass is { } vendor && catalogue.FindByDhcpClass(vendor)?.Model == model
            ? Sure(model, $"it calls itself \"{vendor}\" in DHCP")
            : Sure(model, "it said so when it registered");
    }

    private static Believed<string>? LoadOf(PhoneCase phone, PhoneNetwork network)
    {
        foreach (PhoneAnnounced? said in (PhoneAnnounced?[])[network.Cdp, network.Lldp])
        {
            if (said?.Load is { } load && (phone.Load is null || phone.Load == load))
                return Sure(load, $"it announces it by {Name(said.Via)}", said.Origin);
        }

        return phone.Load is not { } known ? null : phone.LoadEvidence is LoadEvidence.Stated
            ? Sure(known, "it said so when it came up")
            : Likely(known, "it fetched it, or looked and found that it has it");
    }

    private static Believed<PhoneProtocol>? ProtocolOf(PhoneCase phone, PhoneNetwork network)
    {
        if (phone.Protocol is { } spoken) return Sure(spoken, "it registered with it");
        TriedServer? tried = network.Servers.FindLast(s => SpokenTo(s.Role) is not null);
        if (tried is not null)
            return Sure(SpokenTo(tried.Role)!.Value, $"it speaks it to {tried.Address}", tried.Evidence);
        string? load = phone.Load ?? network.Cdp?.Load;
        if (load is not null && CaseFold.SpokenBy(load) is { } named) return Sure(named, $"that is what {load} speaks");
        // The loader puts the letters of the stored application before its name (sources.md 7940-7960-code, the whole
        // loader).
        PhoneProtocol? byName = (phone.Addressing.HostName ?? network.Cdp?.DeviceName) switch
        {
            { Length: > 3 } name when name.StartsWith("SIP", StringComparison.Ordinal) => PhoneProtocol.Sip,
            { Length: > 3 } name when name.StartsWith("MGC", StringComparison.Ordinal) => PhoneProtocol.Mgcp,
            _ => null,
        };
        if (byName is { } told) return Likely(told, "the name that it gives itself begins so");
        return phone.Shown.AsksAs is { } asks ? Likely(asks, "it asks for the files of such a load") : null;
    }

    private static PhoneProtocol? SpokenTo(ServerRole role) => role switch
    {
        ServerRole.Sccp => PhoneProtocol.Sccp,
        ServerRole.Sip => PhoneProtocol.Sip,
        ServerRole.Mgcp => PhoneProtocol.Mgcp,
        _ => null,
    };

    private static Believed<IPAddress>? OwnAddress(PhoneCase phone, PhoneNetwork network)
    {
        PhoneAnnounced? said = network.Cdp?.Address is not null ? network.Cdp
            : network.Lldp?.Address is not null ? network.Lldp
            : null;
        return network.Claim is { } claim && (said is null || claim.At >= said.At)
            ? claim.How is AddressClaim.Probe
                ? Likely(claim.Claimed, "it asks by ARP whether anybody else has it", claim.Origin)
                : Sure(claim.Claimed, "it says so by ARP", claim.Origin)
            : said?.Address is { } announced ? Sure(announced, $"it announces it by {Name(said.Via)}", said.Origin)
            : phone.Addressing.Lease is { } lease ? Sure(lease.Given, "a DHCP server lent it")
            : phone.Address is { } used ? Sure(used, "it speaks from it")
            : null;
    }

    /// <summary>
    /// A phone with a kept lease asks for it with REQUEST after 4, 8, 16 and 32 s, then looks for any server, and uses
    /// in the end what it has kept (sources.md 7940-7960-code §7): it looks like a static one, and is none.
    /// </summary>
    private static Believed<AddressOrigin>? AddressedBy(PhoneCase phone, PhoneNetwork network, IPAddress? own)
    {
        if (phone.Addressing.Lease is { } lease && (own is null || own.Equals(lease.Given)))
            return Sure(AddressOrigin.Leased, $"{lease.Server?.ToString() ?? "a DHCP server"} lent it");
        if (network.KeptLease is { } kept && own is not null && own.Equals(kept.Wanted))
        {
            return kept.GaveUp is null
                ? Likely(AddressOrigin.KeptLease,
                    $"it asked DHCP for {kept.Wanted}, which it had before, and got no answer", kept.Evidence)
                : Sure(AddressOrigin.KeptLease, $"it asked DHCP for {kept.Wanted}, which it had before, then for any "
                    + "address, got no answer, and uses what it has kept", kept.Evidence);
        }

        if (own is null)
        {
            return network.AskedDhcp is null
                ? null
                : Sure(AddressOrigin.None, "it asks for one by DHCP, and got none that was seen");
        }

        if (network.AskedDhcp is not null)
        {
            return Possible(
                AddressOrigin.KeptLease, "it asked for an address by DHCP and uses one that no answer gave it");
        }

        bool isFromStart = network.IsHeardFromStart || phone.Boots.Any(b => b.By is BootSign.Hunt);
        return isFromStart
            ? Likely(AddressOrigin.Static, "it was heard from its start on, and did not ask for an address")
            : Possible(AddressOrigin.Static,
                "it has not asked for an address; it may have done so before it was heard");
    }

    /// <summary>The smallest network with everything in it that the phone looks for by ARP.</summary>
    private static Believed<int>? Prefix(IPAddress? own, PhoneNetwork network)
    {
        if (own is null || !TryBits(own, out uint mine)) return null;
        int shortest = UsualPrefix;
        IPAddress? widest = null;
        foreach (SoughtAddress sought in network.Sought)
        {
            if (!TryBits(sought.Address, out uint other)) continue;
            int common = int.Min(System.Numerics.BitOperations.LeadingZeroCount(mine ^ other), 32);
            if (common >= shortest) continue;
            shortest = common;
            widest = sought.Address;
        }

        if (network.Sought.IsEmpty)
            return Possible(UsualPrefix, "that is the usual one, and nothing tells");
        return widest is null
            ? Possible(UsualPrefix, "everything that it looks for by ARP lies in it; it may be smaller or larger")
            : Likely(shortest, $"it looks by ARP for {widest}, which is in no smaller network with {own}");
    }

    private static IEnumerable<Believed<IPAddress>> TftpServers(PhoneCase phone, PhoneNetwork network)
    {
        HashSet<IPAddress> told = [];
        foreach (TriedServer tried in network.Servers.Where(s => s.Role is ServerRole.Tftp or ServerRole.Http))
        {
            if (told.Add(tried.Address))
                yield return Sure(tried.Address, Asks("it asks there for files", tried), tried.Evidence);
        }

        if (phone.Addressing.Lease?.Files is not { } files) yield break;
        foreach (IPAddress listed in files.Option150.Concat(files.NextServer is { } next ? [next] : []))
        {
            if (told.Add(listed)) yield return Likely(listed, "DHCP sends it there for its files");
        }
    }

    private static IEnumerable<Believed<IPAddress>> CallServers(PhoneNetwork network)
    {
        HashSet<IPAddress> told = [];
        foreach (TriedServer tried in network.Servers)
        {
            if (SpokenTo(tried.Role) is not { } protocol || !told.Add(tried.Address)) continue;
            string spoken = protocol.ToString().ToUpperInvariant();
            yield return Sure(tried.Address, Asks($"it speaks {spoken} to it", tried), tried.Evidence);
        }
    }

    /// <summary>
    /// The router, and what else the phone looks for by ARP. Whom frames for far servers go to is the router. Where
    /// none was answered yet, the router is what a phone looks for first; it can also be a server of its own network.
    /// </summary>
    private static (Believed<IPAddress>? Gateway, Believed<IPAddress>[] Others) Routers(
        IPAddress? own, PhoneNetwork network, HashSet<IPAddress> servers)
    {
        SoughtAddress[] open = [.. network.Sought.Where(s => !servers.Contains(s.Address) && !s.Address.Equals(own))];
        if (network.Servers.Find(s => s.Through is not null) is { Through: { } router } far)
        {
            return (Sure(router, $"what it sends to {far.Address} goes there", far.Evidence),
                [.. open.Where(s => !s.Address.Equals(router)).Select(Unknown)]);
        }

        SoughtAddress? likely = open.FirstOrDefault(s => IsUsualForRouters(s.Address)) ?? open.FirstOrDefault();
        if (likely is null) return (null, []);
        bool isUsual = IsUsualForRouters(likely.Address);
        Believed<IPAddress> believed = new(likely.Address,
            isUsual ? ProblemConfidence.Likely : ProblemConfidence.Possible,
            isUsual
                ? "it looks for it by ARP, and a router mostly has such a number; a TFTP server of its own network is "
                    + "looked for in the same way"
                : "it looks for it by ARP; it can also be a TFTP server of its own network",
            likely.Evidence);
        return (believed, [.. open.Where(s => s != likely).Select(Unknown)]);
    }

    private static Believed<IPAddress> Unknown(SoughtAddress sought) =>
        Possible(sought.Address, "it looks for it by ARP: a server of its own network, or its router", sought.Evidence);

    private static bool IsUsualForRouters(IPAddress address)
    {
        const byte first = 1, last = 254;
        return TryBits(address, out uint bits) && (byte)bits is first or last;
    }

    private static string Asks(string what, TriedServer tried) => tried.Answered
        ? what
        : string.Create(CultureInfo.InvariantCulture, $"{what}, and no answer was seen");

    private static bool TryBits(IPAddress address, out uint bits)
    {
        bits = 0;
        if (address.AddressFamily is not AddressFamily.InterNetwork) return false;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    private static string Name(AnnouncedBy via) => via is AnnouncedBy.Cdp ? "CDP" : "LLDP";

    private static Believed<T> Sure<T>(T value, string because, Origin? evidence = null) =>
        new(value, ProblemConfidence.Certain, because, evidence);

    private static Believed<T> Likely<T>(T value, string because, Origin? evidence = null) =>
        new(value, ProblemConfidence.Likely, because, evidence);

    private static Believed<T> Possible<T>(T value, string because, Origin? evidence = null) =>
        new(value, ProblemConfidence.Possible, because, evidence);
}
