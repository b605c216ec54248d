using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Tftp;

namespace Ringback.Observation.Captures;

/// <summary>
/// TFTP between others: a question, what came of it, and how the transfer ended. A server answers from a port of its
/// own, so that a transfer is known by the port of who asked.
/// </summary>
internal sealed class TftpFollower(Stations stations, ServerFollower servers, FrameCounts counts)
{
    internal const ushort WellKnownPort = 69;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    // A question waits for its answer so long before it is told without one. Phones repeat after a second at the
    // earliest (sources.md 7940-7960-code §6), and then it is told at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Port, TftpTransfer> _transfers = [];
    private DateTimeOffset _swept;

    /// <summary>Transfers that are under way.</summary>
    internal int Count => _transfers.Count;

    /// <summary>Somebody speaks to port 69.</summary>
    internal bool Ask(ReadOnlySpan<byte> payload, Port client, Port server, in FrameMoment moment)
    {
        if (!TftpPacket.TryRead(payload, out TftpPacket packet, out _)) return false;
        // Some servers answer from port 69, and then everything goes there.
        if (packet.Opcode is not (TftpOpcode.ReadRequest or TftpOpcode.WriteRequest))
            return Continue(payload, payload.Length, client, server, moment);
        if (!packet.TryReadRequest(out TftpRequest? request, out _)) return false;
        if (request.IsWrite) return true;
        RequestedFile file = RequestedFile.Recognise(request.FileName);
        Station station = stations.Of(client.Address);
        EndOthersOf(client, request.FileName, moment);
        TftpTransfer transfer = new()
        {
            Station = station, Phone = client, Server = server, Request = request, Began = moment, Last = moment.At,
            CanNameLoad = file.CanNameLoad,
            // Who asks for what no phone asks for, and has shown nothing else, is no phone; its name may still come.
            IsPhones = file.Kind is not RequestedKind.Other,
        };
        if (transfer.IsPhones) stations.Prove(station);
        servers.Tried(station, client.Address, server, ServerRole.Tftp, moment);
        if (_transfers.Count < stations.Limits.Transfers)
        {
            _transfers.Add(client, transfer);
        }
        else
        {
            counts.LeftOut++;
            Tell(transfer, AskOutcome.Unknown);
        }

        return true;
    }

    /// <summary>A datagram between two ports that are nobody's own; false when it is of no transfer.</summary>
    /// <param name="payload">What it carries, as far as it was captured.</param>
    /// <param name="length">Its bytes, captured or not.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="to">Whom it is for.</param>
    /// <param name="moment">The frame.</param>
    internal bool Continue(ReadOnlySpan<byte> payload, int length, Port from, Port to, in FrameMoment moment)
    {
        if (_transfers.TryGetValue(to, out TftpTransfer? toPhone) && toPhone.Server.Address == from.Address)
            return TryRead(payload, out TftpPacket packet) && FromServer(toPhone, packet, length, moment);
        return _transfers.TryGetValue(from, out TftpTransfer? toServer) && toServer.Server.Address == to.Address
            && TryRead(payload, out TftpPacket answer) && FromPhone(toServer, answer, moment);
    }

    /// <summary>Ends what was silent for too long.</summary>
    internal void Sweep(DateTimeOffset at)
    {
        // A capture whose clock was set back begins anew.
        if (at - _swept < SweepEvery && at >= _swept) return;
        _swept = at;
        foreach (TftpTransfer transfer in _transfers.Values)
        {
            if (!transfer.IsTold && at - transfer.Began.At >= Patience) Tell(transfer, OutcomeSoFar(transfer));
            if (at - transfer.Last >= stations.Limits.Silence) Silent(transfer);
        }
    }

    /// <summary>Nothing more comes.</summary>
    internal void Finish()
    {
        foreach (TftpTransfer transfer in _transfers.Values) Silent(transfer);
    }

    private bool FromServer(TftpTransfer transfer, TftpPacket packet, int length, in FrameMoment moment)
    {
        const int head = 4;
        transfer.Last = moment.At;
        if (!transfer.IsAnswered)
            servers.Answered(transfer.Station, transfer.Phone.Address, transfer.Server, ServerRole.Tftp, moment);
        transfer.IsAnswered = true;
        switch (packet.Opcode)
        {
            case TftpOpcode.OptionAcknowledgement
                when packet.TryReadOptions(out IReadOnlyList<TftpOption> options, out _):
                transfer.Agree(options);
                return true;
            case TftpOpcode.Data:
                transfer.Block(packet.Block, Math.Max(length - head, 0), packet.Payload);
                // What a file of its configuration says is known when all of it was sent.
                if (!transfer.CanNameLoad || transfer.IsAllSent) Tell(transfer, AskOutcome.Served);
                return true;
            case TftpOpcode.Error when transfer.Sent == 0:
                Tell(transfer, OutcomeOf(packet));
                _transfers.Remove(transfer.Phone);
                return true;
            case TftpOpcode.Error:
                End(transfer, moment, TftpOutcome.Stopped);
                return true;
            default:
                return false;
        }
    }

