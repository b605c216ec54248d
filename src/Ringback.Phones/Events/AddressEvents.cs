using System.Net;
using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>What a phone says in DHCP (RFC 2131 §3 and table 4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressAsk>))]
public enum AddressAsk
{
    /// <summary>DISCOVER: it has no address and looks for servers.</summary>
    [JsonStringEnumMemberName("discover")] Discover,

    /// <summary>REQUEST that takes one server's offer.</summary>
    [JsonStringEnumMemberName("select")] Select,

    /// <summary>REQUEST after a start: it wants the address that it had.</summary>
    [JsonStringEnumMemberName("reboot")] Reboot,

    /// <summary>REQUEST that prolongs its lease with the server that gave it.</summary>
    [JsonStringEnumMemberName("renew")] Renew,

    /// <summary>REQUEST that prolongs its lease with any server, because its own did not answer.</summary>
    [JsonStringEnumMemberName("rebind")] Rebind,

    /// <summary>DECLINE: somebody else uses the address that it was given.</summary>
    [JsonStringEnumMemberName("decline")] Decline,

    /// <summary>RELEASE: it gives its address back.</summary>
    [JsonStringEnumMemberName("release")] Release,

    /// <summary>INFORM: it has an address and asks for the rest.</summary>
    [JsonStringEnumMemberName("inform")] Inform,

    /// <summary>A REQUEST with fields that RFC 2131 table 4 does not allow together.</summary>
    [JsonStringEnumMemberName("contradictory")] Contradictory,
}

/// <summary>A phone asked for an address, or said something about the one that it has.</summary>
public sealed record AddressAsked : PhoneEvent
{
    /// <summary>What it said.</summary>
    public required AddressAsk Ask { get; init; }

    /// <summary>What it calls itself (option 60), without NULs; null when it does not say.</summary>
    public string? VendorClass { get; init; }

    /// <summary>Its name (option 12): <c>SEP</c> and the MAC; null when it does not say.</summary>
    public string? HostName { get; init; }

    /// <summary>
    /// True when that name ended in a NUL, as the universal loader of 7.5 writes it and that of 8.12 does not.
    /// </summary>
    public bool HostNameEndsInNul { get; init; }

    /// <summary>The options that it wants (option 55); empty when it does not say.</summary>
    public IReadOnlyList<int> Wants { get; init => field = value ?? []; } = [];

    /// <summary>The address that it wants (option 50), declines or gives back; null when it names none.</summary>
    public IPAddress? Wanted { get; init; }

    /// <summary>The server that it speaks to (option 54); null when it names none.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>True when it speaks to a server that is not this one.</summary>
    public bool IsForOther { get; init; }

    /// <summary>The relay that it came through; null when it is on our own network.</summary>
    public IPAddress? Relay { get; init; }

    /// <summary>
    /// What else the phone said, or was told, in DHCP since its last event, and is left out because it was too much.
    /// </summary>
    public long LeftOut { get; init; }
}

/// <summary>How a phone was answered in DHCP.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressAnswer>))]
public enum AddressAnswer
{
    /// <summary>OFFER.</summary>
    [JsonStringEnumMemberName("offered")] Offered,

    /// <summary>ACK with a lease.</summary>
    [JsonStringEnumMemberName("leased")] Leased,

    /// <summary>ACK of an INFORM, without a lease.</summary>
    [JsonStringEnumMemberName("informed")] Informed,

    /// <summary>NAK: it has to begin anew.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("silence")] Silence,
}

/// <summary>Where a DHCP answer sends a phone for its files, field by field as the phone reads them.</summary>
/// <param name="Option150">The addresses of option 150; empty without.</param>
/// <param name="Option66">The text of option 66; null without.</param>
/// <param name="NextServer">The field <c>siaddr</c>; null when it is zero.</param>
/// <param name="ServerName">The field <c>sname</c>; null when it is empty.</param>
public sealed record FileServers(
    IReadOnlyList<IPAddress> Option150, string? Option66, IPAddress? NextServer, string? ServerName);

/// <summary>A phone was answered in DHCP by this workbench.</summary>
public sealed record AddressAnswered : PhoneEvent
{
    /// <summary>How.</summary>
    public required AddressAnswer Answer { get; init; }

    /// <summary>The address that is offered or lent; null when none is.</summary>
    public IPAddress? Given { get; init; }

    /// <summary>How long it is lent; null when it is not.</summary>
    public long? LeaseSeconds { get; init; }

    /// <summary>Until when it is lent; null when it is not, when for ever, and in what version 0.1 wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LeaseEnds { get; init; }

    /// <summary>Our name in the answer (option 54); null when there was none.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>Where it sends the phone for its files; null when it does not say.</summary>
    public FileServers? Files { get; init; }

    /// <summary>
    /// Why, in words for a person; null where it was somebody else who answered, and only the answer was seen.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }

    /// <summary>
    /// What else the phone said, or was told, in DHCP since its last event, and is left out because it was too much.
    /// </summary>
    public long LeftOut { get; init; }
}

/// <summary>One thing that is wrong with a DHCP answer for a phone.</summary>
/// <param name="Code">
/// <c>option-150-missing</c> or <c>option-150-malformed</c>; null for what has no code of its own.
/// </param>
/// <param name="Message">A sentence with the values that were seen.</param>
public sealed record RogueDhcpFault(string? Code, string Message);

/// <summary>
/// Another DHCP server answers on the same network. With a MAC, it answered that phone; without, it answered a question
/// of our own.
/// </summary>
public sealed record RogueDhcpAnswered : PhoneEvent
{
    /// <summary>Its address (option 54, or where it came from).</summary>
    public required IPAddress Server { get; init; }

    /// <summary>What it is, as far as its answer tells; null when it does not.</summary>
    public string? Product { get; init; }

    /// <summary>What it said.</summary>
    public required AddressAnswer Answer { get; init; }

    /// <summary>The address that it offers; null when it offers none.</summary>
    public IPAddress? Given { get; init; }

    /// <summary>Where it sends phones for their files.</summary>
    public FileServers? Files { get; init; }

    /// <summary>What is wrong with that for a phone, the worst first; empty when nothing is.</summary>
    public IReadOnlyList<RogueDhcpFault> Faults { get; init => field = value ?? []; } = [];

    /// <summary>What a phone would do with it.</summary>
    public required string Consequence { get; init; }

    /// <summary>
    /// What else the phone said, or was told, in DHCP since its last event, and is left out because it was too much.
    /// </summary>
    public long LeftOut { get; init; }
}

/// <summary>A phone looks for another machine: it asks by ARP who has an address.</summary>
public sealed record NeighbourSought : PhoneEvent
{
    /// <summary>The address that it looks for.</summary>
    public required IPAddress Sought { get; init; }

    /// <summary>True when the phone's own address is in no network of ours: it did not get it here.</summary>
    public bool IsForeign { get; init; }

    /// <summary>
    /// What else the phone said, or was told, in DHCP since its last event, and is left out because it was too much.
    /// </summary>
    public long LeftOut { get; init; }
}

/// <summary>A phone has a lease from this workbench, and has asked for nothing since.</summary>
public sealed record SilenceNoticed : PhoneEvent
{
    /// <summary>When it got its lease.</summary>
    public required DateTimeOffset LeasedAt { get; init; }

    /// <summary>For how long it has been silent.</summary>
    public required double Seconds { get; init; }
}
