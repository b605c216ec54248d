using System.Net;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>A request as the server saw it.</summary>
internal sealed record SeenRequest(PeerAddress From, TftpRequest Request, TimeSpan At);

/// <summary>
/// A TFTP server that is right until a test says otherwise. It works only when it is pumped, and answers from a port
/// that is not the well-known one.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly IDatagramPort _door;
    private readonly IDatagramPort _transfers;
    private readonly IDatagramPort _stranger;
    private readonly IDatagramPoller _poller = DatagramStacks.Best.CreatePoller();
    private readonly DatagramInbox _inbox = new(64, 600);
    private readonly DatagramOutbox _outbox = new();
    private readonly Dictionary<PeerAddress, Session> _sessions = [];
    private readonly StormTime _time;

    internal ScriptedServer(StormTime time, IPAddress? address = null)
    {
        _time = time;
        DatagramPortOptions options = new();
        IPEndPoint any = new(address ?? IPAddress.Loopback, 0);
        _door = DatagramStacks.Best.Open(any, options);
        _transfers = DatagramStacks.Best.Open(any, options);
        _stranger = DatagramStacks.Best.Open(any, options);
        _poller.Add(_door, 0);
        _poller.Add(_transfers, 1);
        _poller.Add(_stranger, 2);
    }

    internal IPEndPoint EndPoint => _door.LocalEndPoint;

    internal Dictionary<string, byte[]> Files { get; } = [];

    internal List<SeenRequest> Requests { get; } = [];

    /// <summary>The codes of the errors that phones sent.</summary>
    internal List<TftpErrorCode> Errors { get; } = [];

    internal int Acknowledgements { get; private set; }

    /// <summary>False leaves a request without an answer.</summary>
    internal Func<SeenRequest, bool> Answers { get; set; } = _ => true;

    /// <summary>How often a block is sent: 0 loses it.</summary>
    internal Func<int, int> Copies { get; set; } = _ => 1;

    /// <summary>A last change of a block's payload.</summary>
    internal Func<PeerAddress, int, byte[], byte[]> Spoil { get; set; } = (_, _, payload) => payload;

    /// <summary>What an OACK says in place of what is right.</summary>
    internal IReadOnlyList<TftpOption>? FalseOptions { get; set; }

    /// <summary>True when another port answers each request too.</summary>
    internal bool HasStranger { get; set; }

    /// <summary>Takes and answers what has arrived; true when there was something.</summary>
    internal bool Pump()
    {
        bool any = false;
        while (Pump(_door) | Pump(_transfers) | Pump(_stranger)) any = true;
        return any;
    }

    /// <summary>Takes what the phones said last, when they are gone already.</summary>
    internal void PumpLast()
    {
        int[] ready = new int[3];
        do Pump();
        while (_poller.Wait(PumpedStack.Delivery, ready) > 0);
    }

    public void Dispose()
    {
        _poller.Dispose();
        _inbox.Dispose();
        _outbox.Dispose();
        _door.Dispose();
        _transfers.Dispose();
        _stranger.Dispose();
    }

    private bool Pump(IDatagramPort port)
    {
        int count = port.Receive(_inbox);
        for (int i = 0; i < count; i++) Take(_inbox.Peer(i), _inbox.Bytes(i));
        _outbox.Flush();
        return count > 0;
    }

    private void Take(PeerAddress peer, ReadOnlySpan<byte> datagram)
    {
        Assert.True(TftpPacket.TryRead(datagram, out TftpPacket packet, out TftpMalformation why), why.ToString());
        switch (packet.Opcode)
        {
            case TftpOpcode.ReadRequest:
                Assert.True(packet.TryReadRequest(out TftpRequest request, out why), why.ToString());
                TakeRequest(new SeenRequest(peer, request, _time.Now));
                break;
            case TftpOpcode.Acknowledgement:
                Acknowledgements++;
                if (_sessions.TryGetValue(peer, out Session? session)) SendWindow(peer, session, packet.Block);
                break;
            case TftpOpcode.Error:
                Errors.Add(packet.ErrorCode);
                break;
            default:
                Assert.Fail($"A phone sent {packet.Opcode}.");
                break;
        }
    }

    private void TakeRequest(SeenRequest seen)
    {
        Requests.Add(seen);
        if (!Answers(seen)) return;
        if (!Files.TryGetValue(seen.Request.FileName, out byte[]? file))
        {
            byte[] error = new byte[TftpWriter.SmallPacketLength];
            Send(seen.From, error.AsSpan(0, TftpWriter.WriteError(error, TftpErrorCode.FileNotFound, "no such file")));
            return;
        }

        Assert.True(TftpNegotiation.TryAgree(seen.Request.Options, file.Length, new TftpLimits(), out TftpTerms terms));
        Session session = new(file, terms.BlockSize, terms.WindowSize);
        _sessions[seen.From] = session;
        IReadOnlyList<TftpOption> agreed = FalseOptions ?? terms.Agreed;
        if (agreed.Count == 0)
        {
            SendWindow(seen.From, session, 0);
            return;
        }

        byte[] options = new byte[TftpWriter.SmallPacketLength];
        Send(seen.From, options.AsSpan(0, TftpWriter.WriteOptionAcknowledgement(options, agreed)));
    }

    private void SendWindow(PeerAddress peer, Session session, ushort wireBlock)
    {
        // The wire has the low 16 bits of a number that is never far from the last one.
        session.Acknowledged += (short)(wireBlock - (ushort)session.Acknowledged);
        int acknowledged = session.Acknowledged;
        for (int block = acknowledged + 1; block <= acknowledged + session.WindowSize; block++)
        {
            int offset = (block - 1) * session.BlockSize;
            if (offset > session.File.Length) return;
            int length = Math.Min(session.BlockSize, session.File.Length - offset);
            byte[] payload = Spoil(peer, block, session.File.AsSpan(offset, length).ToArray());
            byte[] data = new byte[TftpWriter.DataHeaderLength + payload.Length];
            TftpWriter.WriteDataHeader(data, (ushort)block);
            payload.CopyTo(data, TftpWriter.DataHeaderLength);
            for (int copy = Copies(block); copy > 0; copy--) Send(peer, data);
            if (block == 1 && HasStranger) data.CopyTo(_outbox.Add(_stranger, peer, data.Length));
        }
    }

    private void Send(PeerAddress peer, ReadOnlySpan<byte> datagram) =>
        datagram.CopyTo(_outbox.Add(_transfers, peer, datagram.Length));

    private sealed record Session(byte[] File, int BlockSize, int WindowSize)
    {
        internal int Acknowledged { get; set; }
    }
}
