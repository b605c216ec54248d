using System.Buffers.Binary;
using System.Text;
using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Lldp;

namespace Ringback.Observation.Tests.Captures;

/// <summary>A cable at which somebody listens: what is sent on it, frame by frame, and what is told.</summary>
internal sealed class Cable
{
    internal static readonly MacAddress Phone = MacAddress.Parse("000E84C060A6");
    internal static readonly MacAddress Other = MacAddress.Parse("020000000001");
    internal static readonly MacAddress Router = MacAddress.Parse("0200000000FE");
    internal static readonly Ipv4Address PhoneAddress = Ipv4Address.Parse("10.9.8.7");
    internal static readonly Ipv4Address RouterAddress = Ipv4Address.Parse("10.9.8.1");
    internal static readonly Ipv4Address Server = Ipv4Address.Parse("172.16.5.5");

    internal static readonly CdpAnnouncement Announcement = new()
    {
        DeviceId = "SEP000E84C060A6", Platform = "Cisco IP Phone 7960", SoftwareVersion = "P0030702T023",
        PortId = "Port 1", Capabilities = CdpCapabilities.Host | CdpCapabilities.Phone,
    };

    private readonly byte[] _buffer = new byte[70_000];
    private long _number;
    private uint _sequence = 1000;

    internal Cable(FollowLimits? limits = null, params Ipv4Network[] own) =>
        Observer = new FrameObserver("boot.pcapng", PhoneCatalogue.BuiltIn, own, limits);

    internal FrameObserver Observer { get; }

    internal List<PhoneEvent> Told { get; } = [];

    internal DateTimeOffset Now { get; private set; } = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    /// <summary>The VLAN of what is sent; null for no tag.</summary>
    internal ushort? Vlan { get; set; }

    internal IEnumerable<T> Of<T>() => Told.OfType<T>();

    internal void Wait(double seconds) => Now = Now.AddSeconds(seconds);

    internal void Finish() => Told.AddRange(Observer.Finish());

    internal void Send(MacAddress from, MacAddress to, ushort type, ReadOnlySpan<byte> payload)
    {
        List<byte> frame = [.. Bytes(to), .. Bytes(from)];
        if (Vlan is { } vlan) frame.AddRange([0x81, 0, (byte)(vlan >> 8), (byte)vlan]);
        frame.AddRange([(byte)(type >> 8), (byte)type, .. payload]);
        Send([.. frame]);
    }

    internal void Send(byte[] frame, int linkType = 1)
    {
        Now = Now.AddMilliseconds(1);
        Told.AddRange(Observer.Observe(new CapturedFrame(++_number, Now, linkType, frame, frame.Length)));
    }

    internal void Arp(ArpPacket packet)
    {
        int length = packet.Write(_buffer);
        MacAddress from = EthernetAddress.MacOf(packet.SenderHardware)!.Value;
        Send(from, new MacAddress(0xffff_ffff_ffff), EthernetFrame.Arp, _buffer.AsSpan(0, length).ToArray());
    }

    internal void Cdp(MacAddress from, CdpAnnouncement said) =>
        Send(_buffer[..CdpWriter.WriteFrame(_buffer, EthernetAddress.HardwareOf(from), said)]);

    internal void Lldp(MacAddress from, LldpAnnouncement said) =>
        Send(_buffer[..LldpWriter.WriteFrame(_buffer, EthernetAddress.HardwareOf(from), said)]);

    /// <summary>A datagram of the phone through its router, or back.</summary>
    internal void Udp(Ipv4Address from, int fromPort, Ipv4Address to, int toPort, ReadOnlySpan<byte> payload)
    {
        int length = UdpDatagram.Write(_buffer, (from, (ushort)fromPort), (to, (ushort)toPort), payload);
        bool isPhones = from == PhoneAddress;
        byte[] packet = _buffer[..length];
        Send(isPhones ? Phone : Router, isPhones ? Router : Phone, EthernetFrame.Ipv4, packet);
    }

    internal void Tcp(bool isPhones, int phonePort, int serverPort, byte flags, ReadOnlySpan<byte> payload,
        uint? sequence = null)
    {
        uint number = sequence ?? _sequence;
        if (sequence is null) _sequence += (uint)payload.Length + ((flags & 2) != 0 ? 1u : 0);
        byte[] packet = new byte[40 + payload.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[9] = 6;
        (isPhones ? PhoneAddress : Server).Write(packet.AsSpan(12));
        (isPhones ? Server : PhoneAddress).Write(packet.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), (ushort)(isPhones ? phonePort : serverPort));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), (ushort)(isPhones ? serverPort : phonePort));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(24), number);
        packet[32] = 0x50;
        packet[33] = flags;
        payload.CopyTo(packet.AsSpan(40));
        Send(isPhones ? Phone : Router, isPhones ? Router : Phone, EthernetFrame.Ipv4, packet);
    }

    internal void Ask(string name, int port) => Udp(PhoneAddress, port, Server, 69, Request(name));

    internal void Data(int port, int block, int length) =>
        Udp(Server, 40_000, PhoneAddress, port, [0, 3, (byte)(block >> 8), (byte)block, .. new byte[length]]);

    internal void Ack(int port, int block) =>
        Udp(PhoneAddress, port, Server, 40_000, [0, 4, (byte)(block >> 8), (byte)block]);

    internal void Error(int port, int code, string text) =>
        Udp(Server, 40_000, PhoneAddress, port, [0, 5, 0, (byte)code, .. Encoding.ASCII.GetBytes(text), 0]);

    internal static byte[] Request(string name) =>
        [0, 1, .. Encoding.Latin1.GetBytes(name), 0, .. "octet"u8, 0];

    private static byte[] Bytes(MacAddress mac)
    {
        byte[] eight = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, mac.ToUInt64());
        return eight[2..];
    }
}
