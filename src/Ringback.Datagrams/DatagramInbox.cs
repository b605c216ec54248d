using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams;

/// <summary>
/// Datagrams that were received together, in memory that is used again for the next batch. For one thread.
/// </summary>
public sealed unsafe class DatagramInbox : IDisposable
{
    private readonly NativeArray<MessageHeader> _headers;
    private readonly NativeArray<IoVector> _vectors;
    private readonly NativeArray<byte> _addresses;
    private readonly NativeArray<byte> _controls;
    private readonly NativeArray<byte> _bytes;
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
        _headers = new NativeArray<MessageHeader>(capacity);
        _vectors = new NativeArray<IoVector>(capacity);
        _addresses = new NativeArray<byte>(capacity * AddressStride);
        _controls = new NativeArray<byte>(capacity * ControlStride);
        _bytes = new NativeArray<byte>(checked(capacity * largest));
    }

    internal const int AddressStride = 32;
    internal const int ControlStride = 64;

    /// <summary>Datagrams in a batch at most.</summary>
    public int Capacity { get; }

    /// <summary>Bytes kept of each datagram.</summary>
    public int Largest { get; }

    /// <summary>Datagrams in this batch.</summary>
    public int Count { get; internal set; }

    /// <summary>Where the kernel writes what it received.</summary>
    internal MessageHeader* Messages => _headers.AddressOf(0, Capacity);

    internal bool IsV6 { get; set; }

    /// <summary>A datagram's bytes, until the next batch.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => _bytes.Slice(index * Largest, _lengths[index]);

    /// <summary>Who sent it.</summary>
    public PeerAddress Peer(int index) => PeerAddress.Read(AddressOf(index), IsV6);

    /// <summary>
    /// The address of ours that it was sent to, without a port; <see cref="PeerAddress.IsNone"/> when it was sent to
    /// many (broadcast, multicast), or the port was not asked to tell.
    /// </summary>
    public PeerAddress Local(int index) => _locals[index];

    /// <inheritdoc/>
    public void Dispose()
    {
        Count = 0;
        _headers.Dispose();
        _vectors.Dispose();
        _addresses.Dispose();
        _controls.Dispose();
        _bytes.Dispose();
    }

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
            _vectors[i] = new IoVector { Base = _bytes.AddressOf(i * Largest, Largest), Length = (nuint)Largest };
            _headers[i] = new MessageHeader
            {
                Name = _addresses.AddressOf(i * AddressStride, PeerAddress.SocketAddressLength),
                NameLength = PeerAddress.SocketAddressLength,
                Vectors = _vectors.AddressOf(i, 1),
                VectorCount = 1,
                Control = tellsLocal ? _controls.AddressOf(i * ControlStride, ControlStride) : null,
                ControlLength = tellsLocal ? (ulong)ControlStride : 0,
            };
        }
    }

    /// <summary>A datagram's place.</summary>
    internal Span<byte> Slot(int index) => _bytes.Slice(index * Largest, Largest);

    /// <summary>The place of its sender's address.</summary>
    internal Span<byte> AddressOf(int index) => _addresses.Slice(index * AddressStride, AddressStride);

    /// <summary>The notes that the kernel wrote beside it.</summary>
    internal ReadOnlySpan<byte> ControlOf(int index) =>
        _controls.Slice(index * ControlStride, (int)Math.Min(_headers[index].ControlLength, ControlStride));

    /// <summary>Bytes that the kernel wrote into its place.</summary>
    internal int MovedInto(int index) => (int)Math.Min(_headers[index].Moved & uint.MaxValue, (ulong)Largest);

    internal void Set(int index, int length, PeerAddress local)
    {
        _lengths[index] = length;
        _locals[index] = local;
    }
}
