using System.Net;
using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>By which protocol a phone announces itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnnouncedBy>))]
public enum AnnouncedBy
{
    /// <summary>The Cisco Discovery Protocol.</summary>
    [JsonStringEnumMemberName("cdp")] Cdp,

    /// <summary>The Link Layer Discovery Protocol, with or without what LLDP-MED adds.</summary>
    [JsonStringEnumMemberName("lldp")] Lldp,
}

/// <summary>
/// A phone announced itself on its cable, which it does before it speaks with anybody. It says so again every minute;
/// the event is told when it begins and when it says something else.
/// </summary>
public sealed record PhoneAnnounced : PhoneEvent
{
    /// <summary>By which protocol.</summary>
    public required AnnouncedBy Via { get; init; }

    /// <summary>Its name: <c>SEP000E84C060A6</c>; null when it says none.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Its product, in its own words: <c>Cisco IP Phone 7960</c>; null when it says none.</summary>
    public string? Platform { get; init; }

    /// <summary>Its software, in its own words: of a phone the load; null when it says none.</summary>
    public string? Load { get; init; }

    /// <summary>The port that it speaks from; null when it says none.</summary>
    public string? PortId { get; init; }

    /// <summary>Its serial number; null when it says none.</summary>
    public string? Serial { get; init; }

    /// <summary>The VLAN that it uses for voice, by its own word; null when it says none.</summary>
    public int? VoiceVlan { get; init; }

    /// <summary>True when it asks its switch which VLAN to use for voice.</summary>
    public bool AsksForVoiceVlan { get; init; }
}

/// <summary>How a phone says by ARP that it has an address.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressClaim>))]
public enum AddressClaim
{
    /// <summary>It asks whether anybody has it, because it wants to use it (RFC 5227 §2.1).</summary>
    [JsonStringEnumMemberName("probe")] Probe,

    /// <summary>It tells everybody that it has it.</summary>
    [JsonStringEnumMemberName("announcement")] Announcement,

    /// <summary>It gives it as its own, in a question or an answer.</summary>
    [JsonStringEnumMemberName("use")] Use,
}

/// <summary>A phone says by ARP that it has an address, or wants to use one. Told once for each address.</summary>
public sealed record AddressClaimed : PhoneEvent
{
    /// <summary>The address.</summary>
    public required IPAddress Claimed { get; init; }

    /// <summary>How it says so.</summary>
    public required AddressClaim How { get; init; }
}

/// <summary>What a phone wants of a server.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServerRole>))]
public enum ServerRole
{
    /// <summary>Files by TFTP.</summary>
    [JsonStringEnumMemberName("tftp")] Tftp,

    /// <summary>Files by HTTP on port 6970.</summary>
    [JsonStringEnumMemberName("http")] Http,

    /// <summary>A call manager, over SCCP.</summary>
    [JsonStringEnumMemberName("sccp")] Sccp,

    /// <summary>A registrar or proxy, over SIP.</summary>
    [JsonStringEnumMemberName("sip")] Sip,

    /// <summary>A call agent, over MGCP.</summary>
    [JsonStringEnumMemberName("mgcp")] Mgcp,

    /// <summary>Names.</summary>
    [JsonStringEnumMemberName("dns")] Dns,

    /// <summary>The time.</summary>
    [JsonStringEnumMemberName("ntp")] Ntp,

    /// <summary>A place for its log.</summary>
    [JsonStringEnumMemberName("syslog")] Syslog,
}

/// <summary>
/// A phone turned to a server, whoever that is. Told when it begins, and once more when the server was seen to answer.
/// </summary>
public sealed record ServerTried : PhoneEvent
{
    /// <summary>The server.</summary>
    public required IPAddress Server { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>What it wants there.</summary>
    public required ServerRole Role { get; init; }

    /// <summary>True once the server was seen to answer.</summary>
    public bool Answered { get; init; }

    /// <summary>
    /// The router that it sent it through: the address of whoever has the MAC address that its frames go to, where that
    /// is not the server itself; null when that was not seen.
    /// </summary>
    public IPAddress? Through { get; init; }
}
