using System.Buffers.Binary;

namespace Ringback.Datagrams.Linux;

/// <summary>The VLAN tag of a frame, which the kernel hands over beside it.</summary>
/// <remarks>
/// <c>struct tpacket_auxdata</c> in a side note (<c>PACKET_AUXDATA</c>, packet(7)):
/// <code>
///   | status (4) | length (4) | captured (4) | link header at (2) | network header at (2) | tag (2) | its type (2) |
/// </code>
/// </remarks>
internal static class FrameTag
{
    private const int NoteHead = 16, NoteLength = 20, AddressesLength = 12, TagLength = 4;
    private const uint HasTag = 1 << 4, HasType = 1 << 6;
    private const ushort Dot1Q = 0x8100;

    /// <summary>Puts the tag back between the addresses and the type; the new length.</summary>
    internal static int PutBack(Span<byte> frame, int length, ReadOnlySpan<byte> notes)
    {
        if (!TryFind(notes, out ushort type, out ushort tag) || length < AddressesLength) return length;
        int longer = Math.Min(length + TagLength, frame.Length);
        if (longer < AddressesLength + TagLength) return length;
        frame[AddressesLength..(longer - TagLength)].CopyTo(frame[(AddressesLength + TagLength)..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[AddressesLength..], type);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(AddressesLength + 2)..], tag);
        return longer;
    }

    private static bool TryFind(ReadOnlySpan<byte> notes, out ushort type, out ushort tag)
    {
        type = tag = 0;
        while (notes.Length >= NoteHead)
        {
            long whole = BitConverter.ToInt64(notes);
            if (whole < NoteHead || whole > notes.Length) return false;
            bool isOurs = BitConverter.ToInt32(notes[8..]) == PacketCalls.LevelPacket
                && BitConverter.ToInt32(notes[12..]) == PacketCalls.TellAuxiliaryData;
            if (isOurs && whole >= NoteHead + NoteLength)
            {
                ReadOnlySpan<byte> data = notes[NoteHead..];
                uint status = BitConverter.ToUInt32(data);
                tag = BitConverter.ToUInt16(data[16..]);
                type = (status & HasType) != 0 ? BitConverter.ToUInt16(data[18..]) : Dot1Q;
                return (status & HasTag) != 0;
            }

            notes = notes[(int)Math.Min((whole + 7) & ~7L, notes.Length)..];
        }

        return false;
    }
}
