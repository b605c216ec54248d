using System.Net;
using System.Text.Json.Serialization;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Cases;

/// <summary>How a phone comes by the address that it uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressOrigin>))]
public enum AddressOrigin
{
    /// <summary>A DHCP server lent it.</summary>
    [JsonStringEnumMemberName("leased")] Leased,

    /// <summary>
    /// It asked in vain for the lease that it has kept, and uses that: a phone of another network, and no static one.
    /// </summary>
    [JsonStringEnumMemberName("kept-lease")] KeptLease,

    /// <summary>Somebody set it on the phone.</summary>
    [JsonStringEnumMemberName("static")] Static,

    /// <summary>It has none yet, and asks for one.</summary>
    [JsonStringEnumMemberName("none")] None,
}

/// <summary>
/// The network that a phone believes to be in, as far as it shows: what it would take to be that network. Null is what
/// nothing tells.
/// </summary>
public sealed record NetworkBeliefs
{
    /// <summary>Its model.</summary>
    public Believed<string>? Model { get; init; }

    /// <summary>The load that it runs.</summary>
    public Believed<string>? Load { get; init; }

    /// <summary>The protocol that it speaks.</summary>
    public Believed<PhoneProtocol>? Protocol { get; init; }

    /// <summary>Its own address.</summary>
    public Believed<IPAddress>? Address { get; init; }

    /// <summary>How it comes by that.</summary>
    public Believed<AddressOrigin>? AddressedBy { get; init; }

    /// <summary>Bits of its subnet mask.</summary>
    public Believed<int>? PrefixLength { get; init; }

    /// <summary>Its router.</summary>
    public Believed<IPAddress>? Gateway { get; init; }

    /// <summary>Where it looks for its files, the surest first.</summary>
    public IReadOnlyList<Believed<IPAddress>> TftpServers { get; init; } = [];

    /// <summary>Its call managers, proxies and call agents, the surest first.</summary>
    public IReadOnlyList<Believed<IPAddress>> CallServers { get; init; } = [];

    /// <summary>Other addresses that it looks for, and nobody knows why.</summary>
    public IReadOnlyList<Believed<IPAddress>> Others { get; init; } = [];

    /// <summary>The VLAN that its frames are tagged with.</summary>
    public Believed<int>? Vlan { get; init; }
}
