using System.Buffers.Binary;
using System.Text;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Lldp;

/// <summary>Writes announcements, with what phones add.</summary>
public static class LldpWriter
{
    // All that LLDP-MED can say, as a set of bits: capabilities, policy, power, inventory.
    private const ushort MedCapabilities = 1 | 2 | 16 | 32;
    private const int LongestValue = 511;
    private const int PolicyLength = 4;

    /// <summary>Whom announcements are for: the next machine on the cable.</summary>
    public static HardwareAddress Everybody { get; } =
        HardwareAddress.From(HardwareAddress.Ethernet, [0x01, 0x80, 0xC2, 0x00, 0x00, 0x0E]);

    /// <summary>Writes a whole frame.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is not enough room, or a text is longer than fits.</exception>
    public static int WriteFrame(Span<byte> buffer, HardwareAddress source, LldpAnnouncement said)
    {
        int at = EthernetFrame.WriteHeader(buffer, Everybody, source, EthernetFrame.Lldp);
        return at + Write(buffer[at..], said);
    }

    /// <summary>Writes what stands behind the header of Ethernet.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is not enough room, or a text is longer than fits.</exception>
    public static int Write(Span<byte> buffer, LldpAnnouncement said)
    {
        ArgumentNullException.ThrowIfNull(said);
        Values values = new(buffer);
        values.Named(LldpType.Chassis, LldpType.ChassisByHardware, said.ChassisHardware, LldpType.ChassisByAddress,
            said.ChassisAddress, LldpType.ChassisByText, said.ChassisText);
        values.Named(LldpType.Port, LldpType.PortByHardware, said.PortHardware, 0, null, LldpType.PortByText,
            said.PortText);
        values.Number(LldpType.TimeToLive, said.TimeToLiveSeconds, sizeof(ushort));
        values.Text(LldpType.PortDescription, said.PortDescription);
        values.Text(LldpType.SystemName, said.SystemName);
        values.Text(LldpType.SystemDescription, said.SystemDescription);
        if (said.Capabilities != LldpCapabilities.None)
            values.Number(LldpType.Capabilities, (uint)said.Capabilities << 16 | (uint)said.Enabled, sizeof(uint));
        foreach (Ipv4Address address in said.Addresses) values.Address(address);
        if (said.MedClass is { } kind)
            values.Med(LldpType.MedCapabilities, [MedCapabilities >> 8, (byte)MedCapabilities, kind]);
        foreach (LldpMedPolicy policy in said.Policies) values.Policy(policy);
        LldpMedInventory made = said.Inventory;
        values.MedText(LldpType.MedHardware, made.Hardware);
        values.MedText(LldpType.MedFirmware, made.Firmware);
        values.MedText(LldpType.MedSoftware, made.Software);
        values.MedText(LldpType.MedSerial, made.Serial);
        values.MedText(LldpType.MedMaker, made.Maker);
        values.MedText(LldpType.MedModel, made.Model);
        values.MedText(LldpType.MedAsset, made.Asset);
        values.Begin(LldpType.End, 0);
        return values.Length;
    }

    /// <summary>Values one behind the other.</summary>
    private ref struct Values(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        internal int Length;

        internal void Named(int type, byte byHardware, HardwareAddress? hardware, byte byAddress, Ipv4Address? address,
            byte byText, string? text)
        {
            if (hardware is { } card)
            {
                Span<byte> value = Begin(type, 1 + LldpReader.HardwareLength);
                value[0] = byHardware;
                EthernetFrame.WriteAddress(value[1..], card);
            }
            else if (address is { } own)
            {
                Span<byte> value = Begin(type, 2 + Ipv4Address.Length);
                value[0] = byAddress;
                value[1] = LldpType.Ipv4;
                own.Write(value[2..]);
            }
            else
            {
                string name = text is { Length: > 0 } given ? given : "-";
                Span<byte> value = Begin(type, 1 + name.Length);
                value[0] = byText;
                Encoding.Latin1.GetBytes(name, value[1..]);
            }
        }

        internal void Number(int type, uint number, int length)
        {
            Span<byte> value = Begin(type, length);
            for (int i = length - 1; i >= 0; i--, number >>= 8) value[i] = (byte)number;
        }

        internal void Text(int type, string? text)
        {
            if (text is not null) Encoding.Latin1.GetBytes(text, Begin(type, text.Length));
        }

        /// <summary>The address and how the interface is numbered: not at all.</summary>
        internal void Address(Ipv4Address address)
        {
            const int interfaceAndNoObject = 1 + 4 + 1;
            Span<byte> value = Begin(LldpType.ManagementAddress, 2 + Ipv4Address.Length + interfaceAndNoObject);
            value.Clear();
            value[0] = 1 + Ipv4Address.Length;
            value[1] = LldpType.Ipv4;
            address.Write(value[2..]);
            value[2 + Ipv4Address.Length] = 1;
        }

        internal void Policy(LldpMedPolicy policy)
        {
            Span<byte> value = stackalloc byte[PolicyLength];
            BinaryPrimitives.WriteUInt32BigEndian(value, (uint)policy.Application << 24
                | (policy.IsUnknown ? 1u << 23 : 0) | (policy.IsTagged ? 1u << 22 : 0)
                | (uint)(policy.Vlan & 0xfff) << 9 | (uint)(policy.Priority & 7) << 6 | (uint)(policy.Dscp & 0x3f));
            Med(LldpType.MedPolicy, value);
        }

        internal void MedText(byte subtype, string? text)
        {
            if (text is not null) Med(subtype, Encoding.Latin1.GetBytes(text));
        }

        internal void Med(byte subtype, scoped ReadOnlySpan<byte> value)
        {
            Span<byte> whole = Begin(LldpType.Organisation, 4 + value.Length);
            LldpType.Med.CopyTo(whole);
            whole[3] = subtype;
            value.CopyTo(whole[4..]);
        }

        internal Span<byte> Begin(int type, int length)
        {
            if (length > LongestValue || LldpReader.HeadLength + length > _buffer.Length - Length)
                throw new ArgumentException("There is not enough room for the announcement.", nameof(length));
            Span<byte> value = _buffer.Slice(Length, LldpReader.HeadLength + length);
            BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)(type << 9 | length));
            Length += value.Length;
            return value[LldpReader.HeadLength..];
        }
    }
}
