namespace Ringback.Wire.Dhcp;

/// <summary>Who speaks: the <c>op</c> field.</summary>
public enum DhcpOperation : byte
{
    /// <summary>BOOTREQUEST, from a client.</summary>
    Request = 1,

    /// <summary>BOOTREPLY, from a server.</summary>
    Reply = 2,
}

/// <summary>Option 53, RFC 2132 §9.6. Numbers of later RFCs are kept as they came.</summary>
public enum DhcpMessageType : byte
{
    /// <summary>No option 53: plain BOOTP.</summary>
    None = 0,

    /// <summary>A client looks for servers.</summary>
    Discover = 1,

    /// <summary>A server offers an address.</summary>
    Offer = 2,

    /// <summary>A client takes an offer, checks its address after a start, or prolongs its lease.</summary>
    Request = 3,

    /// <summary>A client found its address in use by somebody else.</summary>
    Decline = 4,

    /// <summary>A server confirms.</summary>
    Ack = 5,

    /// <summary>A server says that the client's address is wrong.</summary>
    Nak = 6,

    /// <summary>A client gives its address back.</summary>
    Release = 7,

    /// <summary>A client has an address and asks for the rest only.</summary>
    Inform = 8,
}

/// <summary>What a client is doing with DHCPREQUEST: RFC 2131 §4.3.2 and table 4.</summary>
public enum DhcpRequestState
{
    /// <summary>The fields contradict each other; table 4 has no such row.</summary>
    Contradictory,

    /// <summary>Takes one server's offer: server identifier and requested address, no <c>ciaddr</c>.</summary>
    Selecting,

    /// <summary>Started again and checks its old address: requested address alone.</summary>
    InitReboot,

    /// <summary>Prolongs its lease with its server: <c>ciaddr</c> alone, sent to the server only.</summary>
    Renewing,

    /// <summary>Prolongs its lease with any server: <c>ciaddr</c> alone, by broadcast or through a relay.</summary>
    Rebinding,
}
