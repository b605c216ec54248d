using System.Text;
using Ringback.Catalogue;
using Ringback.Files.Text;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Stories;

namespace Ringback.Fuzz.Targets;

/// <summary>Logs of other people's servers, and what is told of them.</summary>
internal static class LogTargets
{
    private const int MostPhones = 16;

    private static readonly string[] Logs =
    [
        "Dec 20 03:25:25 pbx in.tftpd[8214]: RRQ from 192.0.2.30 filename CTLSEP0007EB02AB5C.tlv\n"
            + "Dec 20 03:25:25 pbx in.tftpd[8214]: Client 192.0.2.30 File not found CTLSEP0007EB02AB5C.tlv\n"
            + "Dec 20 03:25:26 pbx in.tftpd[8215]: RRQ from 192.0.2.30 filename a remapped to b\n",
        "Connection received from 192.0.2.2 on port 50567 [05/07 15:42:33.496]\n"
            + "Read request for file <P0030702T023\r.bin>. Mode octet [05/07 15:42:33.496]\nOACK: <blksize=1468,>\n"
            + "<P0030702T023\r.bin>: sent 3 blks, 1066 bytes in 0 s. 1 blk resent [05/07 15:42:33.499]\n"
            + "Rcvd DHCP Discover Msg for IP 0.0.0.0, Mac 00:07:EB:02:AB:5C [05/07 15:42:27.148]\n"
            + "DHCP: proposed address 192.0.2.2 [05/07 15:42:30.292]\nTIMEOUT waiting for Ack block #1\n",
        "Jun  1 00:00:01 gw dnsmasq-tftp[8]: sent /tftpboot/XMLDefault.cnf.xml to 192.0.2.30\n"
            + "Jun  1 00:00:01 gw dnsmasq-dhcp[8]: 7 vendor class: Cisco Systems, Inc.\n"
            + "Jun  1 00:00:01 gw dnsmasq-dhcp[8]: 7 DHCPACK(eth0) 192.0.2.5 00:07:eb:02:ab:5c x\n",
        "May 6 15:15:37 t atftpd[4062]: Serving CTLSEP0007EB02AB5C.tlv to 192.0.2.200:1024\n",
        "[2021-07-06 05:45:41 +0000] 'OS79XX.TXT' of type 'octet' is requested from 192.0.2.4:49806\n",
        "000126: *Mar  1 00:10:12.348: TFTP: read request from host 192.0.2.11(50919) via Gi0/0\nTFTP: Looking for X\n"
            + "TFTP: Opened flash:X, fd 0, size 4 for process 3\nTFTP: Sending error 1 No such file\n"
            + "DHCPD: Sending DHCPACK to client 0100.07eb.02ab.5c (192.0.2.5).\n",
        "1982 342.912717 192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: OS79XX.TXT, Transfer type: octet\n"
            + "\"1986\",\"342.918419\",\"192.0.2.1\",\"192.0.2.11\",\"TFTP\",\"60\",\"Error Code, Code: Fil\"\n"
            + "3 4 192.0.2.1 → 192.0.2.11 TFTP 558 Data Packet, Block: 1\n",
        "03:25:25.1 IP 192.0.2.30.5001 > 192.0.2.1.69:  38 RRQ \"OS79XX.TXT\" octet\n"
            + "03:25:25.2 IP 192.0.2.1.4001 > 192.0.2.30.5001: UDP, length 516\n"
            + "03:25:25.3 IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from 00:07:eb:02:ab:5c, length 300\n"
            + "\t    DHCP-Message Option 53, length 1: Discover\n",
        "10,03/30/26,18:23:31,Assign,192.0.2.5,x,0007EB02AB5C,\n"
            + "192.0.2.30 - - [06/Jul/2021:05:45:41 +0000] \"GET /SEP0007EB02AB5C.cnf.xml HTTP/1.1\" 404 153\n",
        "{\"kind\":\"file-asked\",\"at\":\"2026-01-05T08:00:00+00:00\",\"address\":\"192.0.2.4\",\"name\":"
            + "\"OS79XX.TXT\",\"outcome\":\"served\"}\nTFTP Timeout : SEP0007EB02AB5C.cnf.xml\nW350 x\n",
        "client 192.0.2.30 wants SEP0007EB02AB5C.cnf.xml\nSEP0007EB02AB5C.cnf.xml: not found\n",
    ];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("log", Explain, () => [.. Logs.Select(Encoding.UTF8.GetBytes), Encoding.Unicode.GetBytes(Logs[0])])
        {
            SmokeRuns = 1_500, Memory = (4 * 1024 * 1024, 16 * 1024),
            Words =
            [
                "RRQ from ", " filename ", "remapped to", ">. Mode", "#015", "\\x0d", "\x1b[31m", "&lt;",
                "[05/07 15:42:33]",
            ],
        },
    ];

    private static void Explain(FuzzRun run)
    {
        SightingBook book = new(new SightingLimits
        {
            Phones = MostPhones, Addresses = MostPhones, OfPhone = MostPhones,
        });
        LogSummary log = LogReading.Read(new MemoryStream(run.Input), book, new LogOptions("log"));
        FuzzRun.Hold(log.Understood <= log.Lines, "no more is understood than there is");
        Explanation explanation = Explainer.Explain(book, PhoneCatalogue.BuiltIn, Narrator.Tell);
        FuzzRun.AtMost(explanation.Phones.Count + explanation.Others.Count, MostPhones, "phones");
        foreach (SeenPhone seen in book.Phones()) FuzzRun.AtMost(seen.Events.Count, MostPhones, "events of a phone");
        foreach (ExplainedPhone phone in explanation.Phones)
        {
            foreach (string text in phone.Findings.Select(f => f.Message).Concat(phone.Case.Story.Select(s => s.Text)))
            {
                string shown = VisibleText.Line(text);
                FuzzRun.Hold(VisibleText.Line(shown) == shown, "what is told can be seen");
            }
        }

        run.Saw(explanation.Phones.Count);
    }
}
