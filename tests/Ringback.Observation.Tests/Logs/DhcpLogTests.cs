using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>The logs of DHCP servers.</summary>
public sealed class DhcpLogTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("0007EB02AB5C");

    [Theory]
    [InlineData("isc-dhcpd", """
        Mar 30 18:23:31 gw dhcpd: DHCPDISCOVER from 00:07:eb:02:ab:5c via eth0
        Mar 30 18:23:32 gw dhcpd: DHCPOFFER on 192.0.2.5 to 00:07:eb:02:ab:5c (SEP0007EB02AB5C) via eth0
        Mar 30 18:23:32 gw dhcpd: DHCPREQUEST for 192.0.2.5 (192.0.2.1) from 00:07:eb:02:ab:5c (SEP) via eth0
        Mar 30 18:23:32 gw dhcpd: DHCPACK on 192.0.2.5 to 00:07:eb:02:ab:5c (SEP0007EB02AB5C) via eth0
        """)]
    [InlineData("dnsmasq-dhcp", """
        Mar 30 18:23:31 gw dnsmasq-dhcp[815]: DHCPDISCOVER(eth0) 00:07:eb:02:ab:5c
        Mar 30 18:23:32 gw dnsmasq-dhcp[815]: DHCPOFFER(eth0) 192.0.2.5 00:07:eb:02:ab:5c
        Mar 30 18:23:32 gw dnsmasq-dhcp[815]: DHCPREQUEST(eth0) 192.0.2.5 00:07:eb:02:ab:5c
        Mar 30 18:23:32 gw dnsmasq-dhcp[815]: DHCPACK(eth0) 192.0.2.5 00:07:eb:02:ab:5c SEP0007EB02AB5C
        """)]
    [InlineData("kea", """
        2026-03-30 18:23:31 INFO [k] DHCP4_PACKET_RECEIVED [hwtype=1 00:07:eb:02:ab:5c]: DHCPDISCOVER (type 1)
        2026-03-30 18:23:31 INFO [k] DHCP4_LEASE_OFFER [hwtype=1 00:07:eb:02:ab:5c], tid=0x1: lease 192.0.2.5 offered
        2026-03-30 18:23:31 INFO [k] DHCP4_PACKET_RECEIVED [hwtype=1 00:07:eb:02:ab:5c]: DHCPREQUEST (type 3)
        2026-03-30 18:23:31 INFO [k] DHCP4_LEASE_ALLOC [hwtype=1 00:07:eb:02:ab:5c], tid=0x1: lease 192.0.2.5
        """)]
    public void A_lease_is_four_messages_in_the_words_of_every_server(string format, string text)
    {
        ReadLog log = ReadLog.Of(text);

        Assert.Equal(format, log.Summary.Format);
        Assert.Equal(4, log.Summary.Understood);
        Assert.Equal([AddressAsk.Discover, AddressAsk.Select], log.Events.OfType<AddressAsked>().Select(a => a.Ask));
        AddressAnswered[] answers = [.. log.Events.OfType<AddressAnswered>()];
        Assert.Equal([AddressAnswer.Offered, AddressAnswer.Leased], answers.Select(a => a.Answer));
        Assert.All(answers, a => Assert.Equal("192.0.2.5", a.Given!.ToString()));
        Assert.All(log.Events, e => Assert.Equal(Mac, e.Mac));
    }

    [Fact]
    public void A_server_without_addresses_says_so_behind_the_question()
    {
        ReadLog log = ReadLog.Of(
            "dhcpd[1]: DHCPDISCOVER from 00:07:eb:02:ab:5c via eth0: network 192.0.2.0/24: no free leases\n");

        Assert.Equal("the server has no address left", log.Events.OfType<AddressAnswered>().Single().Because);
    }

    [Fact]
    public void The_audit_log_of_Windows_has_numbers_for_what_happened()
    {
        ReadLog log = ReadLog.Of("""
            ID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name, TransactionID
            10,03/30/26,18:23:31,Assign,192.0.2.5,SEP0007EB02AB5C.example.com,0007EB02AB5C,,1
            """);

        Assert.Equal("192.0.2.5", log.Events.OfType<AddressAnswered>().Single().Given!.ToString());
        Assert.Equal("windows-dhcp", log.Summary.Format);
    }

    [Theory]
    [InlineData("-- Registered SIP '2001' at 192.0.2.5:5060", ProofKind.SipRegister)]
    [InlineData("VERBOSE[1] res_pjsip_registrar.c: Added contact 'sip:2001@192.0.2.5:5060;ob' to AOR '2001'",
        ProofKind.SipRegister)]
    [InlineData("%IPPHONE-6-REGISTER: ephone-1:SEP0007EB02AB5C IP:192.0.2.5 Socket:1 DeviceType:Phone has registered.",
        ProofKind.SccpRegister)]
    public void A_call_server_tells_who_registered(string line, ProofKind via)
    {
        PhoneRegistered up = ReadLog.Of(line + "\n").Events.OfType<PhoneRegistered>().Single();

        Assert.Equal((via, "192.0.2.5"), (up.Via, up.Address!.ToString()));
    }

    [Fact]
    public void A_lease_says_whose_the_next_questions_at_that_address_are()
    {
        ReadLog log = ReadLog.Of("""
            Mar 30 18:23:32 gw dnsmasq-dhcp[815]: DHCPACK(eth0) 192.0.2.5 00:07:eb:02:ab:5c SEP0007EB02AB5C
            Mar 30 18:23:34 gw dnsmasq-tftp[815]: file /tftpboot/term75.default.loads not found for 192.0.2.5
            """);

        Assert.Equal(Mac, Assert.Single(log.Explanation.Phones).Case.Mac);
    }
}
