using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Sntp;
using Ringback.Workbench.SideServices;

namespace Ringback.Workbench.Tests.SideServices;

public sealed class SntpServerTests
{
    private static readonly SideServiceOptions Options = new() { SntpPort = 0 };

    [Fact]
    public async Task A_phone_that_asks_is_told_the_time_of_the_clock()
    {
        await using SideServiceBench bench = new(Options);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(bench.Clock.GetUtcNow(), Read(await bench.ExchangeAsync("ntp", Question(7))).Transmit.Moment);
    }

    [Fact]
    public async Task A_phone_that_asks_without_end_gets_its_ration_and_then_silence()
    {
        await using SideServiceBench bench = new(Options);
        for (uint i = 1; i <= SntpServer.Burst + 20; i++) bench.Send("ntp", Question(i));
        for (uint i = 1; i <= SntpServer.Burst; i++) Assert.Equal(i, Read(await bench.ReceiveAsync()).Originate.Bits);
        // Whether the rest was read yet is not known; a question that is answered for certain is not overtaken.
        ulong next = 0;
        while (next < 100)
        {
            bench.Clock.Advance(SntpServer.Refill);
            next = Read(await bench.ExchangeAsync("ntp", Question(100))).Originate.Bits;
        }

        Assert.Equal(100u, next);
    }

    [Fact]
    public async Task Who_is_not_let_in_gets_silence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux answers on all of 127.0.0.0/8.");
        IPAddress guest = IPAddress.Parse("127.0.0.2");
        await using SideServiceBench bench = new(Options with { Allow = [new IPNetwork(guest, 32)] });
        using Socket allowed = SideServiceBench.PhoneAt(guest);
        bench.Send("ntp", Question(1));
        bench.Send("ntp", Question(2), allowed);
        Assert.Equal(2u, Read(await bench.ReceiveAsync(allowed)).Originate.Bits);
        Assert.Equal(0, bench.Phone.Available);
    }

    private static byte[] Question(uint number) => new SntpPacket
    {
        Version = 3, Mode = SntpMode.Client, Transmit = new NtpTimestamp(number),
    }.ToBytes();

    private static SntpPacket Read(byte[] datagram)
    {
        Assert.True(SntpPacket.TryRead(datagram, out SntpPacket? packet, out _));
        return packet;
    }
}
