using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Dhcp.Rivals;

namespace Ringback.Workbench.Tests.Dhcp.Rivals;

/// <summary>Rivals are noticed while we serve.</summary>
public sealed class RivalWatchTests
{
    private readonly Channel<RivalSighting> _told = Channel.CreateUnbounded<RivalSighting>();

    [Fact]
    public async Task A_server_that_comes_and_then_changes_is_told_of_twice()
    {
        using RivalNetwork network = RivalNetwork.Lay();
        using RivalWatch watch = Open(network, TimeSpan.FromMilliseconds(50));
        network.StartDnsmasq();
        Assert.Equal(RivalNews.Appeared, (await ToldAsync()).News);

        network.StopServers();
        network.StartDnsmasq("dhcp-option=150,192.0.2.9");
        RivalSighting sighting = await ToldAsync();

        Assert.Equal((RivalNews.Changed, "192.0.2.9"),
            (sighting.News, sighting.Offer.Reading.ForJavaPhones?.First));
        Assert.Equal(network.Bench.InquiryHardware, watch.InquiryHardware);
        watch.Dispose();
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_another_server_tells_others_is_overheard_and_noise_is_not()
    {
        using RivalNetwork network = RivalNetwork.Lay();
        using RivalWatch watch = Open(network, TimeSpan.FromDays(1));
        RivalInterface other = network.Other;
        using IFramePort port = network.OnOther(() =>
        {
            Assert.True(FramePorts.TryOpenUdp(other.Index, 67, out IFramePort? opened, out string whyNot), whyNot);
            return opened;
        });
        byte[] noise = Frame(other, DhcpMessageType.Offer, "192.0.2.4");
        noise[^400] ^= 1;
        noise[EthernetFrame.HeaderLength + UdpDatagram.HeadersLength] = 7;

        Assert.True(port.Send(noise));
        Assert.True(port.Send(Frame(other, DhcpMessageType.Offer, "192.0.2.3")));
        Assert.True(port.Send(Frame(other, DhcpMessageType.Nak, "192.0.2.3")));

        RivalSighting first = await ToldAsync(), second = await ToldAsync();
        Assert.Equal(
            ("192.0.2.3", RivalNews.Overheard, RivalNews.Refused),
            ($"{first.Offer.Server}", first.News, second.News));
    }

    private Task<RivalSighting> ToldAsync() => _told.Reader.ReadAsync(Deadline.Token).AsTask();

    private RivalWatch Open(RivalNetwork network, TimeSpan askEvery)
    {
        RivalInterface at = network.Bench;
        return network.OnBench(() =>
        {
            Assert.True(RivalWatch.TryOpen(at, new RivalWatchOptions { AskEvery = askEvery }, TimeProvider.System,
                sighting => _told.Writer.TryWrite(sighting), NullLogger.Instance, out RivalWatch? watch,
                out string whyNot), whyNot);
            return watch;
        });
    }

    private static byte[] Frame(RivalInterface other, DhcpMessageType type, string server)
    {
        Ipv4Address address = Ipv4Address.Parse(server);
        DhcpMessage message = new()
        {
            Operation = DhcpOperation.Reply,
            TransactionId = 5,
            Hardware = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]),
            Options = [DhcpOption.Of(53, (byte)type), DhcpOption.Of(54, address)],
        };
        byte[] datagram = new byte[DhcpWriter.RoomOfAnyClient], frame = new byte[1000];
        DhcpWriter.Write(datagram, message, datagram.Length, out _);
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, other.Hardware, EthernetFrame.Ipv4);
        at += UdpDatagram.Write(frame.AsSpan(at), (address, 67), (Ipv4Address.Broadcast, 68), datagram);
        return frame[..at];
    }
}
