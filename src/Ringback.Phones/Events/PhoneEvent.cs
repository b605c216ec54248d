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
[EventKind(typeof(BenchOpened), "bench-opened")]
[EventKind(typeof(OrderGiven), "order-given")]
[EventKind(typeof(ApprovalGiven), "approval-given")]
[EventKind(typeof(FileChosen), "file-chosen")]
[EventKind(typeof(EventsLeftOut), "events-left-out")]
[EventKind(typeof(EventsRemoved), "events-removed")]
[EventKind(typeof(KeepingStopped), "keeping-stopped")]
[EventKind(typeof(KeepingResumed), "keeping-resumed")]
[EventKind(typeof(AddressAsked), "address-asked")]
[EventKind(typeof(AddressAnswered), "address-answered")]
[EventKind(typeof(RogueDhcpAnswered), "rival-answered")]
[EventKind(typeof(NeighbourSought), "neighbour-sought")]
[EventKind(typeof(PhoneAnnounced), "phone-announced")]
[EventKind(typeof(AddressClaimed), "address-claimed")]
[EventKind(typeof(ServerTried), "server-tried")]
[EventKind(typeof(SilenceNoticed), "silence-noticed")]
[EventKind(typeof(AddressTaken), "address-taken")]
[EventKind(typeof(AddressNotTaken), "address-not-taken")]
[EventKind(typeof(AddressGivenBack), "address-given-back")]
[EventKind(typeof(AbuseNoticed), "abuse-noticed")]
[EventKind(typeof(FileAsked), "file-asked")]
[EventKind(typeof(NameForgiven), "name-forgiven")]
[EventKind(typeof(LoadValueReplaced), "load-value-replaced")]
[EventKind(typeof(TransferProgressed), "transfer-progressed")]
[EventKind(typeof(TransferEnded), "transfer-ended")]
[EventKind(typeof(FileReceived), "file-received")]
[EventKind(typeof(PhoneSaid), "phone-said")]
[EventKind(typeof(NameAsked), "name-asked")]
[EventKind(typeof(AlarmReceived), "alarm-received")]
[EventKind(typeof(PhoneRegistered), "phone-registered")]
[EventKind(typeof(RegistrationRefused), "registration-refused")]
[EventKind(typeof(PhoneCalled), "phone-called")]
[EventKind(typeof(BenchTested), "bench-tested")]
[EventKind(typeof(PhoneTold), "phone-told")]
[EventKind(typeof(EndpointSpoke), "endpoint-spoke")]
[EventKind(typeof(PageRead), "page-read")]
[EventKind(typeof(ConversionStarted), "conversion-started")]
[EventKind(typeof(ConversionRefused), "conversion-refused")]
[EventKind(typeof(StepProved), "step-proved")]
[EventKind(typeof(ConversionProved), "conversion-proved")]
public abstract record PhoneEvent
{
    /// <summary>What its kind is called.</summary>
    [JsonPropertyOrder(-4)]
    public string Kind => EventKinds.Of(this);

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
