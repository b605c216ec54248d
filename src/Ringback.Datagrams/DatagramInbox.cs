using System.Runtime.InteropServices;
using Ringback.Datagrams.Linux;

namespace Ringback.Datagrams;

/// <summary>
/// Datagrams that were received together, in memory that is used again for the next batch. For one thread.
/// </summary>
public sealed unsafe class DatagramInbox : IDisposable
{
    private readonly byte* _memory;
    private readonly byte* _bytes;
    private readonly int[] _lengths;
    private readonly PeerAddress[] _locals;
    private bool? _preparedToTell;

    /// <summary>Creates an inbox.</summary>
    /// <param name="capacity">Datagrams in a batch.</param>
    /// <param name="largest">Bytes kept of each; the rest of a longer one is cut off.</param>
    public DatagramInbox(int capacity, int largest)
    {
        Capacity = capacity;
        Largest = largest;
        _lengths = new int[capacity];
        _locals = new PeerAddress[capacity];
        nuint heads = (nuint)(capacity * (sizeof(MessageHeader) + sizeof(IoVector)));
        nuint sides = (nuint)(capacity * (AddressStride + ControlStride));
        _memory = (byte*)NativeMemory.AlignedAlloc(heads + sides + (nuint)(capacity * (long)largest), 64);
        NativeMemory.Clear(_memory, heads + sides);
        Messages = (MessageHeader*)_memory;
        Vectors = (IoVector*)(Messages + capacity);
        Addresses = (byte*)(Vectors + capacity);
        Controls = Addresses + (capacity * AddressStride);
        _bytes = Controls + (capacity * ControlStride);
    }

    internal const int AddressStride = 32;
    internal const int ControlStride = 64;

    /// <summary>Datagrams in a batch at most.</summary>
    public int Capacity { get; }

    /// <summary>Bytes kept of each datagram.</summary>
    public int Largest { get; }

    /// <summary>Datagrams in this batch.</summary>
    public int Count { get; internal set; }

    internal MessageHeader* Messages { get; }

    internal IoVector* Vectors { get; }

    internal byte* Addresses { get; }

    internal byte* Controls { get; }

    internal bool IsV6 { get; set; }

    /// <summary>A datagram's bytes, until the next batch.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => new(_bytes + ((long)index * Largest), _lengths[index]);

    /// <summary>Who sent it.</summary>
    public PeerAddress Peer(int index) =>
        PeerAddress.Read(new ReadOnlySpan<byte>(Addresses + (index * AddressStride), AddressStride), IsV6);

    /// <summary>
    /// The address of ours that it was sent to, without a port; <see cref="PeerAddress.IsNone"/> when it was sent to
    /// many (broadcast, multicast), or the port was not asked to tell.
    /// </summary>
    public PeerAddress Local(int index) => _locals[index];

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>
    /// Sets the kernel's structures up for the next batch. It writes lengths into those that it uses, so only those
    /// that the last batch used are set up again.
    /// </summary>
    internal void Prepare(bool tellsLocal)
    {
        int stale = tellsLocal == _preparedToTell ? Count : Capacity;
        _preparedToTell = tellsLocal;
        Count = 0;
        for (int i = 0; i < stale; i++)
        {
            Vectors[i] = new IoVector { Base = Slot(i), Length = (nuint)Largest };
            Messages[i] = new MessageHeader
            {
                Name = Addresses + (i * AddressStride),
                NameLength = PeerAddress.SocketAddressLength,
                Vectors = Vectors + i,
                VectorCount = 1,
                Control = tellsLocal ? Controls + (i * ControlStride) : null,
                ControlLength = tellsLocal ? (ulong)ControlStride : 0,
            };
        }
    }

    internal byte* Slot(int index) => _bytes + ((long)index * Largest);

    internal void Set(int index, int length, PeerAddress local)
    {
        _lengths[index] = length;
        _locals[index] = local;
    }
}
