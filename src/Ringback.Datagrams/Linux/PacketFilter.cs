namespace Ringback.Datagrams.Linux;

/// <summary>Programs for the kernel's packet filter, which looks at whole frames.</summary>
internal static class PacketFilter
{
    // The few instructions of the classic filter that are needed, as bpf(4) of the BSDs names them.
    private const ushort LoadHalf = 0x28, LoadByte = 0x30, LoadHalfBehindX = 0x48, LoadHeaderLengthIntoX = 0xb1;
    private const ushort LoadWord = 0x20, LoadByteBehindX = 0x50, And = 0x54, JumpIfAtLeast = 0x35;
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

    /// <summary>Takes the frames of one VLAN, by the tag that the kernel has taken out.</summary>
    internal static FilterInstruction[] OfVlan(ushort vlan)
    {
        // Places that stand for notes beside the frame: SKF_AD_OFF, SKF_AD_VLAN_TAG, …_PRESENT (linux/filter.h).
        const uint Notes = 0xfffff000, TagAt = Notes + 44, HasTagAt = Notes + 48;
        return
        [
            new(LoadWord, 0, 0, HasTagAt),
            new(JumpIfEqual, 3, 0, 0),
            new(LoadWord, 0, 0, TagAt),
            new(And, 0, 0, 0x0fff),
            new(JumpIfEqual, 1, 0, vlan),
            new(Return, 0, 0, 0),
            new(Return, 0, 0, 0x40000),
        ];
    }

    /// <summary>
    /// Takes what somebody says of himself or asks for: everything that is no IPv4, the first packet of a TCP
    /// connection, and UDP to ports below 1024 and those of <paramref name="ports"/>. What moves files and calls is
    /// left out, which is nearly all there is.
    /// </summary>
    internal static FilterInstruction[] Questions(params ReadOnlySpan<ushort> ports)
    {
        // Jumps count the instructions that are left out; "take" and "leave" stand at the end.
        int n = ports.Length, leave = 13 + n, take = leave + 1;
        byte From(int at, int to) => (byte)(to - at - 1);
        List<FilterInstruction> program =
        [
            new(LoadHalf, 0, 0, 12), // EtherType; the kernel has taken a tag out
            new(JumpIfEqual, 0, From(1, take), 0x0800),
            new(LoadHalf, 0, 0, 20), // flags and fragment offset
            new(JumpIfAnyBit, From(3, leave), 0, 0x1fff),
            new(LoadHeaderLengthIntoX, 0, 0, 14),
            new(LoadByte, 0, 0, 23), // IP protocol
            new(JumpIfEqual, 0, From(6, 10), 6),
            new(LoadByteBehindX, 0, 0, 14 + 13), // TCP flags
            new(And, 0, 0, 0x12), // SYN and ACK
            new(JumpIfEqual, From(9, take), From(9, leave), 0x02),
            new(JumpIfEqual, 0, From(10, leave), 17),
            new(LoadHalfBehindX, 0, 0, 16), // UDP destination
            new(JumpIfAtLeast, 0, From(12, take), 1024),
        ];
        for (int i = 0; i < n; i++) program.Add(new FilterInstruction(JumpIfEqual, From(13 + i, take), 0, ports[i]));
        return [.. program, new(Return, 0, 0, 0), new(Return, 0, 0, 0x40000)];
    }
}
