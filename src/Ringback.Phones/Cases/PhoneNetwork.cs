using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>An address that a phone asked for by ARP.</summary>
/// <param name="Address">The address.</param>
/// <param name="First">When it asked first.</param>
/// <param name="Last">When it asked last, as far as it was told.</param>
/// <param name="Evidence">The event of the first question; null when that has no origin.</param>
public sealed record SoughtAddress(IPAddress Address, DateTimeOffset First, DateTimeOffset Last, Origin? Evidence);

/// <summary>A server that a phone turned to.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">The port.</param>
/// <param name="Role">What the phone wants there.</param>
/// <param name="First">When it tried first.</param>
/// <param name="Answered">True once the server was seen to answer.</param>
/// <param name="Through">The router; null when that was not seen.</param>
/// <param name="Evidence">The event of the first try; null when that has no origin.</param>
public sealed record TriedServer(IPAddress Address, int Port, ServerRole Role, DateTimeOffset First, bool Answered,
    IPAddress? Through, Origin? Evidence);

/// <summary>A phone asks again for the address of a lease that it has kept.</summary>
/// <param name="Wanted">The address; null when it names none.</param>
/// <param name="First">When it asked first.</param>
/// <param name="GaveUp">When it gave that up and looked for any server; null when it did not.</param>
/// <param name="Evidence">The event of the first question; null when that has no origin.</param>
public sealed record KeptLease(IPAddress? Wanted, DateTimeOffset First, DateTimeOffset? GaveUp, Origin? Evidence);

/// <summary>
/// What a phone shows on its cable of the network that it believes to be in: a pure fold of its announcements, its ARP
/// and the servers that it turns to. <see cref="NetworkReading"/> says what follows from it.
/// </summary>
public sealed record PhoneNetwork
{
    /// <summary>Addresses and servers that are kept of each kind; a phone has some ten.</summary>
    public const int MostKept = 16;

    /// <summary>What it announced last by CDP; null when nothing was heard.</summary>
    public PhoneAnnounced? Cdp { get; init; }

    /// <summary>What it announced last by LLDP; null when nothing was heard.</summary>
    public PhoneAnnounced? Lldp { get; init; }

    /// <summary>The address that it last said by ARP to have, or to want; null when it said none.</summary>
    public AddressClaimed? Claim { get; init; }

    /// <summary>What it looks for by ARP, the first one first.</summary>
    public ImmutableList<SoughtAddress> Sought { get; init; } = [];

    /// <summary>The servers that it turned to, the first one first.</summary>
    public ImmutableList<TriedServer> Servers { get; init; } = [];

    /// <summary>The VLAN of the tags of its frames; null when none was tagged.</summary>
    public int? Vlan { get; init; }

    /// <summary>When it asked for an address by DHCP last; null when it was not heard to.</summary>
    public DateTimeOffset? AskedDhcp { get; init; }

    /// <summary>The kept lease that it asks for, and did not get yet; null when it asks for none.</summary>
    public KeptLease? KeptLease { get; init; }

    /// <summary>True when it was heard from its start on: it wanted to use an address, or announced it.</summary>
    [JsonIgnore]
    public bool IsHeardFromStart => Claim is { How: not AddressClaim.Use };
}
