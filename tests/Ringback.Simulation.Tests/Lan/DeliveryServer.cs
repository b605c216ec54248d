using System.Net;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Lan;

/// <summary>What a request gets: a content, an error, or nothing at all.</summary>
internal sealed record DeliveryAnswer(ReadOnlyMemory<byte>? Content, TftpErrorCode? Error = null, string? Name = null);

/// <summary>A delivery that is over.</summary>
/// <param name="Client">Whose it was.</param>
/// <param name="Request">What it had asked for.</param>
/// <param name="Report">How it ended.</param>
internal sealed record DeliveryEnd(IPEndPoint Client, TftpRequest Request, TftpReport Report);

/// <summary>
/// The product's delivery on a simulated network: a port for each transfer, a repeat of a fresh request is ignored, and
/// a transfer that stands still ends when its client asks anew, as in <c>TftpReception</c>.
/// </summary>
internal sealed class DeliveryServer
{
    private static readonly TimeSpan NewRequestAfter = TimeSpan.FromSeconds(2);

    private readonly SimulatedClock _clock;
    private readonly SimulatedLan _lan;
    private readonly Func<IPEndPoint, string, DeliveryAnswer?> _answer;
    private readonly byte[] _buffer = new byte[1024];
    private readonly List<Session> _sessions = [];
    private int _ports;

    internal DeliveryServer(
        SimulatedClock clock, SimulatedLan lan, IPEndPoint at, Func<IPEndPoint, string, DeliveryAnswer?> answer)
    {
        _clock = clock;
        _lan = lan;
        _answer = answer;
        At = at;
        lan.Listen(at, Ask);
    }

    internal IPEndPoint At { get; }

    internal TftpTiming Timing { get; init; } = new();

    /// <summary>Told of each block before it is sent.</summary>
    internal Action<string, int>? Sending { get; set; }

    internal Action<DeliveryEnd>? Ended { get; init; }

    /// <summary>A restart of the program: nobody knows of any transfer any more.</summary>
    internal void Forget()
    {
        foreach (Session session in _sessions) Close(session);
        _sessions.Clear();
    }

    private void Ask(ReceivedDatagram datagram)
    {
        if (!TftpPacket.TryRead(datagram.Content.Span, out TftpPacket packet, out _)
            || !packet.TryReadRequest(out TftpRequest request, out _)) return;
        foreach (Session running in _sessions.Where(s => s.Client.Address.Equals(datagram.From.Address)).ToArray())
        {
            bool isStill = _clock.Now - running.Delivery.ProgressAt >= NewRequestAfter;
            if (running.Client.Equals(datagram.From))
            {
                if (!isStill && running.Request.FileName == request.FileName) return;
                End(running, TftpOutcome.Replaced);
            }
            else if (isStill && IsGivenUp(running, request.FileName))
            {
                End(running, TftpOutcome.Replaced);
            }
        }

        if (_answer(datagram.From, request.FileName) is not { } answer) return;
        if (answer.Content is not { } content)
        {
            int length = TftpWriter.WriteError(_buffer, answer.Error ?? TftpErrorCode.FileNotFound, "not here");
            _lan.Send(At, datagram.From, _buffer.AsMemory(0, length));
            return;
        }

        Begin(datagram.From, request, answer.Name ?? request.FileName, content);
    }

