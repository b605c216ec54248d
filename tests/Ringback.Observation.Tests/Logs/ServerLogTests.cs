using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>The logs of TFTP servers, each in its own words.</summary>
public sealed class ServerLogTests
{
    private const string Mac = "0007EB02AB5C";

    [Fact]
    public void Tftp_hpa_tells_questions_and_in_some_builds_their_ends()
    {
        ReadLog log = ReadLog.Of($"""
            Dec 20 03:25:25 pbx xinetd[939]: START: tftp pid=8213 from=192.0.2.30
            Dec 20 03:25:25 pbx in.tftpd[8214]: RRQ from 192.0.2.30 filename CTLSEP{Mac}.tlv
            Dec 20 03:25:25 pbx in.tftpd[8214]: Client 192.0.2.30 File not found CTLSEP{Mac}.tlv
            Dec 20 03:25:26 pbx in.tftpd[8215]: RRQ from 192.0.2.30 filename SEP{Mac}.cnf.xml
            Dec 20 03:25:26 pbx in.tftpd[8215]: Client 192.0.2.30 finished SEP{Mac}.cnf.xml
            """);

        Assert.Equal("tftpd-hpa", log.Summary.Format);
        Assert.Equal((5, 5L), (log.Summary.Lines, log.Summary.Understood));
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", $"SEP{Mac}.cnf.xml Served"], log.Asked);
        Assert.Equal([$"SEP{Mac}.cnf.xml Delivered 0"], log.Ended);
        FileAsked first = log.Events.OfType<FileAsked>().First();
        Assert.Equal(("line:log/2", "192.0.2.30", MacAddress.Parse(Mac)),
            (first.Origin!.ToString(), first.Address!.ToString(), first.Mac));
        Assert.Equal(new DateTimeOffset(2025, 12, 20, 3, 25, 25, TimeSpan.Zero), first.At);
    }

    [Fact]
    public void Tftp_hpa_says_with_vv_which_process_refused_and_not_what()
    {
        ReadLog log = ReadLog.Of($"""
            Jun  1 00:00:01 pi in.tftpd[71]: RRQ from 192.0.2.30 filename CTLSEP{Mac}.tlv
            Jun  1 00:00:01 pi in.tftpd[72]: RRQ from 192.0.2.30 filename SEP{Mac}.cnf.xml
            Jun  1 00:00:01 pi in.tftpd[71]: sending NAK (1, File not found) to 192.0.2.30
            Jun  1 00:00:02 pi in.tftpd[73]: RRQ from 192.0.2.30 filename secret.cfg
            Jun  1 00:00:02 pi in.tftpd[73]: sending NAK (2, Only absolute filenames allowed) to 192.0.2.30
            """);

        Assert.Equal(
            [$"CTLSEP{Mac}.tlv NotHere", $"SEP{Mac}.cnf.xml Served", "secret.cfg Refused"], log.Asked);
    }

    [Fact]
    public void Tftp_hpa_without_v_does_not_tell_whether_a_file_was_there()
    {
        ReadLog log = ReadLog.Of($"Jun 1 00:00:01 pi in.tftpd[71]: RRQ from 192.0.2.30 filename SEP{Mac}.cnf.xml\n");

        Assert.Equal([$"SEP{Mac}.cnf.xml Unknown"], log.Asked);
    }

    [Fact]
    public void A_rule_that_rewrites_a_name_is_told_with_what_was_looked_for()
    {
        ReadLog log = ReadLog.Of("""
            RRQ from 192.0.2.125 filename P0030801SR02.loads remapped to firmware/7940/P0030801SR
            Client 192.0.2.125 File not found firmware/7940/P0030801SR
            """);

        FileAsked asked = Assert.Single(log.Events.OfType<FileAsked>());
        Assert.Equal(("P0030801SR02.loads", "firmware/7940/P0030801SR", AskOutcome.NotHere),
            (asked.Name, asked.LookedFor, asked.Outcome));
    }

    [Fact]
    public void An_address_that_was_taken_out_of_the_log_does_not_matter()
    {
        ReadLog log = ReadLog.Of("""
            Dec 30 10:15:32 localhost in.tftpd[24929]: RRQ from filename term06.default.loads
            Dec 30 10:15:33 localhost in.tftpd[24950]: RRQ from x.x.x.17 filename term06.default.loads
            """);

        Assert.Equal(2, log.Asked.Length);
        Assert.Equal([null, "x.x.x.17"], log.Explanation.Phones.Select(p => p.ShownAddress));
    }

