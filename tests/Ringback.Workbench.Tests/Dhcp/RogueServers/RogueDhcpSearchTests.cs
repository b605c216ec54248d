using System.Net;
using System.Net.Sockets;
using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;

namespace Ringback.Workbench.Tests.Dhcp.RogueServers;

/// <summary>Servers of others are found at an interface without an address, and what they say is read.</summary>
public sealed class RogueDhcpSearchTests
{
    private static readonly Ipv4Address Server = Ipv4Address.Parse(RogueDhcpNetwork.ServerAddress);
    private static readonly Ipv4Address Tftp = Ipv4Address.Parse("192.0.2.9");

    [Fact]
    public async Task A_dnsmasq_without_options_is_found_and_its_faults_are_named()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDnsmasq();

        RogueDhcpOffer offer = await network.AskAsync(tftp: Tftp);

        Assert.Equal((Server, Server, false), (offer.Server, offer.Answer.From, offer.IsOurs));
        Assert.Equal(network.Other.Hardware, offer.Answer.FromHardware);
        Assert.Equal(
            [
                PhoneOfferFaultKind.Option150Missing, PhoneOfferFaultKind.OnlyTheDhcpServer,
                PhoneOfferFaultKind.LeadsElsewhere,
            ],
            offer.Reading.Faults.Select(fault => fault.Kind));
        Assert.Equal([ServerProduct.Dnsmasq, ServerProduct.OpenWrt], ServerGuess.Of(offer.Answer.Message)?.Products);
    }

    [Fact]
    public async Task Option_150_as_text_from_a_real_server_is_named_as_such()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        // A common mistake with ISC dhcpd; dnsmasq refuses to start with it.
        network.StartDhcpd("option tftp150 code 150 = text;", $"option tftp150 \"{Tftp}\";");

        RogueDhcpOffer offer = await network.AskAsync();

        Assert.Equal(PhoneOfferFaultKind.Option150IsText, offer.Reading.Faults[0].Kind);
        Assert.Contains($"\"{Tftp}\"", offer.Reading.Faults[0].Because);
    }

    [Fact]
    public async Task It_works_beside_a_DHCP_client_that_has_port_68()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDnsmasq();
        using Socket client = network.OnBench(() =>
            new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true });
        client.Bind(new IPEndPoint(IPAddress.Any, 68));

        Assert.Equal(Server, (await network.AskAsync()).Server);
    }

    [Fact]
    public async Task A_whole_exchange_leases_an_address_and_gives_it_back()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDnsmasq();
        using RogueDhcpSearch search = network.Open(RogueDhcpNetwork.Patient);
        Assert.Equal("raw frames", search.Way);

        RogueDhcpTrial trial = await search.TryServerAsync(Server, Deadline.Token);
        Assert.True(trial.IsLeased);
        Assert.Equal(trial.Offer!.Reading.Address, trial.Confirmation!.Reading.Address);

        // dnsmasq takes one message after the other: when it offers again, it has taken the address back.
        Assert.Single(await search.RunAsync(Deadline.Token));
        Assert.Equal("", network.DnsmasqLeases);
    }

    [Fact]
    public async Task UDP_port_68_finds_it_too_where_there_are_no_frames()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDnsmasq();
        network.AddBenchAddress("192.0.2.1");
        InquiryInterface at = network.Bench with { OwnAddresses = [Ipv4Address.Parse("192.0.2.1")] };
        IReplyPort port = network.OnBench(() =>
        {
            Assert.True(SocketReplyPort.TryOpen(at, out IReplyPort? port, out string whyNot), whyNot);
            return port;
        });

        using RogueDhcpSearch search = new(at, RogueDhcpNetwork.Patient, TimeProvider.System, port);
        Assert.Equal(Server, Assert.Single(await search.RunAsync(Deadline.Token)).Server);
        Assert.True((await search.TryServerAsync(Server, Deadline.Token)).IsLeased);
    }

    [Fact]
    public async Task Nobody_there_is_an_empty_list_and_a_cancelled_search_ends()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        using RogueDhcpSearch search =
            network.Open(new RogueDhcpSearchOptions { Length = TimeSpan.FromMilliseconds(50) });
        Assert.Empty(await search.RunAsync(Deadline.Token));

        using RogueDhcpSearch endless = network.Open(RogueDhcpNetwork.Patient with { Length = TimeSpan.FromDays(1) });
        using CancellationTokenSource ends = new();
        Task<IReadOnlyList<RogueDhcpOffer>> runs = endless.RunAsync(ends.Token);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs.WaitAsync(Deadline.Token));
    }

    [Fact]
    public void An_interface_without_address_cannot_be_asked_through_UDP()
    {
        InquiryInterface at = new(1, HardwareAddress.From(1, [2, 0, 0, 0, 0, 1]), []);

        Assert.False(SocketReplyPort.TryOpen(at, out IReplyPort? port, out string whyNot));
        Assert.Null(port);
        Assert.Equal("The interface has no address, so nothing can be asked through UDP.", whyNot);
    }

    [Theory]
    [InlineData("00:0e:84:c0:60:a6", "02:5c:84:c0:60:a6")]
    [InlineData("02:00:00:00:00:01", "02:52:00:00:00:01")]
    public void Who_asks_is_locally_administered_and_not_the_interface_itself(string own, string asks)
    {
        Assert.True(HardwareAddress.TryParse(own, out HardwareAddress hardware));
        Assert.Equal(asks, InquiryInterface.InquiryHardwareOf(hardware).ToString());
    }
}
