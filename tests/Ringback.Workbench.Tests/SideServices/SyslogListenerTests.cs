using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Workbench.SideServices;

namespace Ringback.Workbench.Tests.SideServices;

public sealed class SyslogListenerTests
{
    private static readonly SideServiceOptions Options = new() { SyslogPort = 0 };

    [Fact]
    public async Task A_line_becomes_an_event_of_the_phone_that_it_names()
    {
        await using SideServiceBench bench = new(Options);
        Say(bench, "<187>Nov 25 16:14:00 SEP000E84C060A6 tftp[12]: no answer");
        PhoneSaid said = (await bench.SeesAsync<PhoneSaid>(1))[0];
        Assert.Equal((SaidSeverity.Error, "local7", "SEP000E84C060A6", "tftp", "no answer"),
            (said.Severity, said.Facility, said.Host, said.Tag, said.Text));
        Assert.Equal((MacAddress.Parse("000E84C060A6"), IPAddress.Loopback, bench.Clock.GetUtcNow(), 0),
            (said.Mac, said.Address, said.At, said.LeftOut));
    }

    [Fact]
    public async Task Every_line_of_a_datagram_is_told()
    {
        await using SideServiceBench bench = new(Options);
        Say(bench, "rtp: one\r\nrtp: two\r\n\0");
        Assert.Equal(["rtp: one", "rtp: two"], (await bench.SeesAsync<PhoneSaid>(2)).Select(s => s.Text));
    }

    [Fact]
    public async Task A_flood_is_cut_short_and_its_last_line_tells_how_much_was_left_out()
    {
        await using SideServiceBench bench = new(Options);
        const int Lines = SyslogListener.Burst + 40;
        for (int i = 1; i <= Lines; i++) Say(bench, $"line {i}");
        // Another datagram behind them has a place of its own, which shows that all before it were read.
        await ShowReadAsync(bench);

        IReadOnlyList<PhoneSaid> told = await bench.CloseAsync<PhoneSaid>();

        PhoneSaid[] flood = [.. told.Where(s => s.Text.StartsWith("line", StringComparison.Ordinal))];
        Assert.Equal(SyslogListener.Burst + 1, flood.Length);
        Assert.Equal(($"line {Lines}", 39), (flood[^1].Text, flood[^1].LeftOut));
        Assert.All(flood[..^1], s => Assert.Equal(0, s.LeftOut));
    }

    [Fact]
    public async Task Who_has_become_quiet_is_heard_again_and_nothing_is_counted_twice()
    {
        await using SideServiceBench bench = new(Options);
        for (int i = 1; i <= SyslogListener.Burst + 3; i++) Say(bench, $"line {i}");
        await ShowReadAsync(bench);
        bench.Clock.Advance(SyslogListener.Refill);
        Say(bench, "after it");
        PhoneSaid said = (await bench.SeesAsync<PhoneSaid>(SyslogListener.Burst + 2))[^1];
        Assert.Equal(("after it", 3), (said.Text, said.LeftOut));
        Assert.Equal(SyslogListener.Burst + 2, (await bench.CloseAsync<PhoneSaid>()).Count);
    }

    [Fact]
    public async Task What_is_held_back_is_told_when_there_is_room_without_another_word()
    {
        await using SideServiceBench bench = new(Options);
        for (int i = 1; i <= SyslogListener.Burst + 3; i++) Say(bench, $"line {i}");
        await ShowReadAsync(bench);
        bench.Clock.Advance(SyslogListener.Refill);
        bench.Beat();
        PhoneSaid said = (await bench.SeesAsync<PhoneSaid>(SyslogListener.Burst + 2))[^1];
        Assert.Equal(($"line {SyslogListener.Burst + 3}", 2), (said.Text, said.LeftOut));
    }

    [Fact]
    public async Task Noise_closes_nothing()
    {
        const int Seed = 514;
        await using SideServiceBench bench = new(Options);
        Random dice = new(Seed);
        for (int i = 0; i < 40; i++)
        {
            byte[] noise = new byte[dice.Next(1400)];
            dice.NextBytes(noise);
            bench.Send("syslog", noise);
        }

        await ShowReadAsync(bench);
    }

    private static void Say(SideServiceBench bench, string line, Socket? phone = null) =>
        bench.Send("syslog", Encoding.Latin1.GetBytes(line), phone);

    /// <summary>Everything that was sent before has been read once this is heard, by its other address.</summary>
    private static async Task ShowReadAsync(SideServiceBench bench)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux answers on all of 127.0.0.0/8.");
        using Socket other = SideServiceBench.PhoneAt(IPAddress.Parse("127.0.0.2"));
        Say(bench, "the end", other);
        await bench.SeesAsync<PhoneSaid>(s => s.Text == "the end");
    }
}
