using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Lldp;

/// <summary>Reads announcements. What is said twice counts as it was said last.</summary>
internal static class LldpReader
{
    internal const int HeadLength = 2;
    internal const int HardwareLength = 6;

    private const int CapabilitiesLength = 4;
    private const int OrganisationLength = 4;

    internal static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LldpAnnouncement? announcement, out LldpMalformation why)
    {
        announcement = null;
        LldpAnnouncement read = new();
        for (int number = 0; !bytes.IsEmpty; number++)
        {
            why = LldpMalformation.TooMany;
            if (number > LldpAnnouncement.MostValues) return false;
            why = LldpMalformation.BadLength;
            if (bytes.Length < HeadLength) return false;
            int head = BinaryPrimitives.ReadUInt16BigEndian(bytes), type = head >> 9, length = head & 0x1ff;
            if (length > bytes.Length - HeadLength) return false;
            why = LldpMalformation.BadOrder;
            // Chassis, port and time to live are 1, 2 and 3, and nothing comes between.
            if (number < LldpType.TimeToLive && type != number + 1) return false;
            if (type == LldpType.End)
            {
                announcement = read;
                why = LldpMalformation.None;
                return true;
            }

            why = LldpMalformation.BadValue;
            if (Take(read, type, bytes.Slice(HeadLength, length)) is not { } more) return false;
            read = more;
            bytes = bytes[(HeadLength + length)..];
        }

        why = LldpMalformation.NoEnd;
        return false;
    }

    private static LldpAnnouncement? Take(LldpAnnouncement read, int type, ReadOnlySpan<byte> value) => type switch
    {
        LldpType.Chassis => value.Length < 2 ? null : Chassis(read, value[0], value[1..]),
        LldpType.Port => value.Length < 2 ? null : Port(read, value[0], value[1..]),
        LldpType.TimeToLive => value.Length < 2 ? null : read with
        {
            TimeToLiveSeconds = BinaryPrimitives.ReadUInt16BigEndian(value),
        },
        LldpType.PortDescription => read with { PortDescription = Text(value) },
        LldpType.SystemName => read with { SystemName = Text(value) },
        LldpType.SystemDescription => read with { SystemDescription = Text(value) },
        LldpType.Capabilities => value.Length < CapabilitiesLength ? null : read with
        {
            Capabilities = (LldpCapabilities)BinaryPrimitives.ReadUInt16BigEndian(value),
            Enabled = (LldpCapabilities)BinaryPrimitives.ReadUInt16BigEndian(value[2..]),
        },
        LldpType.ManagementAddress => Address(read, value),
        LldpType.Organisation => value.Length < OrganisationLength ? null
            : value[..3].SequenceEqual(LldpType.Med) ? Med(read, value[3], value[OrganisationLength..])
            : read with { Unread = read.Unread + 1 },
        _ => read with { Unread = read.Unread + 1 },
    };

    private static LldpAnnouncement Chassis(LldpAnnouncement read, byte how, ReadOnlySpan<byte> value) =>
        (how, value.Length) switch
        {
            (LldpType.ChassisByHardware, HardwareLength) => read with { ChassisHardware = Hardware(value) },
            (LldpType.ChassisByAddress, 1 + Ipv4Address.Length) when value[0] == LldpType.Ipv4 =>
                read with { ChassisAddress = Ipv4Address.Read(value[1..]) },
            // Numbers of other kinds are no text.
            (LldpType.ChassisByHardware or LldpType.ChassisByAddress, _) => read,
            _ => read with { ChassisText = Text(value) },
        };

    private static LldpAnnouncement Port(LldpAnnouncement read, byte how, ReadOnlySpan<byte> value) =>
        (how, value.Length) switch
        {
            (LldpType.PortByHardware, HardwareLength) => read with { PortHardware = Hardware(value) },
            (LldpType.PortByHardware or LldpType.ChassisByHardware, _) => read,
            _ => read with { PortText = Text(value) },
        };

    /// <summary>The length of kind and address, the kind, the address; what follows is nobody's business.</summary>
    private static LldpAnnouncement? Address(LldpAnnouncement read, ReadOnlySpan<byte> value)
    {
        if (value.Length < 2 || value[0] < 1 || value[0] > value.Length - 1) return null;
        bool isIpv4 = value[0] == 1 + Ipv4Address.Length && value[1] == LldpType.Ipv4;
        return !isIpv4 || read.Addresses.Count >= LldpAnnouncement.MostOfEach
            ? read
            : read with { Addresses = [.. read.Addresses, Ipv4Address.Read(value[2..])] };
    }

    private static LldpAnnouncement? Med(LldpAnnouncement read, byte subtype, ReadOnlySpan<byte> value)
    {
        LldpMedInventory known = read.Inventory;
        return subtype switch
        {
            LldpType.MedCapabilities => value.Length < 3 ? null : read with { MedClass = value[2] },
            LldpType.MedPolicy => value.Length < 4 ? null : Policy(read, value),
            LldpType.MedHardware => read with { Inventory = known with { Hardware = Text(value) } },
            LldpType.MedFirmware => read with { Inventory = known with { Firmware = Text(value) } },
            LldpType.MedSoftware => read with { Inventory = known with { Software = Text(value) } },
            LldpType.MedSerial => read with { Inventory = known with { Serial = Text(value) } },
            LldpType.MedMaker => read with { Inventory = known with { Maker = Text(value) } },
            LldpType.MedModel => read with { Inventory = known with { Model = Text(value) } },
            LldpType.MedAsset => read with { Inventory = known with { Asset = Text(value) } },
            _ => read with { Unread = read.Unread + 1 },
        };
    }

    /// <summary>Application (8 bits), unknown, tagged, reserved, VLAN (12), priority (3), mark of IP (6).</summary>
    private static LldpAnnouncement Policy(LldpAnnouncement read, ReadOnlySpan<byte> value)
    {
        uint bits = BinaryPrimitives.ReadUInt32BigEndian(value);
        LldpMedPolicy policy = new((LldpMedApplication)(bits >> 24), (bits >> 23 & 1) != 0, (bits >> 22 & 1) != 0,
            (ushort)(bits >> 9 & 0xfff), (byte)(bits >> 6 & 7), (byte)(bits & 0x3f));
        return read.Policies.Count >= LldpAnnouncement.MostOfEach
            ? read
            : read with { Policies = [.. read.Policies, policy] };
    }

    private static HardwareAddress Hardware(ReadOnlySpan<byte> value) =>
        HardwareAddress.From(HardwareAddress.Ethernet, value);

    private static string Text(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? value : value[..end]);
    }
}
