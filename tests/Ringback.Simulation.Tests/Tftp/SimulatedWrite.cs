using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>
/// One file written to <see cref="TftpReceipt"/>, in simulated time, as real datagrams. The client is a WRQ that is
/// repeated until it is answered, and then <see cref="TftpDelivery"/>, which is the sending half whoever uses it.
/// </summary>
internal sealed class SimulatedWrite
{
    private const int ClientPort = 50_000;
    private const int ServerPort = 10_000;
    private const int MostRequests = 8;

    private static readonly TftpTiming ClientTiming = new() { SendsBeforeFirstAnswer = 14 };

    // Twice as long as a read, for both sides wait here: the worst network that is drawn scrambles each window, loses a
    // fifth of it, and leaves one block at a time.
    private static readonly TimeSpan LongestTime = 2 * SimulatedTransfer.LongestTime;

    private readonly SimulatedClock _clock = new();
    private readonly byte[] _buffer = new byte[65536];
    private readonly byte[] _content;
    private readonly List<byte> _kept = [];
    private readonly TftpTerms _terms;
    private int _requests;
    private int _packetsToServer;
    private int _packetsFromServer;
    private int _packetsFromServerAfterSilence;

    internal SimulatedWrite(TransferCase drawn, bool wrapsToOne = false, bool traced = false)
    {
        Case = drawn;
        Trace = traced ? [] : null;
        _content = new byte[drawn.Length];
        new Random(drawn.Seed).NextBytes(_content);
        _terms = new TftpTerms(drawn.BlockSize, drawn.WindowSize, null, []) { WrapsToOne = wrapsToOne };
    }

    internal TransferCase Case { get; }

    internal List<string>? Trace { get; }

    /// <summary>Loses a packet: the datagram, and the how-manieth of its name it is.</summary>
    internal Func<Datagram, int, bool> IsLost { get; init; } = (_, _) => false;

    internal SimulatedWire Wire { get; private set; } = null!;

    internal TftpReceipt? Receipt { get; private set; }

    internal TftpDelivery? Delivery { get; private set; }

    internal bool EndedInTime { get; private set; }

    internal int PacketsFromServer => _packetsFromServer;

    internal TimeSpan Duration => _clock.Now;

    internal bool IsWhole => Receipt?.Ending == TftpReceiptEnding.Complete
        && Delivery?.Ending == TftpEnding.Delivered && _kept.Count == _content.Length;

    internal SimulatedWrite Run()
    {
        NetworkDice dice = new(Case.Seed, Case.Loss, Case.Duplication, Case.LongestDelay);
        Wire = new SimulatedWire(_clock, dice, IsLost) { Trace = Trace };
        Wire.Arrived = datagram =>
        {
            if (datagram.To == ClientPort) ClientTakes(datagram);
            else ServerTakes(datagram);
        };
        Ask();
        EndedInTime = _clock.Run(LongestTime, 2_000_000);
        return this;
    }

    /// <summary>The promise that was broken; null when all were kept.</summary>
    internal string? Fault()
    {
        if (!EndedInTime) return $"stuck: still going at {_clock.Now} after {_clock.Steps} steps";
        if (Receipt is { Ending: TftpReceiptEnding.None }) return "stuck: the server waits for ever";
        if (Delivery is { Ending: TftpEnding.None }) return "stuck: the client waits for ever";
        bool same = _kept.Count == _content.Length && _content.AsSpan().SequenceEqual([.. _kept]);
        if (Receipt?.Ending == TftpReceiptEnding.Complete && !same)
            return $"false success: the server has {_kept.Count} bytes that are not the file";
        if (Delivery?.Ending == TftpEnding.Delivered && !same)
            return "false success: the client says Delivered, the server has not the file";
        if (_packetsFromServer > _packetsToServer + _packetsFromServerAfterSilence)
        {
            return $"amplified: {_packetsFromServer} packets for {_packetsToServer}, "
                + $"{_packetsFromServerAfterSilence} of them after silence";
        }

        return null;
    }

    internal string Describe() =>
        $"{Case}{Environment.NewLine}client {Delivery?.Ending}, server {Receipt?.Ending}, "
        + $"{_clock.Steps} steps in {_clock.Now}{Environment.NewLine}"
        + string.Join(Environment.NewLine, Trace?.TakeLast(80) ?? []);

