using System.Runtime.InteropServices;
using Ringback.Datagrams.Linux;

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

    // Heads, and datagrams that are copied: at least one of the largest size fits.
    private const int ScratchBytes = 256 * 1024;

    // What fits into one UDP datagram over IPv4; the kernel holds all segments of a message in one.
    private const int MostBytesInMessage = 65507;

    private readonly byte* _memory;
    private readonly byte* _scratch;
    private readonly IoVector* _vectors;
    private readonly byte* _addresses;
    private readonly byte* _controls;
    private readonly Outgoing[] _messages = new Outgoing[Capacity];
    private readonly object?[] _owners = new object?[Capacity];
    private IDatagramPort? _port;
    private int _vectorCount;
    private int _scratchUsed;

    /// <summary>Creates an empty outbox.</summary>
    public DatagramOutbox()
    {
        nuint heads = (nuint)((Capacity * sizeof(MessageHeader)) + (MostVectors * sizeof(IoVector))
            + (Capacity * (DatagramInbox.AddressStride + DatagramInbox.ControlStride)));
        _memory = (byte*)NativeMemory.AlignedAlloc(heads + ScratchBytes, 64);
        NativeMemory.Clear(_memory, heads);
        Messages = (MessageHeader*)_memory;
        _vectors = (IoVector*)(Messages + Capacity);
        _addresses = (byte*)(_vectors + MostVectors);
        _controls = _addresses + (Capacity * DatagramInbox.AddressStride);
        _scratch = _controls + (Capacity * DatagramInbox.ControlStride);
    }

    /// <summary>Datagrams that were sent since the start; what was lost on the way out included.</summary>
    public long Sent { get; private set; }

    internal int MessageCount { get; private set; }

    internal MessageHeader* Messages { get; }

    /// <summary>Frees the memory; what has not been sent is not sent.</summary>
    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>Adds a datagram of that length; write it into the result before the next call.</summary>
    /// <param name="port">Where it leaves.</param>
    /// <param name="peer">Where it goes.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="source">The address of ours that it leaves from, for a port that is bound to none.</param>
    public Span<byte> Add(IDatagramPort port, in PeerAddress peer, int length, PeerAddress source = default)
    {
        byte* bytes = Begin(port, peer, length, length, source);
        AddVector(bytes, length);
        return new Span<byte>(bytes, length);
    }

    /// <summary>
    /// Adds a datagram whose payload is sent from where it lies. Write the head into the result before the next call.
    /// </summary>
    /// <param name="port">Where it leaves.</param>
    /// <param name="peer">Where it goes.</param>
    /// <param name="headLength">Bytes of the head.</param>
    /// <param name="payload">Memory that stays in its place while <paramref name="owner"/> is referenced.</param>
    /// <param name="payloadLength">Bytes of the payload.</param>
    /// <param name="owner">Kept until the datagram has been sent.</param>
    /// <param name="source">The address of ours that it leaves from, for a port that is bound to none.</param>
    public Span<byte> Add(IDatagramPort port, in PeerAddress peer, int headLength, nint payload, int payloadLength,
        object owner, PeerAddress source = default)
    {
        byte* head = Begin(port, peer, headLength + payloadLength, headLength, source);
        AddVector(head, headLength);
        if (payloadLength > 0) AddVector((byte*)payload, payloadLength);
        _owners[MessageCount - 1] = owner;
        return new Span<byte>(head, headLength);
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        if (MessageCount == 0) return;
        for (int i = 0; i < MessageCount; i++)
        {
            ref Outgoing message = ref _messages[i];
            Messages[i].VectorCount = (ulong)message.VectorCount;
            Sent += message.Segments;
            if (message.Segments == 1) continue;
            byte* control = _controls + (i * DatagramInbox.ControlStride);
            int used = message.SourceControl + ControlData.WriteSegment(control + message.SourceControl,
                message.SegmentLength);
            Messages[i].Control = control;
            Messages[i].ControlLength = (ulong)used;
        }

        _port!.Send(this);
        Array.Clear(_owners, 0, MessageCount);
        MessageCount = 0;
        _vectorCount = 0;
        _scratchUsed = 0;
    }

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
        return Messages[message].Vectors + first;
    }

    private byte* Begin(IDatagramPort port, in PeerAddress peer, int length, int scratch, in PeerAddress source)
    {
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

        byte* at = _scratch + _scratchUsed;
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
        if (last.Segments == LinuxPort.MostSegments || last.Bytes + length > MostBytesInMessage) return false;
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
        byte* address = _addresses + (index * DatagramInbox.AddressStride);
        *(ushort*)address = peer.IsV6 ? Libc.InterNetwork6 : Libc.InterNetwork;
        int addressLength = peer.Write(new Span<byte>(address, DatagramInbox.AddressStride));
        byte* control = _controls + (index * DatagramInbox.ControlStride);
        int sourceControl = source.IsNone ? 0 : ControlData.WriteSource(control, source);
        Messages[index] = new MessageHeader
        {
            Name = address,
            NameLength = (ulong)addressLength,
            Vectors = _vectors + _vectorCount,
            Control = sourceControl == 0 ? null : control,
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
            SourceControl = sourceControl,
        };
    }

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
        internal int VectorsEach;
        internal int VectorCount;
        internal int SourceControl;
        internal bool IsClosed;
    }
}
