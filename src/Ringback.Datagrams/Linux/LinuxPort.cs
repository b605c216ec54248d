using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>A socket used through recvmmsg and sendmmsg: one system call for a whole batch.</summary>
internal sealed unsafe class LinuxPort : IDatagramPort
{
    // A send queue that is full empties at the speed of the cable: 4 MiB in some 40 ms at 1 Gbit/s.
    private const int LongestWaitMilliseconds = 20;

    private readonly Socket _socket;
    private readonly int _file;
    private readonly bool _isV6;
    private readonly bool _tellsLocal;
    private readonly string? _device;

    internal LinuxPort(IPEndPoint endPoint, DatagramPortOptions options)
    {
        _socket = DatagramSockets.Open(endPoint, options);
        _file = (int)_socket.Handle;
        _isV6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        _tellsLocal = options.TellsLocalAddress;
        _device = options.Device?.Name;
        if (!options.Segments) LargestSegment = 0;
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint LocalEndPoint { get; }

    public int LargestSegment { get; private set; } = ushort.MaxValue;

    public long Unsent { get; private set; }

    public SocketError LastError { get; private set; }

    internal int File => _file;

    public void Dispose() => _socket.Dispose();

    public bool TryTeach(in PeerAddress address, ReadOnlySpan<byte> hardware)
    {
        if (_device is null || hardware.Length != NeighbourRequest.EthernetLength) return false;
        NeighbourRequest request = new(address.V4Number, hardware, _device);
        return Libc.InputOutputControl(_file, Libc.SetNeighbour, &request) == 0;
    }

    public int Receive(DatagramInbox inbox)
    {
        inbox.Prepare(_tellsLocal);
        inbox.IsV6 = _isV6;
        int count;
        do
        {
            count = Libc.ReceiveMany(_file, inbox.Messages, (uint)inbox.Capacity, Libc.DoNotWait, null);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        if (count <= 0) return 0;

        for (int i = 0; i < count; i++)
        {
            PeerAddress local = _tellsLocal ? ControlData.LocalAddress(inbox.ControlOf(i)) : default;
            inbox.Set(i, inbox.MovedInto(i), local);
        }

        return inbox.Count = count;
    }

    public void Send(DatagramOutbox outbox)
    {
        int sent = 0;
        bool waited = false;
        while (sent < outbox.MessageCount)
        {
            int count = Libc.SendMany(_file, outbox.MessagesFrom(sent), (uint)(outbox.MessageCount - sent), 0);
            if (count > 0)
            {
                sent += count;
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Libc.Interrupted) continue;
            if (error == Libc.TryAgain && !waited)
            {
                waited = true;
                WaitUntilWritable();
                continue;
            }

            if (outbox.SegmentsOf(sent) > 1 && IsAboutSegments(error)) SendSingly(outbox, sent, error);
            else Fail(error, outbox.SegmentsOf(sent));
            sent++;
        }
    }

    // EINVAL: a segment does not fit into this network's frames. EIO: the card cannot do the checksums.
    private static bool IsAboutSegments(int error) =>
        error is Libc.Invalid or Libc.InputOutputError or Libc.MessageTooLong;

    private void SendSingly(DatagramOutbox outbox, int message, int error)
    {
        int segment = outbox.SegmentLengthOf(message);
        LargestSegment = error == Libc.InputOutputError ? 0 : Math.Min(LargestSegment, segment - 1);
        MessageHeader single = *outbox.MessagesFrom(message);
        // The segment note is the last one: without it the others stay.
        single.ControlLength = (ulong)outbox.SourceControlOf(message);
        if (single.ControlLength == 0) single.Control = null;
        for (int i = 0; i < outbox.SegmentsOf(message); i++)
        {
            single.Vectors = outbox.VectorsOf(message, i, out int count);
            single.VectorCount = (ulong)count;
            if (Libc.SendMany(_file, &single, 1, 0) != 1) Fail(Marshal.GetLastPInvokeError(), 1);
        }
    }

    private void WaitUntilWritable()
    {
        PollEntry entry = new() { File = _file, Events = Libc.Writable };
        // Whether it became writable is seen by sending again.
        _ = Libc.Poll(&entry, 1, LongestWaitMilliseconds);
    }

    private void Fail(int error, int datagrams)
    {
        Unsent += datagrams;
        LastError = new SocketException(error).SocketErrorCode;
    }
}
