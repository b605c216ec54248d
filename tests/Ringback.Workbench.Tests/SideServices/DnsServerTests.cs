using System.Net;
using System.Net.Sockets;
using Ringback.Phones.Events;
using Ringback.Workbench.SideServices;

namespace Ringback.Workbench.Tests.SideServices;

public sealed class DnsServerTests
{
    // A question for the address of CiscoCM1 and one for that of nothing.
    private const string Ours = "1234" + "0100" + "0001000000000000" + "08436973636f434d3100" + "00010001";
    private const string NotOurs = "4321" + "0100" + "0001000000000000" + "076e6f7468696e6700" + "00010001";

    private static readonly SideServiceOptions Options = new() { DnsPort = 0 };

    [Fact]
    public async Task A_phone_that_looks_for_its_server_gets_the_address_that_it_asked()
    {
        // The listener listens on every address, and knows all the same which one was asked.
        await using SideServiceBench bench = new(Options, IPAddress.Any);
        Assert.Equal("7f000001", await AskAsync(bench, Ours));
        NameAsked asked = (await bench.SeesAsync<NameAsked>(1))[0];
        Assert.Equal(("CiscoCM1", "A", IPAddress.Loopback, IPAddress.Loopback),
            (asked.Name, asked.Type, asked.AnsweredWith, asked.Address));
    }

    [Fact]
    public async Task An_answer_leaves_from_the_address_that_was_asked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux answers on all of 127.0.0.0/8.");
        await using SideServiceBench bench = new(Options, IPAddress.Any);
        IPEndPoint second = new(IPAddress.Parse("127.0.0.2"), bench.Port("dns"));
        bench.Phone.SendTo(Convert.FromHexString(Ours), second);
        byte[] buffer = new byte[512];
        SocketReceiveFromResult received = await bench.Phone.ReceiveFromAsync(
            buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), Deadline.Token);
        Assert.Equal(second, received.RemoteEndPoint);
        Assert.Equal(second.Address.GetAddressBytes(), buffer[(received.ReceivedBytes - 4)..received.ReceivedBytes]);
    }

    [Fact]
    public async Task An_address_of_the_users_own_goes_first()
    {
        await using SideServiceBench bench = new(Options with { DnsAddress = IPAddress.Parse("192.0.2.9") });
        Assert.Equal("c0000209", await AskAsync(bench, Ours));
    }

    [Fact]
    public async Task A_name_of_the_users_own_is_known_too()
    {
        await using SideServiceBench bench = new(Options with { DnsNames = ["Nothing"] });
        Assert.Equal("7f000001", await AskAsync(bench, NotOurs));
        Assert.Equal("7f000001", await AskAsync(bench, Ours));
    }

    [Fact]
    public async Task Another_name_is_refused_and_told_without_an_address()
    {
        await using SideServiceBench bench = new(Options);
        byte[] answer = await bench.ExchangeAsync("dns", Convert.FromHexString(NotOurs));
        Assert.Equal(5, answer[3] & 15);
        NameAsked asked = (await bench.SeesAsync<NameAsked>(1))[0];
        Assert.Equal(("nothing", null), (asked.Name, asked.AnsweredWith));
    }

    [Fact]
    public async Task The_same_question_is_answered_each_time_and_told_once_in_a_while()
    {
        await using SideServiceBench bench = new(Options);
        for (int i = 0; i < 10; i++) Assert.Equal("7f000001", await AskAsync(bench, Ours));
        bench.Clock.Advance(DnsServer.TellAgainAfter);
        await AskAsync(bench, Ours);
        Assert.Equal(2, (await bench.CloseAsync<NameAsked>()).Count);
    }

    [Fact]
    public async Task A_phone_that_asks_for_ever_new_names_does_not_fill_its_story()
    {
        await using SideServiceBench bench = new(Options);
        for (int i = 0; i < DnsServer.BurstOfEvents * 3; i++)
        {
            byte[] question = Convert.FromHexString(NotOurs);
            question[13] = (byte)('0' + i);
            await bench.ExchangeAsync("dns", question);
        }

        Assert.Equal(DnsServer.BurstOfEvents, (await bench.CloseAsync<NameAsked>()).Count);
    }

    /// <summary>The last four bytes of the answer.</summary>
    private static async Task<string> AskAsync(SideServiceBench bench, string question) =>
        Convert.ToHexStringLower((await bench.ExchangeAsync("dns", Convert.FromHexString(question)))[^4..]);
}
