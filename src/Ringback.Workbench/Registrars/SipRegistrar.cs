using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Sip;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// The SIP registrar: every REGISTER is accepted, because all that is wanted of it is the proof of life.
/// </summary>
internal static class SipRegistrar
{
    internal static DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        if (!SipMessage.TryRead(datagram, out SipMessage? message, out _) || !message.IsRequest) return default;
        byte[]? reply = SipReplies.Answer(message, arrival.From, arrival.At);
        IPEndPoint to = SipReplies.Destination(message, arrival.From);
        PhoneRegistered? e = EventOf(message, arrival.From, arrival.At);
        return new DatagramOutcome(reply, to, e is null ? null : [e]);
    }

    /// <summary><c>8.0</c> in <c>Cisco-CP7960G/8.0</c>.</summary>
    private static string? VersionIn(string? userAgent)
    {
        int slash = userAgent?.LastIndexOf('/') ?? -1;
        return slash < 0 ? null : userAgent![(slash + 1)..].Trim();
    }

    private static PhoneRegistered? EventOf(SipMessage message, IPEndPoint from, DateTimeOffset now)
    {
        if (SipRegistration.From(message) is not { IsDeregistration: false } registration) return null;
        return new PhoneRegistered
        {
            At = now,
            Address = from.Address,
            Mac = MacAddress.TryParse(registration.Mac, null, out MacAddress mac) ? mac : null,
            Via = ProofKind.SipRegister,
            DeviceName = registration.AddressOfRecord,
            Model = registration.Model,
            Load = registration.Load,
            Version = VersionIn(registration.UserAgent),
        };
    }
}
