using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams;

/// <summary>
/// Datagrams that are to be sent together, in memory that is used again. Several equal ones in a row to the same peer
/// (a window of TFTP) become one message, which the kernel cuts: it then walks its path once for all of them. Sends by
/// itself when it is full or when the next datagram leaves through another port. For one thread.
/// </summary>
public sealed unsafe class DatagramOutbox : IDisposable
{
    /// <summary>Messages in a batch: the point where more of them save nothing any more.</summary>
    public const int Capacity = 128;

    // Each datagram has one piece of memory, or a head and a payload. UIO_MAXIOV allows 1024 to a message.
    private const int MostVectors = 1024;

    // The kernel refuses more in one piece (UDP_MAX_SEGMENTS of older kernels).
    private const int MostSegments = 64;

    // Heads, and datagrams that are copied: at least one of the largest size fits.
    private const int ScratchBytes = 256 * 1024;

    /// <summary>
    /// The largest datagram, bytes: what fits into one of UDP over IPv4. The kernel also holds all segments of a
    /// message in one.
    /// </summary>
    public const int LargestDatagram = 65507;

    private readonly NativeArray<MessageHeader> _headers = new(Capacity);
    private readonly NativeArray<IoVector> _vectors = new(MostVectors);
    private readonly NativeArray<byte> _addresses = new(Capacity * DatagramInbox.AddressStride);
    private readonly NativeArray<byte> _controls = new(Capacity * DatagramInbox.ControlStride);
    private readonly NativeArray<byte> _scratch = new(ScratchBytes);
    private readonly Outgoing[] _messages = new Outgoing[Capacity];
    private readonly object?[] _owners = new object?[Capacity];
    private IDatagramPort? _port;
    private int _vectorCount;
    private int _scratchUsed;

    /// <summary>Datagrams that were sent since the start; what was lost on the way out included.</summary>
    public long Sent { get; private set; }

    internal int MessageCount { get; private set; }

    /// <summary>Frees the memory; what has not been sent is not sent.</summary>
    public void Dispose()
    {
        MessageCount = 0;
        _headers.Dispose();
        _vectors.Dispose();
        _addresses.Dispose();
        _controls.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Adds a datagram of that length; write it into the result before the next call.</summary>
    /// <param name="port">Where it leaves.</param>
    /// <param name="peer">Where it goes.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="source">The address of ours that it leaves from, for a port that is bound to none.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is larger than <see cref="LargestDatagram"/>; nothing is queued.
    /// </exception>
    public Span<byte> Add(IDatagramPort port, in PeerAddress peer, int length, PeerAddress source = default)
    {
        int at = Begin(port, peer, length, length, source);
        AddVector(_scratch.AddressOf(at, length), length);
        return _scratch.Slice(at, length);
    }

    /// <summary>
    /// Adds a datagram whose payload is sent from where it lies. Write the head into the result before the next call.
    /// </summary>
    /// <param name="port">Where it leaves.</param>
    /// <param name="peer">Where it goes.</param>
    /// <param name="headLength">Bytes of the head.</param>
    /// <param name="payload">The bytes that the payload is some of; kept until the datagram has been sent.</param>
    /// <param name="offset">The first of them.</param>
    /// <param name="payloadLength">Bytes of the payload.</param>
    /// <param name="source">The address of ours that it leaves from, for a port that is bound to none.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is larger than <see cref="LargestDatagram"/>, or the payload does not lie inside; nothing is queued.
    /// </exception>
    public Span<byte> Add(IDatagramPort port, in PeerAddress peer, int headLength, PinnedBytes payload, int offset,
        int payloadLength, PeerAddress source = default)
    {
        byte* bytes = payload.AddressOf(offset, payloadLength);
        int at = Begin(port, peer, headLength + payloadLength, headLength, source);
        AddVector(_scratch.AddressOf(at, headLength), headLength);
        if (payloadLength > 0) AddVector(bytes, payloadLength);
        _owners[MessageCount - 1] = payload;
        return _scratch.Slice(at, headLength);
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        if (MessageCount == 0) return;
        for (int i = 0; i < MessageCount; i++)
        {
            ref Outgoing message = ref _messages[i];
            ref MessageHeader header = ref _headers[i];
            header.VectorCount = (ulong)message.VectorCount;
            Sent += message.Segments;
            if (message.Segments == 1) continue;
            int used = message.SourceControl
                + ControlData.WriteSegment(ControlOf(i)[message.SourceControl..], message.SegmentLength);
            header.Control = _controls.AddressOf(i * DatagramInbox.ControlStride, used);
            header.ControlLength = (ulong)used;
        }

        try
        {
            _port!.Send(this);
        }
        finally
        {
            // What could not be sent is lost, and must not be in the way of the next.
            Array.Clear(_owners, 0, MessageCount);
            MessageCount = 0;
            _vectorCount = 0;
            _scratchUsed = 0;
        }
    }

    /// <summary>Where the messages lie from one on; for the kernel.</summary>
    internal MessageHeader* MessagesFrom(int first) => _headers.AddressOf(first, MessageCount - first);

    internal int SegmentsOf(int message) => _messages[message].Segments;

    internal int SegmentLengthOf(int message) => _messages[message].SegmentLength;

    internal int SourceControlOf(int message) => _messages[message].SourceControl;

    internal PeerAddress PeerOf(int message) => _messages[message].Peer;

    /// <summary>The pieces of memory of one datagram of a message.</summary>
    internal IoVector* VectorsOf(int message, int segment, out int count)
    {
        ref Outgoing outgoing = ref _messages[message];
        int each = outgoing.VectorsEach, first = segment * each;
        // Only the last one may be without a payload, and so have a piece less.
        count = Math.Min(each, outgoing.VectorCount - first);
        return _vectors.AddressOf(outgoing.FirstVector + first, count);
    }

    /// <summary>Makes room for a datagram; returns where in the scratch memory its head, or all of it, goes.</summary>
    private int Begin(IDatagramPort port, in PeerAddress peer, int length, int scratch, in PeerAddress source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scratch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LargestDatagram);
        if (!ReferenceEquals(port, _port))
        {
            Flush();
            _port = port;
        }

        if (_vectorCount + 2 > MostVectors || _scratchUsed + scratch > ScratchBytes) Flush();
        if (!TryJoin(peer, length, scratch, source))
        {
            if (MessageCount == Capacity) Flush();
            BeginMessage(peer, length, scratch == length ? 1 : 2, source);
        }

        int at = _scratchUsed;
        _scratchUsed += scratch;
        return at;
    }

