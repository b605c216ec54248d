using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Mgcp;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>The MGCP call agent: takes every RestartInProgress, which is a phone's word that it is there.</summary>
internal static class MgcpCallAgent
{
    internal static DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        if (!MgcpCommand.TryRead(datagram, out MgcpCommand? command, out _)) return default;
        PhoneRegistered? e = RegistrationObservation.Of(command, arrival.From.Address, arrival.At);
        return new DatagramOutcome(MgcpReplies.Ok(command.TransactionId), arrival.From, e is null ? null : [e]);
    }
}
