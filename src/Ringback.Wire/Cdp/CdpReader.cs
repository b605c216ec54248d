using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Cdp;

/// <summary>Reads announcements. What is said twice counts as it was said last.</summary>
internal static class CdpReader
{
    internal const int HeadLength = 4;
    internal const int ValueHeadLength = 4;

    // One byte that says for what, then the VLAN.
    private const int VoiceVlanLength = 3;

    internal static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CdpAnnouncement? announcement, out CdpMalformation why)
    {
        announcement = null;
        why = CdpMalformation.TooShort;
        if (bytes.Length < HeadLength) return false;
        why = CdpMalformation.BadChecksum;
        if (!CdpChecksum.Agrees(bytes)) return false;
        CdpAnnouncement read = new() { Version = bytes[0], TimeToLiveSeconds = bytes[1] };
        int values = 0;
        for (ReadOnlySpan<byte> rest = bytes[HeadLength..]; !rest.IsEmpty;)
        {
            why = CdpMalformation.TooMany;
            if (++values > CdpAnnouncement.MostValues) return false;
            why = CdpMalformation.BadLength;
            if (rest.Length < ValueHeadLength) return false;
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < ValueHeadLength || length > rest.Length) return false;
            why = CdpMalformation.BadValue;
            CdpType type = (CdpType)BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (Take(read, type, rest[ValueHeadLength..length]) is not { } more) return false;
            read = more;
            rest = rest[length..];
        }

        announcement = read;
        why = CdpMalformation.None;
        return true;
    }

    /// <summary>What was read with one more value; null when that is too short.</summary>
    private static CdpAnnouncement? Take(CdpAnnouncement read, CdpType type, ReadOnlySpan<byte> value) => type switch
    {
        CdpType.DeviceId => read with { DeviceId = Text(value) },
        CdpType.Addresses => TryReadAddresses(value, out IReadOnlyList<Ipv4Address> addresses)
            ? read with { Addresses = addresses }
            : null,
        CdpType.PortId => read with { PortId = Text(value) },
        CdpType.Capabilities => value.Length < 4 ? null : read with
        {
            Capabilities = (CdpCapabilities)BinaryPrimitives.ReadUInt32BigEndian(value),
        },
        CdpType.SoftwareVersion => read with { SoftwareVersion = Text(value) },
        CdpType.Platform => read with { Platform = Text(value) },
        CdpType.NativeVlan => value.Length < 2 ? null : read with
        {
            NativeVlan = BinaryPrimitives.ReadUInt16BigEndian(value),
        },
        CdpType.Duplex => value.IsEmpty ? null : read with { IsFullDuplex = value[0] != 0 },
        CdpType.VoiceVlanReply => value.Length < VoiceVlanLength ? null : read with
        {
            VoiceVlan = BinaryPrimitives.ReadUInt16BigEndian(value[1..]),
        },
        // Some say in it for what and which VLAN they have, some nothing.
        CdpType.VoiceVlanQuery => read with { AsksForVoiceVlan = true },
        CdpType.Power => value.Length < 2 ? null : read with
        {
            PowerMilliwatts = BinaryPrimitives.ReadUInt16BigEndian(value),
        },
        _ => read with { Unread = read.Unread + 1 },
    };

    /// <summary>
    /// A number of addresses, each with the type and the length of its protocol, the protocol, its length, and itself.
    /// </summary>
    private static bool TryReadAddresses(ReadOnlySpan<byte> value, out IReadOnlyList<Ipv4Address> addresses)
    {
        List<Ipv4Address> list = [];
        addresses = list;
        if (value.Length < 4) return false;
        uint count = BinaryPrimitives.ReadUInt32BigEndian(value);
        value = value[4..];
        for (uint i = 0; i < count; i++)
        {
            if (value.Length < 2 || value.Length < 2 + value[1] + 2) return false;
            ReadOnlySpan<byte> protocol = value.Slice(2, value[1]);
            bool isIpv4 = value[0] == CdpWriter.NetworkLayer && protocol.SequenceEqual(CdpWriter.Ipv4);
            value = value[(2 + protocol.Length)..];
            int length = BinaryPrimitives.ReadUInt16BigEndian(value);
            value = value[2..];
            if (value.Length < length) return false;
            if (isIpv4 && length == Ipv4Address.Length && list.Count < CdpAnnouncement.MostAddresses)
                list.Add(Ipv4Address.Read(value));
            value = value[length..];
        }

        return true;
    }

    /// <summary>A NUL ends a text of some machines, which is none of its characters.</summary>
    private static string Text(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? value : value[..end]);
    }
}
