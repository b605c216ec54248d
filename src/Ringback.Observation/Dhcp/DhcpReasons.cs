using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>The reasons of the DHCP server, as a person at a bench would want to read them.</summary>
public static class DhcpReasons
{
    /// <summary>The reason in words, without a full stop.</summary>
    public static string Of(DhcpBecause because) => because switch
    {
        DhcpBecause.Offered => "it is free, or was this phone's before",
        DhcpBecause.Selected => "the phone took the offer",
        DhcpBecause.Confirmed => "the lease is this phone's",
        DhcpBecause.Informed => "the phone has an address and wanted the rest",
        DhcpBecause.WrongNetwork => "the address that it had belongs to another network",
        DhcpBecause.NotTheClients => "the address that it had is not its own here",
        DhcpBecause.NotOffered => "it asked for an address that it was not offered",
        DhcpBecause.UnknownLease => "nothing is known here of the lease that it had",
        DhcpBecause.NotAPhone => "it does not say that it is a phone, and only phones are served",
        DhcpBecause.NoSubnet => "no range is given for the network that it is in",
        DhcpBecause.Exhausted => "every address of the range is taken; make the range of --dhcp larger",
        DhcpBecause.KeptForPhones => "the addresses that are left are kept for phones, and nothing says that it is "
            + "one; make the range of --dhcp larger, or name its MAC under hardwarePrefixes or reservations",
        DhcpBecause.ForeignRelay => "it came through a relay in a network that is not served; name the relay under "
            + "relays in the file of --dhcp-config if it is one of yours",
        DhcpBecause.TooManyPerHardware => "it holds as many addresses already as one phone may",
        DhcpBecause.TooManyPerCircuit => "its switch port holds as many addresses already as one port may",
        DhcpBecause.TooManyOffers => "too many offers wait for their phones",
        DhcpBecause.TooManyProbes => "too many addresses are being looked for",
        DhcpBecause.TooManyInUse => "the addresses that are free here turn out to be used by other machines",
        DhcpBecause.NoIdentity => "it names neither itself nor its network card",
        DhcpBecause.IdentifierTooLong => "its client identifier is too long",
        DhcpBecause.Contradictory => "its question contradicts itself",
        DhcpBecause.OtherServer => "it speaks to another DHCP server",
        DhcpBecause.NotOurs => "its lease is not from here",
        DhcpBecause.NotHeld => "it speaks of a lease that it does not have",
        _ => "it is no question that a server answers",
    };

    /// <summary>
    /// True for a silence that keeps a phone from its address; what is said to another server is none of our business.
    /// </summary>
    public static bool IsTrouble(DhcpBecause because) => because is DhcpBecause.NoSubnet or DhcpBecause.Exhausted
        or DhcpBecause.KeptForPhones or DhcpBecause.ForeignRelay
        or DhcpBecause.TooManyPerHardware or DhcpBecause.TooManyPerCircuit or DhcpBecause.TooManyOffers
        or DhcpBecause.TooManyProbes or DhcpBecause.TooManyInUse or DhcpBecause.NoIdentity
        or DhcpBecause.IdentifierTooLong or DhcpBecause.Contradictory;
}
