using System.Net;
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
internal sealed record Registration(string Via, string? Load, long? DeviceType, string? User)
{
    /// <summary>Where it came from.</summary>
    internal IPEndPoint? From { get; init; }

    /// <summary>The name of the device as it says it.</summary>
    internal string? Name { get; init; }

    /// <summary>The MAC address in it; null when it has none.</summary>
    internal string? Mac { get; init; }

    /// <summary>The version of a SIP phone.</summary>
    internal string? UserAgent { get; init; }

    /// <summary>The model that a SIP phone says it is.</summary>
    internal string? Model { get; init; }

    public bool Equals(Registration? other) =>
        other is not null && (Via, Load, DeviceType, User) == (other.Via, other.Load, other.DeviceType, other.User);

    public override int GetHashCode() => HashCode.Combine(Via, Load, DeviceType, User);
}

/// <summary>A call manager, a SIP registrar and a call agent on a simulated network, that take everybody.</summary>
internal sealed class LanRegistrars
{
    internal const int SccpPort = 2000;
    internal const int SipPort = 5060;
    internal const int MgcpPort = 2427;

    private readonly SimulatedLan _lan;
    private readonly IPAddress _address;
    private readonly Action<Registration> _registered;

    internal LanRegistrars(SimulatedLan lan, IPAddress address, Action<Registration> registered)
    {
        _lan = lan;
        _address = address;
        _registered = registered;
        lan.Serve(new IPEndPoint(address, SccpPort), Sccp);
        lan.Listen(new IPEndPoint(address, SipPort), Sip);
        lan.Listen(new IPEndPoint(address, MgcpPort), Mgcp);
    }

    private StreamAnswer Sccp(IPEndPoint phone)
    {
        SccpRegistrar registrar = new();
        return bytes =>
        {
            SccpStep step = registrar.Receive(bytes, DateTimeOffset.UnixEpoch);
            if (step.Evidence.OfType<SccpRegistered>().FirstOrDefault() is { Register: var register })
            {
                _registered(new Registration("SCCP", registrar.Load, register.DeviceType, null)
                {
                    From = phone, Name = register.DeviceName, Mac = register.DeviceName[^12..],
                });
            }

            return step.Replies.ToArray();
        };
    }

    private void Sip(ReceivedDatagram datagram)
    {
        if (!SipMessage.TryRead(datagram.Content.ToArray(), out SipMessage? message, out _)) return;
        SipRegistration registration = SipRegistration.From(message)!;
        _registered(new Registration("SIP", registration.Load, registration.DeviceTypeNumber, registration.User)
        {
            From = datagram.From,
            Name = registration.AddressOfRecord,
            Mac = registration.Mac,
            UserAgent = registration.UserAgent,
            Model = registration.Model,
        });
        Send(SipPort, datagram.From, SipReplies.Answer(message, datagram.From) ?? []);
    }

    private void Mgcp(ReceivedDatagram datagram)
    {
        if (!MgcpCommand.TryRead(datagram.Content.Span, out MgcpCommand? command, out _)) return;
        _registered(new Registration("MGCP", null, null, null)
        {
            From = datagram.From, Name = command.Endpoint, Mac = command.Mac,
        });
        Send(MgcpPort, datagram.From, MgcpReplies.Ok(command.TransactionId));
    }

    private void Send(int port, IPEndPoint to, byte[] content) =>
        _lan.Send(new IPEndPoint(_address, port), to, content);
}
