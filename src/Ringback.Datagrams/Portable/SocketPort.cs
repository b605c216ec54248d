using System.Net;
using System.Net.Sockets;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Portable;

/// <summary>A socket used through the framework.</summary>
internal sealed unsafe class SocketPort : IDatagramPort
{
    private readonly SocketAddress _from;
    private readonly SocketAddress _to;
    private readonly IPEndPoint _any;
    private readonly bool _tellsLocal;
    private readonly byte[] _gathered = new byte[65536];

    internal SocketPort(IPEndPoint endPoint, DatagramPortOptions options)
    {
        Socket = DatagramSockets.Open(endPoint, options);
        _from = new SocketAddress(endPoint.AddressFamily);
        _to = new SocketAddress(endPoint.AddressFamily);
        bool six = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        _any = new IPEndPoint(six ? IPAddress.IPv6Any : IPAddress.Any, 0);
        _tellsLocal = options.TellsLocalAddress;
        LocalEndPoint = (IPEndPoint)Socket.LocalEndPoint!;
    }

    public IPEndPoint LocalEndPoint { get; }

    public int LargestSegment => 0;

    public long Unsent { get; private set; }

    public SocketError LastError { get; private set; }

    internal Socket Socket { get; }

    public void Dispose() => Socket.Dispose();

    public bool TryTeach(in PeerAddress address, ReadOnlySpan<byte> hardware) => false;

    public int Receive(DatagramInbox inbox)
    {
        inbox.IsV6 = LocalEndPoint.AddressFamily == AddressFamily.InterNetworkV6;
        inbox.Count = 0;
        // The caller was told that there is one; whether there are more is asked, because a receive that finds none
        // throws, and an exception for every packet would cost more than the packet.
        while (inbox.Count < inbox.Capacity && (Socket.Available > 0 || Socket.Poll(0, SelectMode.SelectRead)))
        {
            if (!TryReceive(inbox, inbox.Count)) break;
            inbox.Count++;
        }

        return inbox.Count;
    }

    public void Send(DatagramOutbox outbox)
    {
        for (int message = 0; message < outbox.MessageCount; message++)
        {
            outbox.PeerOf(message).Write(_to.Buffer.Span);
            for (int segment = 0; segment < outbox.SegmentsOf(message); segment++)
            {
                IoVector* vectors = outbox.VectorsOf(message, segment, out int count);
                SendGathered(vectors, count);
            }
        }
    }

    private void SendGathered(IoVector* vectors, int count)
    {
        int length = 0;
        for (int i = 0; i < count; i++)
        {
            new ReadOnlySpan<byte>(vectors[i].Base, (int)vectors[i].Length).CopyTo(_gathered.AsSpan(length));
            length += (int)vectors[i].Length;
        }

        try
        {
            Socket.SendTo(_gathered.AsSpan(0, length), SocketFlags.None, _to);
        }
        catch (SocketException e)
        {
            // A full send queue or a route that is gone is loss, and loss is what the sender's timers are for.
            Unsent++;
            LastError = e.SocketErrorCode;
        }
    }

    private bool TryReceive(DatagramInbox inbox, int index)
    {
        Span<byte> slot = inbox.Slot(index);
        try
        {
            if (!_tellsLocal)
            {
                int length = Socket.ReceiveFrom(slot, SocketFlags.None, _from);
                _from.Buffer.Span[.._from.Size].CopyTo(inbox.AddressOf(index));
                inbox.Set(index, length, default);
                return true;
            }

            SocketFlags flags = SocketFlags.None;
            EndPoint from = _any;
            int told = Socket.ReceiveMessageFrom(slot, ref flags, ref from, out IPPacketInformation arrived);
            SocketAddress sender = ((IPEndPoint)from).Serialize();
            sender.Buffer.Span[..sender.Size].CopyTo(inbox.AddressOf(index));
            inbox.Set(index, told, LocalAddresses.AreOurs(arrived.Address)
                ? PeerAddress.From(arrived.Address)
                : default);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // Longer than the slot: Windows says so by throwing. It is cut off, as elsewhere.
            inbox.Set(index, inbox.Largest, default);
            return true;
        }
        catch (SocketException e)
        {
            LastError = e.SocketErrorCode;
            return false;
        }
    }}
