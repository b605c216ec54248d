using System.Net;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Lan;

/// <summary>What a request gets: a content, an error, or nothing at all.</summary>
internal sealed record DeliveryAnswer(byte[]? Content, TftpErrorCode? Error = null, string? Name = null);

/// <summary>How a delivery ended.</summary>
/// <param name="Client">Whose it was.</param>
/// <param name="Asked">The name that it asked for.</param>
/// <param name="Name">The file that was given.</param>
/// <param name="Ending">How it ended; none for one that the client gave up for another.</param>
/// <param name="Delivery">The machine as it stood.</param>
/// <param name="Message">What the client said when it failed.</param>
internal sealed record DeliveryEnd(
    IPEndPoint Client, string Asked, string Name, TftpEnding Ending, TftpDelivery Delivery, string? Message);

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
                if (!isStill && running.Asked == request.FileName) return;
                End(running, TftpEnding.None, null);
            }
            else if (isStill && IsGivenUp(running, request.FileName))
            {
                End(running, TftpEnding.None, null);
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

    private static bool IsGivenUp(Session running, string name) => running.Asked == name
        || name.StartsWith("OS79", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("CTL", StringComparison.OrdinalIgnoreCase);

    private void Begin(IPEndPoint client, TftpRequest request, string name, byte[] content)
    {
        Assert.True(TftpNegotiation.TryAgree(
            request.Options, content.Length, new TftpLimits(), out TftpTerms terms));
        IPEndPoint port = new(At.Address, 10_000 + (_ports++ % 50_000));
        Session session = new(client, port, request.FileName, name, content)
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
        TftpEffect effect;
        if (packet.Opcode == TftpOpcode.Error)
        {
            session.Message = packet.ErrorMessage;
            session.Delivery = session.Delivery.PeerFailed(out effect);
        }
        else if (packet.Opcode == TftpOpcode.Acknowledgement)
        {
            session.Delivery = session.Delivery.Acknowledge(packet.Block, _clock.Now, out effect);
        }
        else
        {
            return;
        }

        Perform(session, effect);
    }

    private void Perform(Session session, TftpEffect effect)
    {
        if (effect.Action == TftpAction.SendBlocks)
        {
            for (long block = effect.First; block < effect.First + effect.Count; block++) SendBlock(session, block);
        }

        if (session.Delivery.Ending != TftpEnding.None)
        {
            End(session, session.Delivery.Ending, session.Message);
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
        ReadOnlySpan<byte> piece = session.Content.AsSpan(offset, Math.Min(size, session.Content.Length - offset));
        piece.CopyTo(_buffer.AsSpan(header));
        _lan.Send(session.Port, session.Client, _buffer.AsMemory(0, header + piece.Length));
    }

    private void End(Session session, TftpEnding ending, string? message)
    {
        if (!_sessions.Remove(session)) return;
        Close(session);
        Ended?.Invoke(new DeliveryEnd(session.Client, session.Asked, session.Name, ending, session.Delivery, message));
    }

    private void Close(Session session) => _lan.Close(session.Port);

    private sealed class Session(IPEndPoint client, IPEndPoint port, string asked, string name, byte[] content)
    {
        internal IPEndPoint Client { get; } = client;

        internal IPEndPoint Port { get; } = port;

        internal string Asked { get; } = asked;

        internal string Name { get; } = name;

        internal byte[] Content { get; } = content;

        internal TftpDelivery Delivery { get; set; }

        internal TimeSpan? Woken { get; set; }

        internal string? Message { get; set; }
    }
}