    [Fact]
    public void Tftpd32_tells_who_in_one_line_and_what_in_the_next()
    {
        ReadLog log = ReadLog.Of("""
            Connection received from 192.0.2.2 on port 50567 [05/07 15:42:33.496]
            Read request for file <term75.default.loads>. Mode octet [05/07 15:42:33.496]
            Using local port 59287 [05/07 15:42:33.496]
            <term75.default.loads>: sent 2 blks, 666 bytes in 0 s. 0 blk resent [05/07 15:42:33.499]
            Connection received from 192.0.2.2 on port 49747 [05/07 15:42:34.295]
            Read request for file <jar75sip.9-4-2ES26.sbn>. Mode octet [05/07 15:42:34.295]
            <jar75sip.9-4-2ES26.sbn>: sent 3703 blks, 1895872 bytes in 3 s. 7 blks resent [05/07 15:42:37.733]
            """);

        Assert.Equal("tftpd32", log.Summary.Format);
        Assert.Equal(7, log.Summary.Understood);
        Assert.Equal(["term75.default.loads Served", "jar75sip.9-4-2ES26.sbn Served"], log.Asked);
        TransferEnded[] ends = [.. log.Events.OfType<TransferEnded>()];
        Assert.Equal([(666L, 0, 50567), (1895872L, 7, 49747)], ends.Select(e => (e.Length, e.Retransmissions, e.Port)));
        Assert.Equal(512, ends[1].BlockSize);
    }

    [Theory]
    [InlineData("The system cannot find the file specified.")]
    [InlineData("Le fichier spécifié est introuvable.")]
    [InlineData("Das System kann die angegebene Datei nicht finden.")]
    public void Tftpd32_is_read_by_the_numbers_of_Windows_and_not_by_its_language(string words)
    {
        ReadLog log = ReadLog.Of($"""
            Connection received from 192.0.2.2 on port 50567 [20/07 15:42:33.496]
            Read request for file <SIP{Mac}.cnf>. Mode octet [20/07 15:42:33.496]
            File <SIP{Mac}.cnf> : error 2 in system call CreateFile {words} [20/07 15:42:33.500]
            """);

        Assert.Equal([$"SIP{Mac}.cnf NotHere"], log.Asked);
        Assert.Equal(7, log.Events[0].At.Month);
    }

    [Fact]
    public void Tftpd32_breaks_a_name_with_a_line_end_into_two_lines()
    {
        ReadLog log = ReadLog.Of("Connection received from 192.0.2.2 on port 1031 [20/07 15:42:33.496]\n"
            + "Read request for file <P0030702T023\r\n.bin>. Mode octet [20/07 15:42:33.496]\n"
            + "File <P0030702T023\r\n.bin> : error 123 in system call CreateFile Nein. [20/07 15:42:33.500]\n");

        FileAsked asked = Assert.Single(log.Events.OfType<FileAsked>());
        Assert.Equal(("P0030702T023\r\n.bin", AskOutcome.NotHere), (asked.Name, asked.Outcome));
    }

    [Fact]
    public void Tftpd32_times_out_at_a_block()
    {
        ReadLog log = ReadLog.Of($"""
            Connection received from 192.0.2.2 on port 50567 [20/07 15:42:33.496]
            Read request for file <P0S3-8-12-00.sb2>. Mode octet [20/07 15:42:33.496]
            TIMEOUT waiting for Ack block #201  [20/07 15:42:53.500]
            Connection received from 192.0.2.2 on port 50568 [20/07 15:43:33.496]
            Read request for file <SEP{Mac}.cnf.xml>. Mode octet [20/07 15:43:33.496]
            TIMEOUT waiting for Ack block #1  [20/07 15:43:53.500]
            """);

        Assert.Equal(["P0S3-8-12-00.sb2 Stalled 102400", $"SEP{Mac}.cnf.xml NeverAnswered 0"], log.Ended);
    }