    /// <summary>True when the datagram was made a segment of the message before it.</summary>
    private bool TryJoin(in PeerAddress peer, int length, int scratch, in PeerAddress source)
    {
        if (MessageCount == 0) return false;
        ref Outgoing last = ref _messages[MessageCount - 1];
        // All segments but the last one are equally long. A shorter one closes the message.
        if (last.IsClosed || length > last.SegmentLength || length > _port!.LargestSegment) return false;
        if (last.Segments == MostSegments || last.Bytes + length > LargestDatagram) return false;
        if (last.VectorsEach != (scratch == length ? 1 : 2) && length == last.SegmentLength) return false;
        if (last.Peer != peer || last.Source != source) return false;
        last.Segments++;
        last.Bytes += length;
        last.IsClosed = length < last.SegmentLength;
        return true;
    }

    private void BeginMessage(in PeerAddress peer, int length, int vectorsEach, in PeerAddress source)
    {
        int index = MessageCount++;
        Span<byte> address = _addresses.Slice(index * DatagramInbox.AddressStride, DatagramInbox.AddressStride);
        BitConverter.TryWriteBytes(address, peer.IsV6 ? Libc.InterNetwork6 : Libc.InterNetwork);
        int addressLength = peer.Write(address);
        int sourceControl = source.IsNone ? 0 : ControlData.WriteSource(ControlOf(index), source);
        _headers[index] = new MessageHeader
        {
            Name = _addresses.AddressOf(index * DatagramInbox.AddressStride, addressLength),
            NameLength = (ulong)addressLength,
            Vectors = _vectors.AddressOf(_vectorCount, vectorsEach),
            Control = sourceControl == 0
                ? null
                : _controls.AddressOf(index * DatagramInbox.ControlStride, sourceControl),
            ControlLength = (ulong)sourceControl,
        };
        _messages[index] = new Outgoing
        {
            Peer = peer,
            Source = source,
            SegmentLength = length,
            Segments = 1,
            Bytes = length,
            VectorsEach = vectorsEach,
            FirstVector = _vectorCount,
            SourceControl = sourceControl,
        };
    }

    private Span<byte> ControlOf(int message) =>
        _controls.Slice(message * DatagramInbox.ControlStride, DatagramInbox.ControlStride);

    private void AddVector(byte* bytes, int length)
    {
        _vectors[_vectorCount++] = new IoVector { Base = bytes, Length = (nuint)length };
        _messages[MessageCount - 1].VectorCount++;
    }

    /// <summary>One message: a datagram, or several that the kernel cuts apart.</summary>
    private struct Outgoing
    {
        internal PeerAddress Peer;
        internal PeerAddress Source;
        internal int SegmentLength;
        internal int Segments;
        internal int Bytes;
        internal int FirstVector;
        internal int VectorsEach;
        internal int VectorCount;
        internal int SourceControl;
        internal bool IsClosed;
    }
}
