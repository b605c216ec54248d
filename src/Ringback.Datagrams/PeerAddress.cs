using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ringback.Datagrams;

/// <summary>
/// An address and a port as a value: the key under which a transfer is found for each packet, where an
/// <see cref="IPEndPoint"/> would cost two objects.
/// </summary>
/// <remarks>
/// The socket address that the kernel reads and writes has its parts at the same places on every platform; only the
/// two bytes of the family differ, and those are known from the socket.
/// <code>
///   IPv4   | family (2) | port (2) | address (4) | zeros (8) |
///   IPv6   | family (2) | port (2) | flow (4)    | address (16) | scope (4) |
/// </code>
/// </remarks>
public readonly struct PeerAddress : IEquatable<PeerAddress>
{
    /// <summary>Bytes of the larger socket address, that of IPv6.</summary>
    internal const int SocketAddressLength = 28;

    private const int SocketAddressLength4 = 16;
    private const int AddressAt4 = 4;
    private const int AddressAt6 = 8;
    private const int ScopeAt6 = 24;

    // Whoever chooses addresses and ports must not be able to choose ones that all fall into one bucket.
    private static readonly ulong s_seed = BitConverter.ToUInt64(
        System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;
    private readonly ushort _port;
    private readonly bool _isV6;

    private PeerAddress(ulong high, ulong low, uint scope, ushort port, bool isV6)
    {
        _high = high;
        _low = low;
        _scope = scope;
        _port = port;
        _isV6 = isV6;
    }

    /// <summary>The port; 0 when this stands for a host.</summary>
    public int Port => _port;

    /// <summary>True for IPv6.</summary>
    public bool IsV6 => _isV6;

    /// <summary>True for the value that no packet comes from: all zeros.</summary>
    public bool IsNone => this == default;

    /// <summary>The same address without its port: the host.</summary>
    public PeerAddress Host => WithPort(0);

    /// <summary>The address alone.</summary>
    public IPAddress Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            if (!_isV6)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)_low);
                return new IPAddress(bytes[..4]);
            }

            BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
            return new IPAddress(bytes, _scope);
        }
    }

    /// <summary>True when both are the same address, port and, for link-local IPv6, interface.</summary>
    public static bool operator ==(in PeerAddress left, in PeerAddress right) => left.Equals(right);

    /// <summary>The opposite.</summary>
    public static bool operator !=(in PeerAddress left, in PeerAddress right) => !left.Equals(right);

    /// <summary>The same place in the framework's words.</summary>
    public static PeerAddress From(IPEndPoint endPoint) => From(endPoint.Address, endPoint.Port);

    /// <summary>The same place in the framework's words.</summary>
    public static PeerAddress From(IPAddress address, int port = 0)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? V4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port)
            : new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes),
                BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), (uint)address.ScopeId, (ushort)port, true);
    }

    /// <summary>An IPv4 address given as a number, its first octet highest.</summary>
    public static PeerAddress V4(uint address, ushort port = 0) => new(0, address, 0, port, false);

    /// <summary>The same address with another port.</summary>
    public PeerAddress WithPort(ushort port) => new(_high, _low, _scope, port, _isV6);

    /// <summary>For messages and for the journal; allocates.</summary>
    public IPEndPoint ToEndPoint() => new(Address, _port);

    /// <summary>Reads the socket address that came with a datagram.</summary>
    internal static PeerAddress Read(ReadOnlySpan<byte> socketAddress, bool isV6)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(socketAddress[2..]);
        return isV6
            ? new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(socketAddress[AddressAt6..]),
                BinaryPrimitives.ReadUInt64BigEndian(socketAddress[(AddressAt6 + 8)..]),
                BitConverter.ToUInt32(socketAddress[ScopeAt6..]), port, true)
            : V4(BinaryPrimitives.ReadUInt32BigEndian(socketAddress[AddressAt4..]), port);
    }

    /// <summary>Writes everything but the family, which is the platform's own; returns the length.</summary>
    internal int Write(Span<byte> socketAddress)
    {
        BinaryPrimitives.WriteUInt16BigEndian(socketAddress[2..], _port);
        if (!_isV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(socketAddress[AddressAt4..], (uint)_low);
            return SocketAddressLength4;
        }

        BitConverter.TryWriteBytes(socketAddress[4..], 0u);
        WriteAddress6(socketAddress[AddressAt6..]);
        BitConverter.TryWriteBytes(socketAddress[ScopeAt6..], _scope);
        return SocketAddressLength;
    }

    /// <summary>Writes the 16 bytes of an IPv6 address.</summary>
    internal void WriteAddress6(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
    }

    /// <summary>The four bytes of an IPv4 address, as a number.</summary>
    public uint V4Number => (uint)_low;

    /// <summary>The interface of a link-local IPv6 address.</summary>
    internal uint Scope => _scope;

    /// <inheritdoc/>
    public bool Equals(PeerAddress other) =>
        _low == other._low && _port == other._port && _high == other._high && _isV6 == other._isV6
        && _scope == other._scope;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PeerAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ulong mixed = (_low ^ ((ulong)_port << 40) ^ s_seed) * 0x9E3779B97F4A7C15;
        if (_isV6) mixed = (mixed ^ (mixed >> 32) ^ _high ^ _scope) * 0xC2B2AE3D27D4EB4F;
        return (int)((mixed ^ (mixed >> 29)) >> 16);
    }

    /// <inheritdoc/>
    public override string ToString() => _port == 0 ? Address.ToString() : ToEndPoint().ToString();
}