    private bool FromPhone(TftpTransfer transfer, TftpPacket packet, in FrameMoment moment)
    {
        transfer.Last = moment.At;
        switch (packet.Opcode)
        {
            case TftpOpcode.Acknowledgement:
                transfer.Acknowledge(packet.Block);
                if (transfer.IsDelivered) End(transfer, moment, TftpOutcome.Delivered);
                return true;
            case TftpOpcode.Error:
                End(transfer, moment, TftpOutcome.PeerError, packet.ErrorCode, packet.ErrorMessage);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// A phone asks from the same port, or for the same name from another one: it has dropped what it had.
    /// </summary>
    private void EndOthersOf(Port client, string name, in FrameMoment moment)
    {
        foreach (TftpTransfer other in _transfers.Values)
        {
            if (other.Phone.Address != client.Address) continue;
            if (other.Phone != client && other.Request.FileName != name) continue;
            if (other.Sent > 0) End(other, moment, TftpOutcome.Replaced);
            else Forget(other);
        }
    }

    private void Forget(TftpTransfer transfer)
    {
        Tell(transfer, OutcomeSoFar(transfer));
        _transfers.Remove(transfer.Phone);
    }

    private void Silent(TftpTransfer transfer)
    {
        FrameMoment last = transfer.Began with { At = transfer.Last };
        if (transfer.Sent == 0)
        {
            // What was never answered has no end; that the question stands alone says so.
            if (transfer.IsAnswered) End(transfer, last, TftpOutcome.NeverAnswered);
            else Forget(transfer);
            return;
        }

        End(transfer, last, transfer.LacksLast && transfer.Acknowledged > 0 ? TftpOutcome.Unconfirmed
            : transfer.Acknowledged == 0 ? TftpOutcome.NeverAnswered
            : TftpOutcome.Stalled);
    }

    private void End(TftpTransfer transfer, in FrameMoment moment, TftpOutcome outcome,
        TftpErrorCode? code = null, string? message = null)
    {
        Tell(transfer, OutcomeSoFar(transfer));
        _transfers.Remove(transfer.Phone);
        TftpReport report = new()
        {
            Name = transfer.Request.FileName,
            Outcome = outcome,
            Terms = new TftpTerms(transfer.BlockSize, transfer.WindowSize, null, transfer.Agreed),
            Bytes = transfer.Bytes,
            Length = transfer.Length ?? 0,
            Blocks = transfer.IsAllSent ? transfer.Sent : 0,
            Retransmissions = transfer.Resent,
            Duration = transfer.Last - transfer.Began.At,
            Code = code,
            Message = message,
        };
        TransferEnded ended = TftpObservation.Ended(transfer.Phone.ToEndPoint(), transfer.Request, report, moment.At);
        stations.Tell(transfer.Station, ended, moment);
    }

    /// <summary>Tells the question with what came of it, once.</summary>
    private void Tell(TftpTransfer transfer, AskOutcome outcome)
    {
        if (transfer.IsTold) return;
        transfer.IsTold = true;
        ReadOnlyMemory<byte>? content = transfer.CanNameLoad ? transfer.Content : null;
        FileAsked asked = TftpObservation.Seen(transfer.Phone.ToEndPoint(), transfer.Request, outcome,
            transfer.Length, content, transfer.Began.At);
        stations.Tell(transfer.Station, asked, transfer.Began, transfer.IsPhones);
    }

    private static AskOutcome OutcomeSoFar(TftpTransfer transfer) =>
        transfer.IsAnswered ? AskOutcome.Served : AskOutcome.Unknown;

    private static bool TryRead(ReadOnlySpan<byte> payload, out TftpPacket packet) =>
        TftpPacket.TryRead(payload, out packet, out _);

    /// <summary>Some servers say with error 0 and in words that there is no such file.</summary>
    private static AskOutcome OutcomeOf(TftpPacket error) => error.ErrorCode switch
    {
        TftpErrorCode.FileNotFound => AskOutcome.NotHere,
        TftpErrorCode.NotDefined when error.ErrorMessage.Contains("not found", StringComparison.OrdinalIgnoreCase)
            || error.ErrorMessage.Contains("no such", StringComparison.OrdinalIgnoreCase) => AskOutcome.NotHere,
        _ => AskOutcome.Refused,
    };
}