    private void Ask()
    {
        if (Delivery is not null || _requests++ == MostRequests) return;
        TftpRequest write = Case.Request with { IsWrite = true };
        Send(ClientPort, SimulatedServer.RequestPort, TftpWriter.WriteRequest(_buffer, write));
        _clock.At(_clock.Now + TimeSpan.FromSeconds(1), Ask);
    }

    private void ClientTakes(Datagram datagram)
    {
        if (!TftpPacket.TryRead(datagram.Bytes, out TftpPacket packet, out _)) return;
        TftpEffect effect = default;
        if (packet.Opcode == TftpOpcode.Acknowledgement && Delivery is { } running)
        {
            Delivery = running.Acknowledge(packet.Block, _clock.Now, out effect);
        }
        else if (Delivery is null && packet is not { Opcode: TftpOpcode.Acknowledgement, Block: not 0 })
        {
            Delivery = TftpDelivery.Begin(_terms, _content.Length, ClientTiming, _clock.Now, out effect);
        }

        ClientPerforms(effect);
    }

    private void ClientPerforms(TftpEffect effect)
    {
        TftpDelivery delivery = Delivery.GetValueOrDefault();
        for (long block = effect.First; block < effect.First + effect.Count; block++)
        {
            int offset = (int)Math.Min((block - 1) * _terms.BlockSize, _content.Length);
            int length = Math.Min(_terms.BlockSize, _content.Length - offset);
            int header = TftpWriter.WriteDataHeader(_buffer, delivery.WireBlock(block));
            _content.AsSpan(offset, length).CopyTo(_buffer.AsSpan(header));
            Send(ClientPort, ServerPort, header + length);
        }

        if (Delivery is not { Ending: TftpEnding.None }) return;
        TimeSpan deadline = delivery.Deadline;
        _clock.At(deadline, () =>
        {
            if (Delivery is not { Ending: TftpEnding.None } late || late.Deadline != deadline) return;
            Delivery = late.Elapsed(_clock.Now, out TftpEffect next);
            if (next.Action != TftpAction.Wait) ClientPerforms(next);
        });
    }

    private void ServerTakes(Datagram datagram)
    {
        if (!TftpPacket.TryRead(datagram.Bytes, out TftpPacket packet, out _)) return;
        _packetsToServer++;
        TftpReceiptEffect effect = default;
        if (datagram.To == SimulatedServer.RequestPort)
        {
            if (Receipt is not null || !packet.TryReadRequest(out TftpRequest request, out _)) return;
            Assert.True(TftpNegotiation.TryAgreeWrite(request.Options, new TftpLimits(), out TftpTerms terms));
            Receipt = TftpReceipt.Begin(terms with { WrapsToOne = _terms.WrapsToOne }, new TftpTiming(), _clock.Now,
                out effect, datagram.Bytes.Length);
        }
        else if (packet.Opcode == TftpOpcode.Data && Receipt is { } running)
        {
            Receipt = running.TakeData(packet.Block, packet.Payload.Length, _clock.Now, out effect);
            if (effect.Keep) _kept.AddRange(packet.Payload);
        }

        ServerPerforms(effect);
    }

    private void ServerPerforms(TftpReceiptEffect effect)
    {
        TftpReceipt receipt = Receipt.GetValueOrDefault();
        if (effect.Action is TftpReceiptAction.Acknowledge or TftpReceiptAction.SendOptions)
        {
            _packetsFromServer++;
            Send(ServerPort, ClientPort, effect.Action == TftpReceiptAction.Acknowledge
                ? TftpWriter.WriteAcknowledgement(_buffer, effect.Block)
                : TftpWriter.WriteOptionAcknowledgement(_buffer, receipt.Terms.Agreed));
        }

        if (receipt.Ending != TftpReceiptEnding.None) return;
        TimeSpan deadline = receipt.Deadline;
        _clock.At(deadline, () =>
        {
            if (Receipt is not { Ending: TftpReceiptEnding.None } late || late.Deadline != deadline) return;
            Receipt = late.Elapsed(_clock.Now, out TftpReceiptEffect next);
            if (next.Action is TftpReceiptAction.Wait) return;
            _packetsFromServerAfterSilence++;
            ServerPerforms(next);
        });
    }

    private void Send(int from, int to, int length) => Wire.Send(new Datagram(from, to, _buffer[..length]));
}
