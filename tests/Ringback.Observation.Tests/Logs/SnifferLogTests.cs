using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>What Wireshark, tshark and tcpdump print.</summary>
public sealed class SnifferLogTests
{
    private const string Mac = "0007EB02AB5C";

    [Fact]
    public void Wireshark_is_read_as_text_and_as_CSV_and_with_a_cut_last_line()
    {
        ReadLog log = ReadLog.Utf8($"""
            No.     Time           Source        Destination   Protocol Length Info
               1982 342.912717   192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: CTLSEP{Mac}.tlv, Transfer type: octet
            "1986","342.918419","192.0.2.1","192.0.2.11","TFTP","60","Error Code, Code: File not found"
               1988 342.981670 192.0.2.11 → 192.0.2.1 TFTP 74 Read Request, File: SEP{Mac}.cnf.xml, Transfer type: x
               1990   342.990000 192.0.2.1 → 192.0.2.11 TFTP 558 Data Packet, Block: 1
               1991   342.991000 192.0.2.11 → 192.0.2.1 TFTP 46 Acknowledgement, Block: 1
               1992   342.992000 192.0.2.1 → 192.0.2.11 TFTP 146 Data Packet, Block: 2 (last)
               1993   342.993000 192.0.2.11 → 192.0.2.1 TFTP 46 Acknowledgement, Block: 2
            "1995","343.1","192.0.2.11","192.0.2.1","TFTP","74","Re
            """);

        Assert.Equal("wireshark", log.Summary.Format);
        Assert.Equal(9, log.Summary.Understood);
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", $"SEP{Mac}.cnf.xml Served"], log.Asked);
        Assert.Equal([$"SEP{Mac}.cnf.xml Delivered 612"], log.Ended);
        Assert.Equal(0.069, (log.Events[1].At - log.Events[0].At).TotalSeconds, 0.001);
    }

    [Fact]
    public void A_phone_that_repeats_its_question_does_not_get_the_answers()
    {
        ReadLog log = ReadLog.Of($"""
            1 0.0 192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: SEP{Mac}.cnf.xml, Transfer type: octet
            2 0.1 192.0.2.1 192.0.2.11 TFTP 558 Data Packet, Block: 1
            3 1.0 192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: SEP{Mac}.cnf.xml, Transfer type: octet
            4 1.1 192.0.2.1 192.0.2.11 TFTP 558 Data Packet, Block: 1
            5 2.1 192.0.2.1 192.0.2.11 TFTP 558 Data Packet, Block: 1
            6 3.1 192.0.2.1 192.0.2.11 TFTP 558 Data Packet, Block: 1
            """);

        Assert.Equal([$"SEP{Mac}.cnf.xml NeverAnswered 0", $"SEP{Mac}.cnf.xml NeverAnswered 0"], log.Ended);
    }

    [Fact]
    public void Tcpdump_tells_only_lengths_and_their_order_tells_the_rest()
    {
        ReadLog log = ReadLog.Of($"""
            03:25:25.100000 IP 192.0.2.30.50001 > 192.0.2.1.69:  38 RRQ "CTLSEP{Mac}.tlv" octet
            03:25:25.101000 IP 192.0.2.1.40001 > 192.0.2.30.50001: UDP, length 19
            03:25:25.200000 IP 192.0.2.30.50002 > 192.0.2.1.69: TFTP, length 39, RRQ "SEP{Mac}.cnf.xml" octet
            03:25:25.201000 IP 192.0.2.1.40002 > 192.0.2.30.50002: UDP, length 516
            03:25:25.202000 IP 192.0.2.30.50002 > 192.0.2.1.40002: UDP, length 4
            03:25:25.203000 IP 192.0.2.1.40002 > 192.0.2.30.50002: UDP, length 104
            03:25:25.204000 IP 192.0.2.30.50002 > 192.0.2.1.40002: UDP, length 4
            """);

        Assert.Equal("tcpdump", log.Summary.Format);
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", $"SEP{Mac}.cnf.xml Served"], log.Asked);
        Assert.Equal([$"SEP{Mac}.cnf.xml Delivered 612"], log.Ended);
        Assert.Equal(50001, log.Events.OfType<FileAsked>().First().Port);
    }

    [Fact]
    public void Tcpdump_writes_with_v_in_two_lines_and_makes_the_odd_character_visible()
    {
        ReadLog log = ReadLog.Of("""
            14:12:01.123456 IP (tos 0x0, ttl 64, id 3, offset 0, flags [none], proto UDP (17), length 58)
                192.0.2.30.1031 > 192.0.2.1.69: [udp sum ok]  30 RRQ "P0030702T023^M.bin" octet
            """);

        Assert.Equal("P0030702T023\r.bin", log.Events.OfType<FileAsked>().Single().Name);
        Assert.Equal(2, log.Summary.Understood);
    }

    [Fact]
    public void Tcpdump_spreads_a_DHCP_packet_over_many_lines()
    {
        ReadLog log = ReadLog.Of("""
            14:12:01.1 IP (tos 0x0, ttl 64, id 3, offset 0, flags [none], proto UDP (17), length 328)
                0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from 00:07:eb:02:ab:5c, length 300
            <TAB>  Client-Ethernet-Address 00:07:eb:02:ab:5c
            <TAB>  Vendor-rfc1048 Extensions
            <TAB>    Magic Cookie 0x63825363
            <TAB>    DHCP-Message Option 53, length 1: Discover
            <TAB>    Vendor-Class Option 60, length 38: "Cisco Systems, Inc. IP Phone CP-7940G^@"
            14:12:01.2 IP 192.0.2.1.67 > 255.255.255.255.68: BOOTP/DHCP, Reply, length 300, xid 0x1
            <TAB>  Your-IP 192.0.2.5
            <TAB>  Server-IP 192.0.2.1
            <TAB>  Client-Ethernet-Address 00:07:eb:02:ab:5c
            <TAB>    DHCP-Message Option 53, length 1: ACK
            <TAB>    Lease-Time Option 51, length 4: 3600
            <TAB>    TFTP-Server-Address Option 150, length 4: 192.0.2.1
            """.Replace("<TAB>", "\t", StringComparison.Ordinal));

        AddressAsked asked = log.Events.OfType<AddressAsked>().Single();
        AddressAnswered answered = log.Events.OfType<AddressAnswered>().Single();
        Assert.Equal((AddressAsk.Discover, "Cisco Systems, Inc. IP Phone CP-7940G"), (asked.Ask, asked.VendorClass));
        Assert.Equal((AddressAnswer.Leased, "192.0.2.5", 3600L),
            (answered.Answer, answered.Given!.ToString(), answered.LeaseSeconds));
        Assert.Equal("192.0.2.1", answered.Files!.Option150.Single().ToString());
        Assert.Equal(MacAddress.Parse(Mac), answered.Mac);
    }
}