    [Fact]
    public void Tftpd32_tells_of_DHCP_in_two_lines_too()
    {
        ReadLog log = ReadLog.Of("""
            Rcvd DHCP Discover Msg for IP 0.0.0.0, Mac 00:07:EB:02:AB:5C [20/07 15:42:27.148]
            DHCP: proposed address 192.0.2.2 [20/07 15:42:30.292]
            Rcvd DHCP Rqst Msg for IP 0.0.0.0, Mac 00:07:EB:02:AB:5C [20/07 15:42:30.304]
            Previously allocated address 192.0.2.2 acked [20/07 15:42:30.305]
            """);

        Assert.Equal([AddressAsk.Discover, AddressAsk.Select], log.Events.OfType<AddressAsked>().Select(a => a.Ask));
        Assert.Equal([AddressAnswer.Offered, AddressAnswer.Leased],
            log.Events.OfType<AddressAnswered>().Select(a => a.Answer));
        Assert.All(log.Events, e => Assert.Equal(MacAddress.Parse(Mac), e.Mac));
    }

    [Fact]
    public void Dnsmasq_tells_the_end_of_a_transfer_and_prints_its_own_path()
    {
        ReadLog log = ReadLog.Of($"""
            Jun  1 00:00:00 gw dnsmasq-tftp[815]: TFTP root is /mnt/usb/boot
            Jun  1 00:00:01 gw dnsmasq-tftp[815]: file /mnt/usb/boot/CTLSEP{Mac}.tlv not found for 192.0.2.30
            Jun  1 00:00:02 gw dnsmasq-tftp[815]: sent /mnt/usb/boot/de/7960-tones.xml to 192.0.2.30
            Jun  1 00:00:03 gw dnsmasq-tftp[815]: failed sending /mnt/usb/boot/SEP{Mac}.cnf.xml to 192.0.2.30
            Jun  1 00:00:03 gw dnsmasq-tftp[815]: error 11 Buffer full received from 192.0.2.30
            Jun  1 00:00:03 gw dnsmasq-tftp[815]: failed sending /mnt/usb/boot/XMLDefault.cnf.xml to 192.0.2.30
            """);

        Assert.Equal("dnsmasq", log.Summary.Format);
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", "de/7960-tones.xml Served", $"SEP{Mac}.cnf.xml Served",
            "XMLDefault.cnf.xml Served"], log.Asked);
        Assert.Equal(["de/7960-tones.xml Delivered 0", $"SEP{Mac}.cnf.xml NeverAnswered 0",
            "XMLDefault.cnf.xml PhoneError 0"], log.Ended);
        Assert.Equal((11, "Buffer full"), log.Events.OfType<TransferEnded>()
            .Where(e => e.PhoneErrorCode is not null).Select(e => (e.PhoneErrorCode!.Value, e.PhoneMessage!)).Single());
    }

    [Fact]
    public void Atftpd_serves_what_is_not_there()
    {
        ReadLog log = ReadLog.Of($"""
            May 6 15:14:25 thoth atftpd[4061]: Advanced Trivial FTP server started (0.7)
            May 6 15:15:37 thoth atftpd[4062]: Serving CTLSEP{Mac}.tlv to 192.0.2.200:1024
            """);

        Assert.Equal([$"CTLSEP{Mac}.tlv Unknown"], log.Asked);
        Assert.Equal(1024, log.Events.OfType<FileAsked>().Single().Port);
        Assert.Equal("atftpd", log.Summary.Format);
    }

    [Fact]
    public void Atftpd_tells_with_trace_what_came_of_it_by_the_number_of_the_thread()
    {
        ReadLog log = ReadLog.Of($"""
            Nov 30 19:55:01 vm atftpd[21.1398039]: Serving XMLDefault.cnf.xml to 192.0.2.7:50972
            Nov 30 19:55:01 vm atftpd[21.1398099]: Serving CTLSEP{Mac}.tlv to 192.0.2.7:49707
            Nov 30 19:55:01 vm atftpd[21.1398039]: received RRQ <filename: XMLDefault.cnf.xml, mode: octet, >
            Nov 30 19:55:01 vm atftpd[21.1398099]: File /srv/tftp/CTLSEP{Mac}.tlv not found
            Nov 30 19:55:01 vm atftpd[21.1398099]: sent ERROR <code: 1, msg: File not found>
            Nov 30 19:55:01 vm atftpd[21.1398039]: End of transfer
            Nov 30 19:55:05 vm atftpd[21.1398039]: Serving P0S3-8-12-00.sb2 to 192.0.2.7:60092
            Nov 30 19:55:05 vm atftpd[21.1398039]: received ERROR <code: 11, msg: Buffer full>
            """);

        Assert.Equal(["XMLDefault.cnf.xml Served", $"CTLSEP{Mac}.tlv NotHere", "P0S3-8-12-00.sb2 Served"], log.Asked);
        Assert.Equal(["XMLDefault.cnf.xml Delivered 0", "P0S3-8-12-00.sb2 PhoneError 0"], log.Ended);
        Assert.Equal("Buffer full", log.Events.OfType<TransferEnded>().Last().PhoneMessage);
    }

    [Fact]
    public void Atftpd_writes_a_line_end_in_a_name_as_it_came()
    {
        ReadLog log = ReadLog.Of("Nov 30 19:55:05 vm atftpd[21.13]: Serving P0030702T023\r\n.bin to 192.0.2.7:57952\n"
            + "Nov 30 19:55:05 vm atftpd[21.13]: sent ERROR <code: 1, msg: File not found>\n");

        FileAsked asked = Assert.Single(log.Events.OfType<FileAsked>());
        Assert.Equal(("P0030702T023\r\n.bin", AskOutcome.NotHere, 57952), (asked.Name, asked.Outcome, asked.Port));
    }

    [Fact]
    public void Pumpkin_for_Macintoshes_finishes_what_it_refuses_and_is_silent_after_a_file()
    {
        ReadLog log = ReadLog.Utf8($"""
            [2021-07-06 05:45:41 +0000] 'CTLSEP{Mac}.tlv' of type 'octet' is requested from 192.0.2.4:49806
            [2021-07-06 05:45:41 +0000] ⬆ Transfer of 'CTLSEP{Mac}.tlv' finished.
            [2021-07-06 05:45:42 +0000] 'XMLDefault.cnf.xml' of type 'octet' is requested from 192.0.2.4:49808
            """);

        Assert.Equal("pumpkin", log.Summary.Format);
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", "XMLDefault.cnf.xml Served"], log.Asked);
    }

    [Fact]
    public void A_Cisco_router_tells_who_what_and_how_in_three_lines()
    {
        ReadLog log = ReadLog.Of($"""
            000123: *Mar  1 00:10:12.345: TFTP: Server request for port 50919, socket_id 0x71523394 for process 334
            000124: *Mar  1 00:10:12.346: TFTP: read request from host 192.0.2.11(50919) via GigabitEthernet0/0.302
            000125: *Mar  1 00:10:12.347: TFTP: Looking for CTLSEP{Mac}.tlv
            000126: *Mar  1 00:10:12.348: TFTP: Sending error 1 No such file
            000127: *Mar  1 00:10:12.446: TFTP: read request from host 192.0.2.11(50920) via GigabitEthernet0/0.302
            000128: *Mar  1 00:10:12.447: TFTP: Looking for P00308000500.loads
            000129: *Mar  1 00:10:12.448: TFTP: Opened flash:P00308000500.loads, fd 0, size 458 for process 334
            000130: *Mar  1 00:10:12.460: TFTP: Finished flash:P00308000500.loads, time 00:00:00 for process 334
            """);

        Assert.Equal("cisco-ios", log.Summary.Format);
        Assert.Equal([$"CTLSEP{Mac}.tlv NotHere", "P00308000500.loads Served"], log.Asked);
        Assert.Equal(["P00308000500.loads Delivered 0"], log.Ended);
        Assert.Equal(TimeSpan.FromMilliseconds(100), log.Events[1].At - log.Events[0].At);
    }

    [Fact]
    public void A_Cisco_router_tells_of_DHCP_by_the_identifier_of_the_client()
    {
        ReadLog log = ReadLog.Of("""
            *Mar  1 00:10:12.345: DHCPD: DHCPDISCOVER received from client 0100.07eb.02ab.5c on interface Vlan10.
            *Mar  1 00:10:14.345: DHCPD: Sending DHCPOFFER to client 0100.07eb.02ab.5c (192.0.2.5).
            *Mar  1 00:10:14.445: DHCPD: DHCPREQUEST received from client 0100.07eb.02ab.5c.
            *Mar  1 00:10:14.446: DHCPD: Sending DHCPACK to client 0100.07eb.02ab.5c (192.0.2.5).
            """);

        Assert.Equal(4, log.Events.Length);
        Assert.All(log.Events, e => Assert.Equal(MacAddress.Parse(Mac), e.Mac));
        Assert.Equal("192.0.2.5", log.Events.OfType<AddressAnswered>().Last().Given!.ToString());
    }
}
