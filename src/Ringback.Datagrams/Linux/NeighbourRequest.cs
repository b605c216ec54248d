using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>
/// <c>struct arpreq</c>: who is behind an address. Two socket addresses, flags, a mask that does not count for an
/// address alone, and the name of the network card.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NeighbourRequest
{
    internal const int EthernetLength = 6;

    private const int SocketAddressLength = 16;
    private const int NameLength = 16;
    private const ushort EthernetType = 1;

    // ATF_COM: the entry is complete. Without ATF_PERM the kernel forgets it like any other.
    private const int Complete = 2;

    private fixed byte _protocol[SocketAddressLength];
    private fixed byte _hardware[SocketAddressLength];
    private readonly int _flags;
    private fixed byte _mask[SocketAddressLength];
    private fixed byte _device[NameLength];

    internal NeighbourRequest(uint address, ReadOnlySpan<byte> hardware, string device)
    {
        _flags = Complete;
        fixed (NeighbourRequest* self = &this)
        {
            Span<byte> protocol = new(self->_protocol, SocketAddressLength);
            BitConverter.TryWriteBytes(protocol, Libc.InterNetwork);
            BinaryPrimitives.WriteUInt32BigEndian(protocol[4..], address);
            Span<byte> card = new(self->_hardware, SocketAddressLength);
            BitConverter.TryWriteBytes(card, EthernetType);
            hardware.CopyTo(card[2..]);
            Span<byte> name = new(self->_device, NameLength - 1);
            Encoding.UTF8.TryGetBytes(device, name, out _);
        }
    }
}
