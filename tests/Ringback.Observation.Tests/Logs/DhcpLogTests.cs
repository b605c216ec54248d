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

    [Theory]
    [InlineData("[Dec 20 03:25:29] NOTICE[1234]: chan_sip.c:28787 handle_request_register: Registration from "
        + "'\"Anna\" <sip:2001@192.0.2.1>' failed for '192.0.2.5:5060' - Wrong password", "Wrong password")]
    [InlineData("[2026-12-20 03:25:29.123] NOTICE[12]: res_pjsip/pjsip_distributor.c:676 log_failed_request: Request "
        + "'REGISTER' from '<sip:2001@pbx>' failed for '192.0.2.5:5060' (callid: a-b) - No matching endpoint found",
        "No matching endpoint found")]
    [InlineData("2026-12-20 03:25:29.123456 [WARNING] sofia_reg.c:1792 SIP auth failure (REGISTER) on sofia profile "
        + "'internal' for [2001@192.0.2.1] from ip 192.0.2.5", "its password is wrong")]
    [InlineData("2026-12-20 03:25:29.123456 97.10% [WARNING] sofia_reg.c:3141 Can't find user [2001@192.0.2.1] from "
        + "192.0.2.5", "there is no such user")]
    public void A_call_server_tells_whom_it_refused_and_why(string line, string because)
    {
        RegistrationRefused no = ReadLog.Of(line + "\n").Events.OfType<RegistrationRefused>().Single();

        Assert.Equal(("192.0.2.5", "2001", because), (no.Address!.ToString(), no.DeviceName, no.Because));
    }

    [Fact]
    public void Who_is_refused_is_a_phone_only_when_something_else_says_so()
    {
        const string refused = "[Dec 20 03:25:29] NOTICE[1]: chan_sip.c:1 x: Registration from '<sip:2001@a>' failed "
            + "for '192.0.2.5:5060' - Wrong password\n";

        Assert.Empty(ReadLog.Of(refused).Explanation.Phones);
        ReadLog log = ReadLog.Of("Dec 20 03:25:20 pbx in.tftpd[1]: RRQ from 192.0.2.5 filename SIP0007EB02AB5C.cnf\n"
            + "Dec 20 03:25:20 pbx in.tftpd[1]: Client 192.0.2.5 finished SIP0007EB02AB5C.cnf\n" + refused);
        Assert.Equal("registration-rejected",
            Assert.Single(log.Explanation.Phones).Findings.Select(f => f.Code).FirstOrDefault());
    }

    /// <summary>As dnsmasq 2.90 wrote it for udhcpc.</summary>
    [Fact]
    public void With_log_dhcp_dnsmasq_tells_what_was_wanted_and_where_the_phone_was_sent()
    {
        ReadLog log = ReadLog.Of("""
            dnsmasq-dhcp: 2538356812 vendor class: Cisco Systems, Inc. IP Phone CP-7940G
            dnsmasq-dhcp: 2538356812 client provides name: SEP000E84C060A6
            dnsmasq-dhcp: 2538356812 DHCPREQUEST(va) 192.0.2.215 00:0e:84:c0:60:a6
            dnsmasq-dhcp: 2538356812 tags: va
            dnsmasq-dhcp: 2538356812 DHCPACK(va) 192.0.2.215 00:0e:84:c0:60:a6 SEP000E84C060A6
            dnsmasq-dhcp: 2538356812 requested options: 1:netmask, 3:router, 6:dns-server, 12:hostname,
            dnsmasq-dhcp: 2538356812 requested options: 66:tftp-server, 150:tftp-server-address
            dnsmasq-dhcp: 2538356812 next server: 192.0.2.1
            dnsmasq-dhcp: 2538356812 sent size:  1 option: 53 message-type  5
            dnsmasq-dhcp: 2538356812 sent size:  4 option: 54 server-identifier  192.0.2.1
            dnsmasq-dhcp: 2538356812 sent size: 10 option: 66 tftp-server  192.0.2.1
            dnsmasq-dhcp: 2538356812 sent size:  8 option:150 tftp-server-address  192.0.2.1, 192.0.2.9
            dnsmasq-dhcp: 99 sent size:  4 option:150 tftp-server-address  192.0.2.77
            """);

        AddressAsked asked = log.Events.OfType<AddressAsked>().Single();
        Assert.Equal([1, 3, 6, 12, 66, 150], asked.Wants);
        Assert.Equal("Cisco Systems, Inc. IP Phone CP-7940G", asked.VendorClass);
        AddressAnswered leased = log.Events.OfType<AddressAnswered>().Single();
        Assert.Equal(("192.0.2.1", "192.0.2.1", "192.0.2.1"),
            (leased.Server!.ToString(), leased.Files!.NextServer!.ToString(), leased.Files.Option66));
        Assert.Equal(["192.0.2.1", "192.0.2.9"], leased.Files.Option150.Select(a => a.ToString()));
        Assert.Equal(log.Summary.Lines, log.Summary.Understood);
    }
}
