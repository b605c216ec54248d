namespace Ringback.Datagrams.Linux;

/// <summary>Programs for the kernel's packet filter, which looks at whole frames.</summary>
internal static class PacketFilter
{
    // The few instructions of the classic filter that are needed, as bpf(4) of the BSDs names them.
    private const ushort LoadHalf = 0x28, LoadByte = 0x30, LoadHalfBehindX = 0x48, LoadHeaderLengthIntoX = 0xb1;
    private const ushort JumpIfEqual = 0x15, JumpIfAnyBit = 0x45, Return = 0x06;

    /// <summary>
    /// Takes IPv4 with UDP to a port. Later pieces of a datagram have no port and are left out: DHCP fits into a frame.
    /// </summary>
    internal static FilterInstruction[] UdpTo(ushort port) =>
    [
        new(LoadHalf, 0, 0, 12), // EtherType
        new(JumpIfEqual, 0, 8, 0x0800),
        new(LoadByte, 0, 0, 23), // IP protocol
        new(JumpIfEqual, 0, 6, 17),
        new(LoadHalf, 0, 0, 20), // flags and fragment offset
        new(JumpIfAnyBit, 4, 0, 0x1fff),
        new(LoadHeaderLengthIntoX, 0, 0, 14),
        new(LoadHalfBehindX, 0, 0, 16), // UDP destination
        new(JumpIfEqual, 0, 1, port),
        new(Return, 0, 0, 0x40000),
        new(Return, 0, 0, 0),
    ];
}