    private static bool IsGivenUp(Session running, string name) => running.Request.FileName == name
        || name.StartsWith("OS79", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("CTL", StringComparison.OrdinalIgnoreCase);

    private void Begin(IPEndPoint client, TftpRequest request, string name, ReadOnlyMemory<byte> content)
    {
        Assert.True(TftpNegotiation.TryAgree(
            request.Options, content.Length, new TftpLimits(), out TftpTerms terms));
        IPEndPoint port = new(At.Address, 10_000 + (_ports++ % 50_000));
        Session session = new(client, port, request, name, content, _clock.Now)
        {
            Delivery = TftpDelivery.Begin(terms, content.Length, Timing, _clock.Now, out TftpEffect effect),
        };
        _sessions.Add(session);
        _lan.Listen(port, d => Take(session, d));
        Perform(session, effect);
    }

    private void Take(Session session, ReceivedDatagram datagram)
    {
        if (!datagram.From.Equals(session.Client)
            || !TftpPacket.TryRead(datagram.Content.Span, out TftpPacket packet, out _)) return;
        if (packet.Opcode == TftpOpcode.Error)
        {
            session.Delivery = session.Delivery.PeerFailed(out _);
            End(session, TftpOutcome.PeerError, packet.ErrorCode, packet.ErrorMessage);
        }
        else if (packet.Opcode == TftpOpcode.Acknowledgement)
        {
            session.Delivery = session.Delivery.Acknowledge(packet.Block, _clock.Now, out TftpEffect effect);
            Perform(session, effect);
        }
    }

    private void Perform(Session session, TftpEffect effect)
    {
        if (effect.Action == TftpAction.SendBlocks)
        {
            for (long block = effect.First; block < effect.First + effect.Count; block++) SendBlock(session, block);
        }

        if (session.Delivery.Ending != TftpEnding.None)
        {
            End(session, session.Delivery.Ending switch
            {
                TftpEnding.Delivered => TftpOutcome.Delivered,
                TftpEnding.Unconfirmed => TftpOutcome.Unconfirmed,
                TftpEnding.NeverAnswered => TftpOutcome.NeverAnswered,
                _ => TftpOutcome.Stalled,
            });
            return;
        }

        // Every step asks to be woken at its own deadline; only the latest one still means something.
        TimeSpan deadline = session.Delivery.Deadline;
        if (session.Woken == deadline) return;
        session.Woken = deadline;
        _clock.At(deadline, () => Wake(session, deadline));
    }

    private void Wake(Session session, TimeSpan deadline)
    {
        if (!_sessions.Contains(session) || session.Delivery.Deadline != deadline) return;
        session.Delivery = session.Delivery.Elapsed(_clock.Now, out TftpEffect effect);
        Perform(session, effect);
    }

    private void SendBlock(Session session, long block)
    {
        Sending?.Invoke(session.Name, (int)block);
        int size = session.Delivery.Terms.BlockSize;
        int offset = (int)Math.Min((block - 1) * size, session.Content.Length);
        int header = TftpWriter.WriteDataHeader(_buffer, session.Delivery.WireBlock(block));
        ReadOnlySpan<byte> piece = session.Content.Span.Slice(offset, Math.Min(size, session.Content.Length - offset));
        piece.CopyTo(_buffer.AsSpan(header));
        _lan.Send(session.Port, session.Client, _buffer.AsMemory(0, header + piece.Length));
    }

    private void End(
        Session session, TftpOutcome outcome, TftpErrorCode? code = null, string? message = null)
    {
        if (!_sessions.Remove(session)) return;
        Close(session);
        TftpDelivery delivery = session.Delivery;
        Ended?.Invoke(new DeliveryEnd(session.Client, session.Request, new TftpReport
        {
            Name = session.Name,
            Outcome = outcome,
            Terms = delivery.Terms,
            Bytes = delivery.AcknowledgedBytes,
            Length = delivery.Length,
            Blocks = delivery.BlockCount,
            Retransmissions = delivery.Retransmissions,
            Duration = _clock.Now - session.Began,
            RoundTrip = delivery.RoundTrip,
            Code = code,
            Message = message,
        }));
    }

    private void Close(Session session) => _lan.Close(session.Port);

    private sealed class Session(
        IPEndPoint client, IPEndPoint port, TftpRequest request, string name, ReadOnlyMemory<byte> content,
        TimeSpan began)
    {
        internal IPEndPoint Client { get; } = client;

        internal IPEndPoint Port { get; } = port;

        internal TftpRequest Request { get; } = request;

        internal string Name { get; } = name;

        internal ReadOnlyMemory<byte> Content { get; } = content;

        internal TimeSpan Began { get; } = began;

        internal TftpDelivery Delivery { get; set; }

        internal TimeSpan? Woken { get; set; }
    }
}
