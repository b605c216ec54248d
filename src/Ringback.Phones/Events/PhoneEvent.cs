using System.Net;
using System.Text.Json.Serialization;
using Ringback.Catalogue;

namespace Ringback.Phones.Events;

/// <summary>
/// Something that happened to a phone. Immutable and kept for ever: a phone's case is a pure fold of its events, so
/// an event must carry everything that the fold needs, including the words that were true when it happened.
/// </summary>
/// <remarks>
/// The JSON names and the <c>kind</c> values are a contract: journals on disk and scripts that read
/// <c>serve --events json</c> depend on them.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BenchOpened), "bench-opened")]
[JsonDerivedType(typeof(OrderGiven), "order-given")]
[JsonDerivedType(typeof(ApprovalGiven), "approval-given")]
[JsonDerivedType(typeof(FileChosen), "file-chosen")]
[JsonDerivedType(typeof(EventsLeftOut), "events-left-out")]
[JsonDerivedType(typeof(EventsRemoved), "events-removed")]
[JsonDerivedType(typeof(KeepingStopped), "keeping-stopped")]
[JsonDerivedType(typeof(KeepingResumed), "keeping-resumed")]
[JsonDerivedType(typeof(AddressAsked), "address-asked")]
[JsonDerivedType(typeof(AddressAnswered), "address-answered")]
[JsonDerivedType(typeof(RogueDhcpAnswered), "rival-answered")]
[JsonDerivedType(typeof(NeighbourSought), "neighbour-sought")]
[JsonDerivedType(typeof(PhoneAnnounced), "phone-announced")]
[JsonDerivedType(typeof(AddressClaimed), "address-claimed")]
[JsonDerivedType(typeof(ServerTried), "server-tried")]
[JsonDerivedType(typeof(SilenceNoticed), "silence-noticed")]
[JsonDerivedType(typeof(AddressTaken), "address-taken")]
[JsonDerivedType(typeof(AddressNotTaken), "address-not-taken")]
[JsonDerivedType(typeof(AddressGivenBack), "address-given-back")]
[JsonDerivedType(typeof(AbuseNoticed), "abuse-noticed")]
[JsonDerivedType(typeof(FileAsked), "file-asked")]
[JsonDerivedType(typeof(NameForgiven), "name-forgiven")]
[JsonDerivedType(typeof(LoadValueReplaced), "load-value-replaced")]
[JsonDerivedType(typeof(TransferProgressed), "transfer-progressed")]
[JsonDerivedType(typeof(TransferEnded), "transfer-ended")]
[JsonDerivedType(typeof(FileReceived), "file-received")]
[JsonDerivedType(typeof(PhoneSaid), "phone-said")]
[JsonDerivedType(typeof(NameAsked), "name-asked")]
[JsonDerivedType(typeof(AlarmReceived), "alarm-received")]
[JsonDerivedType(typeof(PhoneRegistered), "phone-registered")]
[JsonDerivedType(typeof(RegistrationRefused), "registration-refused")]
[JsonDerivedType(typeof(PhoneCalled), "phone-called")]
[JsonDerivedType(typeof(BenchTested), "bench-tested")]
[JsonDerivedType(typeof(PhoneTold), "phone-told")]
[JsonDerivedType(typeof(EndpointSpoke), "endpoint-spoke")]
[JsonDerivedType(typeof(PageRead), "page-read")]
[JsonDerivedType(typeof(ConversionStarted), "conversion-started")]
[JsonDerivedType(typeof(ConversionRefused), "conversion-refused")]
[JsonDerivedType(typeof(StepProved), "step-proved")]
[JsonDerivedType(typeof(ConversionProved), "conversion-proved")]
public abstract record PhoneEvent
{
    /// <summary>When it happened.</summary>
    [JsonPropertyOrder(-3)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The address the phone used; null when the event is about the bench itself.</summary>
    [JsonPropertyOrder(-2)]
    public IPAddress? Address { get; init; }

    /// <summary>
    /// The phone's MAC address when this very event, or the kernel's table of neighbours, names it; never a guess.
    /// </summary>
    [JsonPropertyOrder(-1)]
    public MacAddress? Mac { get; init; }

    /// <summary>
    /// Where it comes from; null when that is not known, as of what version 0.1 wrote. An address is a key only
    /// together with the bench that is named here: two benches may both have a 192.168.1.10.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Origin? Origin { get; init; }

    /// <summary>
    /// The VLAN of the tag that the phone's frame had; null without one, and where frames are not looked at.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Vlan { get; init; }
}

/// <summary>The workbench began to listen.</summary>
public sealed record BenchOpened : PhoneEvent
{
    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Where it listens.</summary>
    public required IReadOnlyList<Listening> Listening { get; init; }

    /// <summary>The goal for every phone, as given with <c>--to</c>; null when there is none.</summary>
    public string? Goal { get; init; }

    /// <summary>
    /// The version of the fold: what the program made of the events from here on. Null in what version 0.1 wrote.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Fold { get; init; }

    /// <summary>
    /// Which catalogue it used, with the assumptions that held. Null in what version 0.1 wrote.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Catalogue { get; init; }
}

/// <summary>One open door of the workbench.</summary>
/// <param name="Service">tftp, http, sccp, sip, mgcp, echo, ntp, syslog, dns or dhcp.</param>
/// <param name="Address">The local address.</param>
/// <param name="Port">The local port.</param>
public sealed record Listening(string Service, IPAddress Address, int Port);
