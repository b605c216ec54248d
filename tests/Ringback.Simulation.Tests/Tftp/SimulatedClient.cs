using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>
/// The client's shell around <see cref="TftpFetch"/>: it keeps the content and one port, and listens to the server
/// port that answered first (RFC 1350 §4). A complete client goes on answering repeats of the last block.
/// </summary>
internal sealed class SimulatedClient(SimulatedClock clock, SimulatedWire wire, TftpRequest request)
{
    private readonly byte[] _buffer = new byte[TftpWriter.SmallPacketLength];
    private readonly List<byte> _content = [];
    private int _port = 50_000;
    private int? _serverPort;

    internal TftpFetch Fetch { get; private set; }

    internal byte[] Content => [.. _content];

    /// <summary>Ports that were used, one after the other.</summary>
    internal int Ports { get; private set; } = 1;

    /// <summary>Somebody pulls the plug after this block.</summary>
    internal long GoneAfterBlock { get; init; } = long.MaxValue;

    /// <summary>How long it takes to answer a block: writing to flash is slow.</summary>
    internal Func<long, TimeSpan> AnswerTime { get; init; } = _ => TimeSpan.Zero;

    internal bool IsGone => Fetch.ReceivedBlock >= GoneAfterBlock;

    internal void Begin()
    {
        Fetch = TftpFetch.Begin(new TftpFetchHabits(), clock.Now, out TftpFetchEffect effect);
        Perform(effect);
    }

    internal void Take(Datagram datagram)
    {
        if (IsGone || datagram.To != _port) return;
        if (_serverPort is { } known && known != datagram.From) return;
        if (!TftpPacket.TryRead(datagram.Bytes, out TftpPacket packet, out _)) return;
        _serverPort = datagram.From;
        TftpFetchEffect effect = new(TftpFetchAction.Wait);
        switch (packet.Opcode)
        {
            case TftpOpcode.Data:
                Fetch = Fetch.TakeData(packet.Block, packet.Payload.Length, clock.Now, out effect);
                if (effect.Keep) _content.AddRange(packet.Payload);
                break;
            case TftpOpcode.OptionAcknowledgement
                when packet.TryReadOptions(out IReadOnlyList<TftpOption> options, out _):
                Fetch = Fetch.TakeOptions(options, clock.Now, out effect);
                break;
        }

        Perform(effect);
    }

    private void Perform(TftpFetchEffect effect)
    {
        switch (effect.Action)
        {
            case TftpFetchAction.SendRequestFromNewPort:
                _port++;
                Ports++;
                _serverPort = null;
                Send(SimulatedServer.RequestPort, TftpWriter.WriteRequest(_buffer, request));
                break;
            case TftpFetchAction.SendRequest:
                Send(SimulatedServer.RequestPort, TftpWriter.WriteRequest(_buffer, request));
                break;
            case TftpFetchAction.Acknowledge when _serverPort is { } server && !IsGone:
                Datagram answer = new(_port, server, _buffer[..TftpWriter.WriteAcknowledgement(_buffer, effect.Block)]);
                clock.At(clock.Now + AnswerTime(effect.Block), () => wire.Send(answer));
                break;
        }

        if (Fetch.Ending != TftpFetchEnding.None) return;
        TimeSpan deadline = Fetch.Deadline;
        clock.At(deadline, () => Wake(deadline));
    }

    private void Wake(TimeSpan deadline)
    {
        if (IsGone || Fetch.Ending != TftpFetchEnding.None || Fetch.Deadline != deadline) return;
        Fetch = Fetch.Elapsed(clock.Now, out TftpFetchEffect effect);
        if (effect.Action != TftpFetchAction.Wait) Perform(effect);
    }

    private void Send(int to, int length) => wire.Send(new Datagram(_port, to, _buffer[..length]));
}
