using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Dhcp.RogueServers;

namespace Ringback.Workbench.Tests.Dhcp.RogueServers;

/// <summary>Rogue servers are noticed while we serve.</summary>
public sealed class RogueDhcpWatchTests
{
    private readonly Channel<RogueDhcpSighting> _told = Channel.CreateUnbounded<RogueDhcpSighting>();

    [Fact]
    public async Task A_server_that_comes_and_then_changes_is_told_of_twice()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        using RogueDhcpWatch watch = Open(network, TimeSpan.FromMilliseconds(50));
        network.StartDnsmasq();
        Assert.Equal(RogueDhcpNews.Appeared, (await ToldAsync()).News);

        network.StopServers();
        network.StartDnsmasq("dhcp-option=150,192.0.2.9");
        RogueDhcpSighting sighting = await ToldAsync();

        Assert.Equal((RogueDhcpNews.Changed, "192.0.2.9"),
            (sighting.News, sighting.Offer.Reading.ForJavaPhones?.First));
        Assert.Equal(network.Bench.InquiryHardware, watch.InquiryHardware);
        watch.Dispose();
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_another_server_tells_others_is_overheard_and_noise_is_not()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        using RogueDhcpWatch watch = Open(network, TimeSpan.FromDays(1));
        InquiryInterface other = network.Other;
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

        RogueDhcpSighting first = await ToldAsync(), second = await ToldAsync();
        Assert.Equal(
            ("192.0.2.3", RogueDhcpNews.Overheard, RogueDhcpNews.Refused),
            ($"{first.Offer.Server}", first.News, second.News));
    }

    private Task<RogueDhcpSighting> ToldAsync() => _told.Reader.ReadAsync(Deadline.Token).AsTask();

    private RogueDhcpWatch Open(RogueDhcpNetwork network, TimeSpan askEvery)
    {
        InquiryInterface at = network.Bench;
        return network.OnBench(() =>
        {
            RogueDhcpWatchOptions options = new() { AskEvery = askEvery };
            Assert.True(RogueDhcpWatch.TryOpen(at, options, TimeProvider.System,
                sighting => _told.Writer.TryWrite(sighting), NullLogger.Instance, out RogueDhcpWatch? watch,
                out string whyNot), whyNot);
            return watch;
        });
    }

    private static byte[] Frame(InquiryInterface other, DhcpMessageType type, string server)
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
