using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>One delivery with its ports, and how often each of its blocks was sent and why.</summary>
internal sealed class SimulatedSession(int port, int clientPort, TftpDelivery delivery)
{
    internal int Port { get; } = port;

    internal int ClientPort { get; } = clientPort;

    internal TftpDelivery Delivery { get; set; } = delivery;

    /// <summary>True when its client asked anew, as one does that heard nothing: it is over without an end.</summary>
    internal bool IsReplaced { get; set; }

    internal bool IsRunning => Delivery.Ending == TftpEnding.None && !IsReplaced;

    /// <summary>Sends of each block, all together.</summary>
    internal Dictionary<long, int> Sends { get; } = [];

    /// <summary>Those of them that silence caused.</summary>
    internal Dictionary<long, int> SendsAfterSilence { get; } = [];
}

/// <summary>
/// The server's shell around <see cref="TftpDelivery"/>: a port for each transfer, and a repeat of the request from a
/// port whose transfer is fresh is ignored, because the transfer's own timer sends again; one that has stood still is
/// begun anew.
/// </summary>
internal sealed class SimulatedServer(
    SimulatedClock clock, SimulatedWire wire, byte[] content, TftpLimits limits, TftpTiming timing)
{
    internal const int RequestPort = 69;

    private static readonly TimeSpan NewRequestAfter = TimeSpan.FromSeconds(2);

    private readonly byte[] _buffer = new byte[65536];

    internal List<SimulatedSession> Sessions { get; } = [];

    internal void Take(Datagram datagram)
    {
        if (!TftpPacket.TryRead(datagram.Bytes, out TftpPacket packet, out _)) return;
        if (datagram.To == RequestPort)
        {
            if (packet.TryReadRequest(out TftpRequest request, out _)) Begin(datagram.From, request);
            return;
        }

        SimulatedSession? session = Sessions.Find(s => s.Port == datagram.To && s.ClientPort == datagram.From);
        if (session is not { IsReplaced: false } || packet.Opcode != TftpOpcode.Acknowledgement) return;
        session.Delivery = session.Delivery.Acknowledge(packet.Block, clock.Now, out TftpEffect effect);
        Perform(session, effect, afterSilence: false);
    }

    private void Begin(int clientPort, TftpRequest request)
    {
        if (Sessions.Find(s => s.ClientPort == clientPort && s.IsRunning) is { } running)
        {
            if (clock.Now - running.Delivery.ProgressAt < NewRequestAfter) return;
            running.IsReplaced = true;
        }

        Assert.True(TftpNegotiation.TryAgree(request.Options, content.Length, limits, out TftpTerms terms));
        SimulatedSession session = new(10_000 + Sessions.Count, clientPort,
            TftpDelivery.Begin(terms, content.Length, timing, clock.Now, out TftpEffect effect));
        Sessions.Add(session);
        Perform(session, effect, afterSilence: false);
    }

    private void Perform(SimulatedSession session, TftpEffect effect, bool afterSilence)
    {
        switch (effect.Action)
        {
            case TftpAction.SendOptions:
                Send(session, TftpWriter.WriteOptionAcknowledgement(_buffer, session.Delivery.Terms.Agreed));
                break;
            case TftpAction.SendBlocks:
                for (long block = effect.First; block < effect.First + effect.Count; block++)
                    SendBlock(session, block, afterSilence);
                break;
        }

        if (session.Delivery.Ending != TftpEnding.None) return;
        TimeSpan deadline = session.Delivery.Deadline;
        clock.At(deadline, () => Wake(session, deadline));
    }

    private void Wake(SimulatedSession session, TimeSpan deadline)
    {
        // Every step asks to be woken at its own deadline; only the latest one still means something.
        if (!session.IsRunning || session.Delivery.Deadline != deadline) return;
        session.Delivery = session.Delivery.Elapsed(clock.Now, out TftpEffect effect);
        // A stranger that gets no packet any more is listened to: it only has another deadline.
        if (effect.Action != TftpAction.Wait || session.Delivery.Deadline != deadline)
            Perform(session, effect, afterSilence: true);
    }

    private void SendBlock(SimulatedSession session, long block, bool afterSilence)
    {
        session.Sends[block] = session.Sends.GetValueOrDefault(block) + 1;
        if (afterSilence) session.SendsAfterSilence[block] = session.SendsAfterSilence.GetValueOrDefault(block) + 1;
        int size = session.Delivery.Terms.BlockSize;
        int offset = (int)Math.Min((block - 1) * size, content.Length);
        ReadOnlySpan<byte> piece = content.AsSpan(offset, Math.Min(size, content.Length - offset));
        int header = TftpWriter.WriteDataHeader(_buffer, (ushort)block);
        piece.CopyTo(_buffer.AsSpan(header));
        Send(session, header + piece.Length);
    }

    private void Send(SimulatedSession session, int length) =>
        wire.Send(new Datagram(session.Port, session.ClientPort, _buffer[..length]));
}
