using System.Net;
using System.Text;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Storms;

/// <summary>
/// A server on a thread of its own that has one file and no memory: each ACK says by itself which block comes next. For
/// warming up.
/// </summary>
internal sealed class StormMirror : IDisposable
{
    internal const string FileName = "mirror";
    private const int BlockSize = 512;
    private const int Blocks = 40;

    private readonly IDatagramPort _port;
    private readonly IDatagramPoller _poller;
    private readonly Thread _thread;
    private volatile bool _ends;

    internal StormMirror(IDatagramStack stack)
    {
        _port = stack.Open(new IPEndPoint(IPAddress.Loopback, 0), new DatagramPortOptions());
        _poller = stack.CreatePoller();
        _poller.Add(_port, 0);
        _thread = new Thread(Serve) { IsBackground = true, Name = "storm mirror" };
        _thread.Start();
    }

    internal IPEndPoint EndPoint => _port.LocalEndPoint;

    public void Dispose()
    {
        _ends = true;
        _poller.Wake();
        _thread.Join();
        _poller.Dispose();
        _port.Dispose();
    }

    private void Serve()
    {
        using DatagramInbox inbox = new(128, TftpRequest.MaximumLength);
        using DatagramOutbox outbox = new();
        byte[] name = Encoding.ASCII.GetBytes(FileName);
        int[] ready = new int[1];
        while (!_ends)
        {
            if (_poller.Wait(TimeSpan.FromSeconds(1), ready) == 0) continue;
            int count = _port.Receive(inbox);
            for (int i = 0; i < count; i++)
            {
                if (TftpPacket.TryRead(inbox.Bytes(i), out TftpPacket packet, out _))
                    Answer(packet, inbox.Bytes(i)[2..].StartsWith(name), inbox.Peer(i), outbox);
            }

            outbox.Flush();
        }
    }

    private void Answer(in TftpPacket packet, bool isMine, in PeerAddress peer, DatagramOutbox outbox)
    {
        if (packet.Opcode == TftpOpcode.ReadRequest && !isMine)
        {
            Span<byte> error = stackalloc byte[TftpWriter.SmallPacketLength];
            int length = TftpWriter.WriteError(error, TftpErrorCode.FileNotFound, "File not found");
            error[..length].CopyTo(outbox.Add(_port, peer, length));
            return;
        }

        int block = packet.Opcode == TftpOpcode.Acknowledgement ? packet.Block + 1 : 1;
        if (block > Blocks) return;
        int payload = block == Blocks ? 0 : BlockSize;
        Span<byte> data = outbox.Add(_port, peer, TftpWriter.DataHeaderLength + payload);
        data[TftpWriter.WriteDataHeader(data, (ushort)block)..].Clear();
    }
}
