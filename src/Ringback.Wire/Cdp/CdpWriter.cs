using System.Buffers.Binary;
using System.Text;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Cdp;

/// <summary>Writes announcements, with their checksum as Cisco's machines count it.</summary>
public static class CdpWriter
{
    /// <summary>Whom announcements are for: everybody who speaks CDP, and no further than the next switch.</summary>
    public static HardwareAddress Everybody { get; } =
        HardwareAddress.From(HardwareAddress.Ethernet, [0x01, 0x00, 0x0C, 0xCC, 0xCC, 0xCC]);

    /// <summary>A protocol that is named by its number among those of the network layer.</summary>
    internal const byte NetworkLayer = 1;

    // A query and a reply say first for what the VLAN is: 1 is a phone.
    private const byte ForPhones = 1;

    /// <summary>IPv4 among the protocols of the network layer.</summary>
    internal static ReadOnlySpan<byte> Ipv4 => [0xCC];

    /// <summary>Writes what stands behind LLC and SNAP.</summary>
    /// <param name="buffer">With room for all; a frame of Ethernet has it for what a phone says.</param>
    /// <param name="said">What is announced.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public static int Write(Span<byte> buffer, CdpAnnouncement said)
    {
        ArgumentNullException.ThrowIfNull(said);
        Values values = new(buffer) { Length = CdpReader.HeadLength };
        buffer[0] = said.Version;
        buffer[1] = said.TimeToLiveSeconds;
        values.Text(CdpType.DeviceId, said.DeviceId);
        values.Addresses(said.Addresses);
        values.Text(CdpType.PortId, said.PortId);
        if (said.Capabilities != CdpCapabilities.None)
            values.Number(CdpType.Capabilities, (uint)said.Capabilities, sizeof(uint));
        values.Text(CdpType.SoftwareVersion, said.SoftwareVersion);
        values.Text(CdpType.Platform, said.Platform);
        if (said.NativeVlan is { } native) values.Number(CdpType.NativeVlan, native, sizeof(ushort));
        if (said.IsFullDuplex is { } full) values.Number(CdpType.Duplex, full ? 1u : 0, sizeof(byte));
        if (said.VoiceVlan is { } voice) values.Number(CdpType.VoiceVlanReply, ForPhones << 16 | (uint)voice, 3);
        // The VLAN behind it is none: that is what it asks for.
        if (said.AsksForVoiceVlan) values.Number(CdpType.VoiceVlanQuery, ForPhones << 16, 3);
        if (said.PowerMilliwatts is { } power) values.Number(CdpType.Power, power, sizeof(ushort));
        buffer.Slice(2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], CdpChecksum.OfCisco(buffer[..values.Length]));
        return values.Length;
    }

    /// <summary>Writes a whole frame of IEEE 802.3, with LLC and SNAP.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public static int WriteFrame(Span<byte> buffer, HardwareAddress source, CdpAnnouncement said)
    {
        const int head = EthernetFrame.HeaderLength + LinkFrame.SnapLength;
        int length = Write(buffer[head..], said);
        EthernetFrame.WriteHeader(buffer, Everybody, source, (ushort)(LinkFrame.SnapLength + length));
        LinkFrame.CdpSnap.CopyTo(buffer[EthernetFrame.HeaderLength..]);
        return head + length;
    }

    /// <summary>Values one behind the other.</summary>
    private ref struct Values(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        internal int Length;

        internal void Text(CdpType type, string text)
        {
            if (text.Length == 0) return;
            Encoding.Latin1.GetBytes(text, Begin(type, text.Length));
        }

        internal void Number(CdpType type, uint number, int length)
        {
            Span<byte> value = Begin(type, length);
            for (int i = length - 1; i >= 0; i--, number >>= 8) value[i] = (byte)number;
        }

        internal void Addresses(IReadOnlyList<Ipv4Address> addresses)
        {
            const int each = 2 + 1 + 2 + Ipv4Address.Length;
            if (addresses.Count == 0) return;
            Span<byte> value = Begin(CdpType.Addresses, sizeof(uint) + (each * addresses.Count));
            BinaryPrimitives.WriteInt32BigEndian(value, addresses.Count);
            value = value[sizeof(uint)..];
            foreach (Ipv4Address address in addresses)
            {
                value[0] = NetworkLayer;
                value[1] = (byte)Ipv4.Length;
                value[2] = Ipv4[0];
                BinaryPrimitives.WriteUInt16BigEndian(value[3..], Ipv4Address.Length);
                address.Write(value[5..]);
                value = value[each..];
            }
        }

        private Span<byte> Begin(CdpType type, int length)
        {
            int whole = CdpReader.ValueHeadLength + length;
            if (whole > _buffer.Length - Length || whole > ushort.MaxValue)
                throw new ArgumentException("There is not enough room for the announcement.", nameof(length));
            Span<byte> value = _buffer.Slice(Length, whole);
            BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)type);
            BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)whole);
            Length += whole;
            return value[CdpReader.ValueHeadLength..];
        }
    }
}
