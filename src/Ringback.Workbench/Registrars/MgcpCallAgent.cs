using Ringback.Catalogue;
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
        PhoneRegistered? e = command.Verb.Equals("RSIP", StringComparison.OrdinalIgnoreCase)
            ? new PhoneRegistered
            {
                At = arrival.At,
                Address = arrival.From.Address,
                Mac = MacAddress.TryParse(command.Mac, null, out MacAddress mac) ? mac : null,
                Via = ProofKind.MgcpRestart,
                DeviceName = command.Endpoint,
            }
            : null;
        return new DatagramOutcome(MgcpReplies.Ok(command.TransactionId), arrival.From, e is null ? null : [e]);
    }
}
