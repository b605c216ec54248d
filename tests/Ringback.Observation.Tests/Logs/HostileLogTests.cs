using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Explaining;
using Ringback.Observation.Sightings;
using Ringback.Phones.Stories;

namespace Ringback.Observation.Tests.Logs;

/// <summary>Logs that somebody made to do harm, or that were cut in the middle.</summary>
public sealed class HostileLogTests
{
    private const string Marks = "<>[]():.'\"/\\%#&0\u001b ";

    private const string All = """
        Dec 20 03:25:25 pbx in.tftpd[8214]: RRQ from 192.0.2.30 filename CTLSEP0007EB02AB5C.tlv
        Dec 20 03:25:25 pbx in.tftpd[8214]: sending NAK (1, File not found) to 192.0.2.30
        Connection received from 192.0.2.2 on port 50567 [05/07 15:42:33.496]
        Read request for file <P0030702T023.bin>. Mode octet [05/07 15:42:33.496]
        <P0030702T023.bin>: sent 3 blks, 1066 bytes in 0 s. 1 blk resent [05/07 15:42:33.499]
        Rcvd DHCP Discover Msg for IP 0.0.0.0, Mac 00:07:EB:02:AB:5C [05/07 15:42:27.148]
        DHCP: proposed address 192.0.2.2 [05/07 15:42:30.292]
        <29>1 2021-12-20T03:25:25Z gw dnsmasq-tftp 8 - - failed sending /tftpboot/XMLDefault.cnf.xml to 192.0.2.30
        May 6 15:15:37 t atftpd[4062]: Serving CTLSEP0007EB02AB5C.tlv to 192.0.2.200:1024
        [2021-07-06 05:45:41 +0000] 'OS79XX.TXT' of type 'octet' is requested from 192.0.2.4:49806
        000126: *Mar  1 00:10:12.348: TFTP: read request from host 192.0.2.11(50919) via Gi0/0
        TFTP: Looking for SEP0007EB02AB5C.cnf.xml
        TFTP: Opened flash:SEP0007EB02AB5C.cnf.xml, fd 0, size 4 for process 3
        1982 342.912717 192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: OS79XX.TXT, Transfer type: octet
        "1986","342.918419","192.0.2.1","192.0.2.11","TFTP","60","Error Code, Code: File not found, Message: No"
        03:25:25.1 IP 192.0.2.30.5001 > 192.0.2.1.69:  38 RRQ "OS79XX.TXT" octet
        03:25:25.2 IP 192.0.2.1.4001 > 192.0.2.30.5001: UDP, length 516
        03:25:25.3 IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from 00:07:eb:02:ab:5c, length 300
        DHCP-Message Option 53, length 1: Discover
        Mar 30 18:23:32 gw dhcpd: DHCPREQUEST for 192.0.2.5 (192.0.2.1) from 00:07:eb:02:ab:5c (SEP) via eth0
        DHCP4_LEASE_ALLOC [hwtype=1 00:07:eb:02:ab:5c], cid=[no info], tid=0x1: lease 192.0.2.5 has been allocated
        10,03/30/26,18:23:31,Assign,192.0.2.5,x,0007EB02AB5C,
        192.0.2.30 - - [06/Jul/2021:05:45:41 +0000] "GET /SEP0007EB02AB5C.cnf.xml HTTP/1.1" 404 153
        {"kind":"file-asked","at":"2026-01-05T08:00:00Z","address":"192.0.2.4","name":"A","outcome":"served"}
        TFTP Timeout : SEP0007EB02AB5C.cnf.xml
        client 192.0.2.30 wants SEP0007EB02AB5C.cnf.xml

        """;

    [Fact]
    public void Every_line_of_the_sample_is_understood()
    {
        ReadLog log = ReadLog.Of(All);

        Assert.Equal(log.Summary.Lines, log.Summary.Understood);
    }

    [Fact]
    public void A_log_may_end_anywhere()
    {
        byte[] all = Encoding.UTF8.GetBytes(All);
        for (int length = 0; length <= all.Length; length += 7) Explain(all[..length]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261130)]
    public void Any_bytes_may_stand_in_a_log(int seed)
    {
        Random dice = new(seed);
        byte[] all = Encoding.UTF8.GetBytes(All);
        for (int run = 0; run < 1_000; run++)
        {
            byte[] bytes = [.. all];
            int changes = dice.Next(1, 60);
            for (int i = 0; i < changes; i++)
            {
                int at = dice.Next(bytes.Length);
                bytes[at] = dice.Next(4) switch
                {
                    0 => (byte)dice.Next(256),
                    1 => all[dice.Next(all.Length)],
                    2 => (byte)'\n',
                    _ => (byte)Marks[dice.Next(Marks.Length)],
                };
            }

            Explain(bytes);
        }
    }

    [Fact]
    public void A_flood_of_phones_takes_bounded_memory_and_is_told()
    {
        const int limit = 500;
        StringBuilder flood = new();
        for (int i = 0; i < 50_000; i++)
            flood.Append("RRQ from 10.").Append(i >> 16).Append('.').Append((i >> 8) & 255).Append('.').Append(i & 255)
                .Append(" filename SEP02AB").Append(i.ToString("X8", null)).Append(".cnf.xml\n");

        ReadLog log = ReadLog.Of(Encoding.ASCII.GetBytes(flood.ToString()), null,
            new SightingLimits { Phones = limit, Addresses = limit });

        Assert.Equal((50_000, 50_000L), (log.Summary.Lines, log.Summary.Understood));
        Assert.InRange(log.Explanation.Phones.Count, limit / 2, limit);
        Assert.InRange(log.Book.Forgotten, 50_000 - limit, 50_000);
    }

    [Fact]
    public void Of_a_phone_that_asks_for_ever_the_last_is_kept()
    {
        string text = string.Concat(Enumerable.Range(0, 10_000).Select(i =>
            $"Jun  1 00:00:01 pi in.tftpd[71]: RRQ from 192.0.2.30 filename SEP0007EB02AB5C.cnf.xml\n"));

        ReadLog log = ReadLog.Of(Encoding.ASCII.GetBytes(text), null, new SightingLimits { OfPhone = 50 });

        SeenPhone phone = Assert.Single(log.Book.Phones());
        Assert.Equal((50, 9_950L), (phone.Events.Count, phone.Dropped));
        Assert.Equal("line:log/10000", phone.Events[^1].Origin!.ToString());
    }

    private static void Explain(byte[] bytes)
    {
        ReadLog log = ReadLog.Of(bytes);
        Assert.InRange(log.Summary.Understood, 0, log.Summary.Lines);
        Explanation explanation = Explainer.Explain(log.Book, PhoneCatalogue.BuiltIn, Narrator.Tell);
        Assert.InRange(explanation.Phones.Count, 0, 40);
    }
}
