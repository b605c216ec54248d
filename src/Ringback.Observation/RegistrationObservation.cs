using System.Globalization;
using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Calls;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Observation;

/// <summary>From what phones say to registrars to events, over SCCP, SIP and MGCP.</summary>
public static class RegistrationObservation
{
    /// <summary>What a phone said over SCCP.</summary>
    /// <param name="evidence">What it said.</param>
    /// <param name="load">The load that its connection has named so far; null when none.</param>
    /// <param name="from">Its address.</param>
    /// <param name="catalogue">What is known of phones: it knows models by their device type.</param>
    /// <param name="at">When.</param>
    public static PhoneEvent? Of(
        SccpEvidence evidence, string? load, IPAddress from, PhoneCatalogue catalogue, DateTimeOffset at) =>
        evidence switch
        {
            SccpAlarmed { Alarm: var alarm } => new AlarmReceived
            {
                At = at, Address = from, Mac = MacIn(alarm.Name), Text = alarm.Text, Load = alarm.Load,
            },
            SccpRegistered { Register: var register } => new PhoneRegistered
            {
                At = at,
                Address = from,
                Mac = MacIn(register.DeviceName),
                Via = ProofKind.SccpRegister,
                DeviceName = register.DeviceName,
                Load = load ?? register.LoadInformation,
                // The device type tells 7940 from 7960; the G on the housing it does not tell.
                Model = register.DeviceType is { } type ? catalogue.FindByDeviceType(type)?.Model : null,
            },
            SccpCalled { Call: var call } => Of(call, DigitsIn(call.From ?? call.To), from, at),
            _ => null,
        };

    /// <summary>A call of a phone's.</summary>
    /// <param name="call">Who with whom, and how far it has come.</param>
    /// <param name="mac">The phone that it is told of, twelve digits; null or something else when not known.</param>
    /// <param name="from">Its address.</param>
    /// <param name="at">When.</param>
    public static PhoneCalled Of(CallTold call, string? mac, IPAddress from, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new PhoneCalled
        {
            At = at,
            Address = from,
            Mac = Mac(mac),
            From = call.From,
            To = call.To,
            Number = call.Number,
            Stage = call.Stage switch
            {
                CallStage.Ringing => PhoneCallStage.Ringing,
                CallStage.Answered => PhoneCallStage.Answered,
                _ => PhoneCallStage.Ended,
            },
            Seconds = call.Stage is CallStage.Ended ? call.Talked.TotalSeconds : null,
        };
    }

    /// <summary>A phone's REGISTER; null for any other request, and for one that takes leave.</summary>
    /// <param name="message">The request.</param>
    /// <param name="from">Its address.</param>
    /// <param name="at">When.</param>
    public static PhoneRegistered? Of(SipMessage message, IPAddress from, DateTimeOffset at) =>
        SipRegistration.From(message) is { } registration ? Of(registration, from, at) : null;

    /// <summary>What a phone says in a REGISTER; null when it takes leave.</summary>
    /// <param name="registration">What it says.</param>
    /// <param name="from">Its address.</param>
    /// <param name="at">When.</param>
    public static PhoneRegistered? Of(SipRegistration registration, IPAddress from, DateTimeOffset at) =>
        registration.IsDeregistration ? null : new PhoneRegistered
        {
            At = at,
            Address = from,
            Mac = Mac(registration.Mac),
            Via = ProofKind.SipRegister,
            DeviceName = registration.AddressOfRecord,
            Model = registration.Model,
            Load = registration.Load,
            Version = VersionIn(registration.UserAgent),
        };

    /// <summary>A phone's RestartInProgress or Notify; null for any other command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="from">Its address.</param>
    /// <param name="at">When.</param>
    public static PhoneEvent? Of(MgcpCommand command, IPAddress from, DateTimeOffset at) => command.Verb switch
    {
        "RSIP" => new PhoneRegistered
        {
            At = at, Address = from, Mac = Mac(command.Mac), Via = ProofKind.MgcpRestart,
            DeviceName = command.Endpoint,
        },
        "NTFY" => new EndpointSpoke
        {
            At = at, Address = from, Mac = Mac(command.Mac), Endpoint = command.Endpoint,
            Sign = EndpointSign.Notified, Observed = command.Parameter("O"),
        },
        _ => null,
    };

    /// <summary>What an MGCP endpoint answered when it was asked whether it lives.</summary>
    /// <param name="answered">Its answer.</param>
    /// <param name="at">When.</param>
    public static EndpointSpoke Of(MgcpAnswered answered, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answered);
        return new EndpointSpoke
        {
            At = at, Address = answered.Way.Remote.Address, Mac = Mac(answered.Mac), Endpoint = answered.Endpoint,
            Sign = answered.Verb == "RQNT" ? EndpointSign.Watched : EndpointSign.Audited, Code = answered.Code,
        };
    }

    /// <summary>
    /// A registrar's answer that refuses a REGISTER; null for any other answer, and for a challenge: 401 and 407 ask
    /// for a password, and the phone tries again with it.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="phone">Whom it is for.</param>
    /// <param name="server">Who refuses.</param>
    /// <param name="at">When.</param>
    public static RegistrationRefused? Refused(
        SipMessage answer, IPAddress phone, IPAddress server, DateTimeOffset at)
    {
        const int firstRefusal = 400, unauthorized = 401, proxyUnauthorized = 407;
        bool isRefusal = answer is { StatusCode: >= firstRefusal and not (unauthorized or proxyUnauthorized) }
            && answer.First("CSeq")?.TrimEnd().EndsWith("REGISTER", StringComparison.Ordinal) is true;
        return !isRefusal ? null : new RegistrationRefused
        {
            At = at, Address = phone, Via = ProofKind.SipRegister, Server = server,
            Because = string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode} {answer.ReasonPhrase}"),
        };
    }

    /// <summary>A call manager's RegisterReject.</summary>
    /// <param name="text">Its words, which the phone shows.</param>
    /// <param name="phone">Whom it is for.</param>
    /// <param name="server">Who refuses.</param>
    /// <param name="at">When.</param>
    public static RegistrationRefused Refused(string text, IPAddress phone, IPAddress server, DateTimeOffset at) =>
        new()
        {
            At = at, Address = phone, Via = ProofKind.SccpRegister, Server = server,
            Because = text.Length == 0 ? null : text,
        };

    private static MacAddress? MacIn(string? deviceName) => Mac(DigitsIn(deviceName));

    private static string? DigitsIn(string? deviceName) => deviceName?.Length == 15 ? deviceName[3..] : null;

    private static MacAddress? Mac(string? text) => MacAddress.TryParse(text, null, out MacAddress mac) ? mac : null;

    /// <summary><c>8.0</c> in <c>Cisco-CP7960G/8.0</c>.</summary>
    private static string? VersionIn(string? userAgent)
    {
        int slash = userAgent?.LastIndexOf('/') ?? -1;
        return slash < 0 ? null : userAgent![(slash + 1)..].Trim();
    }
}
