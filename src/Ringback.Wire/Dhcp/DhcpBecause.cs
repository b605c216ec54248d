namespace Ringback.Wire.Dhcp;

/// <summary>Why a message was answered as it was, or not at all.</summary>
public enum DhcpBecause
{
    /// <summary>OFFER: the address is reserved for the client, is its own, was its own, or is free.</summary>
    Offered,

    /// <summary>ACK: the client took our offer.</summary>
    Selected,

    /// <summary>ACK: the client has this lease.</summary>
    Confirmed,

    /// <summary>ACK: the client has an address and gets the rest.</summary>
    Informed,

    /// <summary>NAK: the address does not belong to the client's network.</summary>
    WrongNetwork,

    /// <summary>NAK: the address is another client's, reserved, quarantined or out of every range.</summary>
    NotTheClients,

    /// <summary>NAK: the client takes what was not offered, or was offered before a restart.</summary>
    NotOffered,

    /// <summary>NAK: nothing is known of the lease, and this server is the authority.</summary>
    UnknownLease,

    /// <summary>Silence: the message comes from a server.</summary>
    NotFromAClient,

    /// <summary>Silence: plain BOOTP, or a kind of message that no server answers.</summary>
    UnknownType,

    /// <summary>Silence: neither a client identifier nor a hardware address.</summary>
    NoIdentity,

    /// <summary>Silence: a client identifier longer than <see cref="DhcpLimits.LongestClientIdentifier"/>.</summary>
    IdentifierTooLong,

    /// <summary>Silence: fields that no row of RFC 2131 table 4 allows together.</summary>
    Contradictory,

    /// <summary>Silence: no subnet is configured for where it came from, or we have no address there.</summary>
    NoSubnet,

    /// <summary>Silence: it is not a phone, and only phones are served.</summary>
    NotAPhone,

    /// <summary>Silence: the client chose, or speaks to, another server.</summary>
    OtherServer,

    /// <summary>Silence: the lease is unknown, and another server may be the authority.</summary>
    NotOurs,

    /// <summary>Silence: DECLINE or RELEASE of what the client does not have.</summary>
    NotHeld,

    /// <summary>Silence: its hardware address has <see cref="DhcpLimits.AddressesPerHardware"/> already.</summary>
    TooManyPerHardware,

    /// <summary>Silence: its relay port has <see cref="DhcpLimits.AddressesPerCircuit"/> already.</summary>
    TooManyPerCircuit,

    /// <summary>Silence: <see cref="DhcpLimits.OffersOutstanding"/> offers wait for their clients.</summary>
    TooManyOffers,

    /// <summary>Silence: <see cref="DhcpLimits.ProbesPending"/> addresses are being probed.</summary>
    TooManyProbes,

    /// <summary>Silence: <see cref="DhcpLimits.ProbesPerDiscover"/> addresses turned out to be in use.</summary>
    TooManyInUse,

    /// <summary>
    /// Silence: the addresses that are left are kept for phones, and nothing says of the client that it is one.
    /// </summary>
    KeptForPhones,

    /// <summary>Silence: it came through a relay that is neither in a served network nor on the list.</summary>
    ForeignRelay,

    /// <summary>Silence: every address is leased, offered or quarantined.</summary>
    Exhausted,
}
