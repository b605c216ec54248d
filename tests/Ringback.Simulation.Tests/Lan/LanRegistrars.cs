using System.Net;
using Ringback.Catalogue;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Simulation.Network;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Simulation.Tests.Lan;

/// <summary>What a phone said of itself when it registered.</summary>
/// <param name="Via">SCCP, SIP or MGCP.</param>
/// <param name="Load">The load in the message; null when it has none.</param>
/// <param name="DeviceType">Cisco's number for the model.</param>
/// <param name="User">The line of a SIP phone.</param>
internal sealed record Registration(string Via, string? Load, long? DeviceType, string? User);

/// <summary>A call manager, a SIP registrar and a call agent on a simulated network, that take everybody.</summary>
internal sealed class LanRegistrars
{
    internal const int SccpPort = 2000;
    internal const int SipPort = 5060;
    internal const int MgcpPort = 2427;

    private readonly SccpRegistrar _sccp = new();
    private readonly SimulatedLan _lan;
    private readonly TimeProvider _time;
    private readonly IPAddress _address;
    private int _lastConnection;

    internal LanRegistrars(SimulatedLan lan, IPAddress address, TimeProvider time)
    {
        _lan = lan;
        _time = time;
        _address = address;
        lan.Serve(new IPEndPoint(address, SccpPort), Sccp);
        lan.Listen(new IPEndPoint(address, SipPort), Sip);
        lan.Listen(new IPEndPoint(address, MgcpPort), Mgcp);
    }

    /// <summary>True for one that takes what comes and says nothing over SCCP any more.</summary>
    internal bool IsDeaf { get; set; }

    /// <summary>Told what a phone said.</summary>
    internal Action<Registration>? Registered { get; init; }

    /// <summary>Told what the product makes of it.</summary>
    internal Action<PhoneEvent>? Observed { get; init; }

    private DateTimeOffset Now => _time.GetUtcNow();

    private StreamAnswer Sccp(IPEndPoint phone)
    {
        int connection = ++_lastConnection;
        _sccp.Open(connection, phone, new IPEndPoint(_address, SccpPort), default);
        return bytes =>
        {
            List<byte> replies = [];
            foreach (SccpEffect effect in _sccp.Receive(connection, bytes, default))
            {
                if (effect is SccpSend send && send.Connection == connection) replies.AddRange(send.Bytes.Span);
                if (effect is not SccpProved { Evidence: var said, Load: var load }) continue;
                if (said is SccpRegistered { Register: var register })
                    Registered?.Invoke(new Registration("SCCP", load, register.DeviceType, null));
                Observe(RegistrationObservation.Of(said, load, phone.Address, PhoneCatalogue.BuiltIn, Now));
            }

            return IsDeaf ? [] : replies.ToArray();
        };
    }

    private void Sip(ReceivedDatagram datagram)
    {
        if (!SipMessage.TryRead(datagram.Content.ToArray(), out SipMessage? message, out _)) return;
        if (SipRegistration.From(message) is { } registration)
        {
            Registered?.Invoke(new Registration(
                "SIP", registration.Load, registration.DeviceTypeNumber, registration.User));
        }

        Observe(RegistrationObservation.Of(message, datagram.From.Address, Now));
        Send(SipPort, datagram.From, SipReplies.Answer(message, datagram.From) ?? []);
    }

    private void Mgcp(ReceivedDatagram datagram)
    {
        if (!MgcpCommand.TryRead(datagram.Content.Span, out MgcpCommand? command, out _)) return;
        Registered?.Invoke(new Registration("MGCP", null, null, null));
        Observe(RegistrationObservation.Of(command, datagram.From.Address, Now));
        Send(MgcpPort, datagram.From, MgcpReplies.Ok(command.TransactionId));
    }

    private void Observe(PhoneEvent? said)
    {
        if (said is not null) Observed?.Invoke(said);
    }

    private void Send(int port, IPEndPoint to, byte[] content) =>
        _lan.Send(new IPEndPoint(_address, port), to, content);
}
