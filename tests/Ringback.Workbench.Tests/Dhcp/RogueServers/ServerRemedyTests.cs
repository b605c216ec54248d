using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;

namespace Ringback.Workbench.Tests.Dhcp.RogueServers;

/// <summary>
/// Each remedy that can be proven is: the server itself runs with exactly its text and is asked as a phone asks.
/// </summary>
public sealed class ServerRemedyTests
{
    private static readonly Ipv4Address Tftp = Ipv4Address.Parse("192.0.2.9");
    private static readonly Ipv4Address Second = Ipv4Address.Parse("192.0.2.10");
    private static readonly RemedyRequest Request = new([Tftp, Second], Ipv4Network.Parse("192.0.2.0/24"));

    [Fact]
    public async Task Dnsmasq_with_its_remedy_is_right_for_phones_and_as_before_for_others()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDnsmasq(ServerRemedy.For(ServerProduct.Dnsmasq, Request).Text);

        await AssertRemediedAsync(network, ServerProduct.Dnsmasq);
    }

    [Fact]
    public async Task Kea_with_its_remedy_is_right_for_phones_and_as_before_for_others()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartKea(ServerRemedy.For(ServerProduct.Kea, Request).Text);

        await AssertRemediedAsync(network, ServerProduct.Kea);
    }

    [Fact]
    public async Task ISC_dhcpd_with_its_remedy_is_right_for_phones_and_as_before_for_others()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        network.StartDhcpd(ServerRemedy.For(ServerProduct.IscDhcpd, Request).Text);

        await AssertRemediedAsync(network, guess: null);
    }

    [Fact]
    public async Task What_OpenWrt_makes_of_its_remedy_is_right_in_dnsmasq()
    {
        using RogueDhcpNetwork network = RogueDhcpNetwork.Lay();
        string tag = "cisco_phones";
        IEnumerable<string> values = ServerRemedy.For(ServerProduct.OpenWrt, Request).Text
            .Where(line => line.Contains("dhcp_option='", StringComparison.Ordinal))
            .Select(line => $"dhcp-option=tag:{tag},{line.Split('\'')[1]}");
        string phones = ServerRemedy.For(ServerProduct.OpenWrt, Request).Text
            .Single(line => line.Contains(".vendorclass='", StringComparison.Ordinal)).Split('\'')[1];

        // As OpenWrt's start script writes them: without quotation marks.
        network.StartDnsmasq([$"dhcp-vendorclass=set:{tag},{phones}", .. values]);

        await AssertRemediedAsync(network, ServerProduct.Dnsmasq);
    }

    [Fact]
    public void Every_product_has_a_remedy_that_names_the_server_and_says_whether_it_is_proven()
    {
        IReadOnlyList<ServerRemedy> all = ServerRemedy.All(Request);

        Assert.Equal(Enum.GetValues<ServerProduct>(), all.Select(remedy => remedy.Product));
        Assert.Equal(
            [ServerProduct.Dnsmasq, ServerProduct.Kea, ServerProduct.IscDhcpd],
            all.Where(remedy => remedy.IsProven).Select(remedy => remedy.Product));
        foreach (ServerRemedy remedy in all)
        {
            string text = string.Join('\n', remedy.Text);
            Assert.Contains($"{Tftp}", text);
            Assert.Contains("150", text);
            Assert.Contains("66", text.Replace("tftp-server-name", "66", StringComparison.Ordinal)
                .Replace("TFTP Server:", "66", StringComparison.Ordinal));
            Assert.True(text.Contains($"{Second}") || text.Contains("C000020A"), text);
        }
    }

    [Fact]
    public void MikroTik_gets_the_bytes_of_the_addresses() => Assert.Contains(
        "code=150 value=0xC0000209C000020A",
        string.Join('\n', ServerRemedy.For(ServerProduct.MikroTik, Request).Text));

    [Fact]
    public void A_remedy_without_a_TFTP_server_is_none() => Assert.Throws<ArgumentException>(
        () => ServerRemedy.For(ServerProduct.Kea, Request with { TftpServers = [] }));

    private static async Task AssertRemediedAsync(RogueDhcpNetwork network, ServerProduct? guess)
    {
        RogueDhcpOffer offer = await network.AskAsync(tftp: Tftp);
        Assert.Empty(offer.Reading.Faults);
        Assert.Equal(
            [
                (PhoneTftpSource.Option150, $"{Tftp}"), (PhoneTftpSource.Option66, $"{Tftp}"),
                (PhoneTftpSource.NextServer, $"{Tftp}"),
            ],
            offer.Reading.TftpServers.Select(server => (server.Source, server.First)));
        Assert.Equal([Tftp, Second], offer.Reading.TftpServers[0].Addresses);
        Assert.Equal(guess, ServerGuess.Of(offer.Answer.Message)?.Products[0]);

        // A phone that does not know its model yet is a phone; a computer is none.
        Assert.Empty((await network.AskAsync("Cisco Systems, Inc. IP Phone", Tftp)).Reading.Faults);
        RogueDhcpOffer other = await network.AskAsync("MSFT 5.0");
        Assert.DoesNotContain(other.Reading.TftpServers, server => server.Source != PhoneTftpSource.NextServer);
        Assert.NotEqual(Tftp, other.Answer.Message.NextServer);
    }
}
