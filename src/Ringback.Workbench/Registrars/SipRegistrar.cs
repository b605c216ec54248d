using System.Net;
using Ringback.Observation;
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
        PhoneRegistered? e = RegistrationObservation.Of(message, arrival.From.Address, arrival.At);
        return new DatagramOutcome(reply, to, e is null ? null : [e]);
    }
}
