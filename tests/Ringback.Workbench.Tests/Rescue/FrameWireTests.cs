using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Rescue;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Rescue;

/// <summary>What is heard and said on a cable between two network namespaces.</summary>
public sealed class FrameWireTests
{
    private static readonly HardwareAddress Phone =
        HardwareAddress.From(HardwareAddress.Ethernet, [0, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly Ipv4Address Own = Ipv4Address.Parse("10.9.8.7");
    private static readonly Ipv4Address Gateway = Ipv4Address.Parse("10.9.8.1");

    [Fact]
    public void Questions_are_heard_with_their_tags_and_transfers_are_not()
    {
        using Cable cable = Cable.Lay();
        cable.Say(Arp());
        cable.Say(Tagged(Arp(), 100));
        // A block of a file: nobody asks for anything.
        cable.Say(Udp(50_001));
        cable.Say(Udp(69));
        cable.Say(Udp(2427));

        Assert.Equal(new ArpSight(0, Question), cable.Heard());
        Assert.Equal(new ArpSight(100, Question), cable.Heard());
        Assert.Equal(RescueService.Tftp, Assert.IsType<PacketSight>(cable.Heard()).Service);
        Assert.Equal(RescueService.Mgcp, Assert.IsType<PacketSight>(cable.Heard()).Service);
    }

    [Fact]
    public void A_probe_goes_out_with_the_tag_of_the_phone()
    {
        using Cable cable = Cable.Lay();
        cable.Wire.Probe(0, Gateway);
        cable.Wire.Probe(100, Gateway);
        cable.Wire.Announce(100, Gateway);

        Assert.Equal((0, ArpPacket.Probe(cable.Bench, Gateway)), cable.Seen());
        Assert.Equal((100, ArpPacket.Probe(cable.Bench, Gateway)), cable.Seen());
        Assert.Equal((100, ArpPacket.Announcement(cable.Bench, Gateway)), cable.Seen());
    }

    private static ArpPacket Question => ArpPacket.Request(Phone, Own, Gateway);

    private static byte[] Arp()
    {
        byte[] frame = new byte[60];
        Question.Write(frame.AsSpan(
            EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, Phone, EthernetFrame.Arp)));
        return frame;
    }

    private static byte[] Udp(ushort port)
    {
        byte[] frame = new byte[14 + UdpDatagram.HeadersLength + 40];
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, Phone, EthernetFrame.Ipv4);
        UdpDatagram.Write(frame.AsSpan(at), (Own, 50_000), (Gateway, port), new byte[40]);
        return frame;
    }

    private static byte[] Tagged(byte[] frame, ushort vlan) =>
        [.. frame[..12], 0x81, 0x00, (byte)(vlan >> 8), (byte)vlan, .. frame[12..]];

    private sealed class Cable : IDisposable
    {
        private const string Device = "cable";

        private readonly NetworkNamespace _bench = new(), _phone = new();
        private readonly BlockingCollection<RescueSight> _heard = [];
        private readonly byte[] _buffer = new byte[2048];
        private IFramePort _port = null!;

        internal FrameWire Wire { get; private set; } = null!;

        internal HardwareAddress Bench { get; private set; }

        internal static Cable Lay()
        {
            if (NetworkNamespace.WhyNot() is { } whyNot) Assert.Skip(whyNot);
            Cable cable = new();
            cable._bench.Connect(cable._phone, Device);
            (int index, cable.Bench) = cable._bench.Run(Card);
            cable.Wire = cable._bench.Run(() => FrameWire.TryOpen(
                index, cable.Bench, TimeProvider.System, NullLogger.Instance, out FrameWire? wire, out string why)
                    ? wire
                    : throw new InvalidOperationException(why));
            cable._port = cable._phone.Run(() => FramePorts.TryOpenQuestions(
                Card().Index, [], out IFramePort? port, out string why)
                    ? port
                    : throw new InvalidOperationException(why));
            // The kernels' own IPv6 is no matter here.
            cable.Wire.Begin(sight => cable._heard.Add(sight), _ => { });
            return cable;
        }

        public void Dispose()
        {
            Wire.Dispose();
            _port.Dispose();
            _bench.Dispose();
            _phone.Dispose();
            _heard.Dispose();
        }

        internal void Say(byte[] frame) => Assert.True(_port.Send(frame));

        internal RescueSight Heard()
        {
            Assert.True(_heard.TryTake(out RescueSight? sight, TimeSpan.FromSeconds(60)));
            return sight;
        }

        internal (int Vlan, ArpPacket Packet) Seen()
        {
            for (int i = 0; i < 1000; i++)
            {
                int length = _port.Receive(_buffer, TimeSpan.FromSeconds(60));
                if (EthernetFrame.TryRead(_buffer.AsSpan(0, length), out EthernetFrame frame, out _)
                    && frame.EtherType == EthernetFrame.Arp
                    && ArpPacket.TryRead(frame.Payload, out ArpPacket packet, out _))
                {
                    return (frame.Vlan ?? 0, packet);
                }
            }

            throw new InvalidOperationException("No ARP was seen.");
        }

        private static (int Index, HardwareAddress Hardware) Card()
        {
            NetworkInterface card = NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == Device);
            return (card.GetIPProperties().GetIPv4Properties().Index, HardwareAddress.From(
                HardwareAddress.Ethernet, card.GetPhysicalAddress().GetAddressBytes()));
        }
    }
}
