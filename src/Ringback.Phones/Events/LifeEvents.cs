using System.Net;
using System.Text.Json.Serialization;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Events;

/// <summary>The message by which a phone proved to be alive.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofKind>))]
public enum ProofKind
{
    /// <summary>SCCP Register on TCP 2000.</summary>
    [JsonStringEnumMemberName("sccp-register")] SccpRegister,

    /// <summary>SIP REGISTER on port 5060.</summary>
    [JsonStringEnumMemberName("sip-register")] SipRegister,

    /// <summary>MGCP RestartInProgress on UDP 2427.</summary>
    [JsonStringEnumMemberName("mgcp-rsip")] MgcpRestart,
}

/// <summary>A phone sent an SCCP Alarm, which carries the load it runs.</summary>
public sealed record AlarmReceived : PhoneEvent
{
    /// <summary>The text of the alarm.</summary>
    public required string Text { get; init; }

    /// <summary>The load after <c>Load=</c>; null when the text has none.</summary>
    public string? Load { get; init; }
}

/// <summary>A phone announced itself to our registrar.</summary>
public sealed record PhoneRegistered : PhoneEvent
{
    /// <summary>By which message.</summary>
    public required ProofKind Via { get; init; }

    /// <summary>The name it gave: <c>SEP000E84C060A6</c>, a SIP address of record, an MGCP endpoint.</summary>
    public required string DeviceName { get; init; }

    /// <summary>The running load when the registration or its alarm states it; null when it does not.</summary>
    public string? Load { get; init; }

    /// <summary>The model as the phone states it (<c>7940G</c>); null when it does not.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The version that a SIP phone states in its User-Agent: <c>7.5</c>, or <c>8.0</c> from every 8.x load; null when
    /// it states none.
    /// </summary>
    public string? Version { get; init; }
}

/// <summary>
/// Somebody refused to register a phone: a call manager's RegisterReject, a final answer of a SIP registrar that is
/// none
/// of success (a challenge is none), the line of its log.
/// </summary>
public sealed record RegistrationRefused : PhoneEvent
{
    /// <summary>Which message was refused.</summary>
    public required ProofKind Via { get; init; }

    /// <summary>The name that the phone gave; null when not known.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Who refused; null when not known.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>Why, in the server's words: <c>403 Forbidden</c>; null when it gave none.</summary>
    public string? Because { get; init; }
}

/// <summary>A phone's conversion began: from now on its answers follow a plan.</summary>
public sealed record ConversionStarted : PhoneEvent
{
    /// <summary>The goal as the user put it: <c>sccp</c>, <c>sip</c>, <c>mgcp</c> or a load.</summary>
    public required string Goal { get; init; }

    /// <summary>The load that it leads to.</summary>
    public required string Target { get; init; }

    /// <summary>How the phone took firmware as it began.</summary>
    [JsonPropertyName("bootCode")]
    public required BootCode From { get; init; }

    /// <summary>The steps in words.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Why the steps are others than before; null when it only begins.</summary>
    public string? Because { get; init; }

    /// <summary>What the user should know before; empty when nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];

    /// <summary>True for a simulated phone: what it shows is no proof of a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSimulated { get; init; }
}

/// <summary>A phone's conversion was not begun, and nothing was changed.</summary>
public sealed record ConversionRefused : PhoneEvent
{
    /// <summary>The goal as the user put it.</summary>
    public required string Goal { get; init; }

    /// <summary>Why not.</summary>
    public required string Reason { get; init; }

    /// <summary>Files that would make it possible; empty when files are not the matter.</summary>
    public IReadOnlyList<string> Missing { get; init => field = value ?? []; } = [];
}

/// <summary>Evidence came in that one step of a plan is done.</summary>
public sealed record StepProved : PhoneEvent
{
    /// <summary>The step, from 0.</summary>
    public required int Step { get; init; }

    /// <summary>The evidence in words.</summary>
    public required string By { get; init; }
}

/// <summary>
/// The phone came up on the wanted load. From now on its files name the load that it runs, so that no later restart
/// flashes anything.
/// </summary>
public sealed record ConversionProved : PhoneEvent
{
    /// <summary>The load that was wanted.</summary>
    public required string Target { get; init; }

    /// <summary>The message that proves it.</summary>
    public required ProofKind Via { get; init; }

    /// <summary>The protocol that the phone now speaks.</summary>
    public required PhoneProtocol Protocol { get; init; }

    /// <summary>The load as the phone itself states it; null when its protocol does not say (SIP).</summary>
    public string? Load { get; init; }
}
