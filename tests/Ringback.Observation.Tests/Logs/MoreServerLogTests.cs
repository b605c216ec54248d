using Ringback.Phones.Events;

namespace Ringback.Observation.Tests.Logs;

/// <summary>Programs whose logs tell of phones among much else.</summary>
public sealed class MoreServerLogTests
{
    private const string Mac = "0007EB02AB5C";
    private const string Own = $"SEP{Mac}.cnf.xml";
    private const string List = "SIP42.9-4-2SR3-1S.loads";
    private const string Columns = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
        + "cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken";


    [Theory]
    [InlineData("192.0.2.5 - - [04/Mar/2026:10:00:08 +0000] \"GET /{0} HTTP/1.1\" {1} 41 \"-\" \"-\"")]
    [InlineData("pbx:6970 192.0.2.5 - - [04/Mar/2026:10:00:08 +0000] \"GET /{0} HTTP/1.1\" {1} 41 \"-\" \"-\"")]
    [InlineData("Mar  4 10:00:08 web nginx: 192.0.2.5 - - [04/Mar/2026:10:00:08 +0000] \"GET /{0} HTTP/1.1\" {1} 41")]
    [InlineData("2026-03-04 10:00:08 192.0.2.1 GET /{0} - 6970 - 192.0.2.5 Cisco/SIP {1} 0 0 15")]
    public void What_phones_fetch_from_web_servers_is_read(string form)
    {
        ReadLog log = ReadLog.Of($"""
            {Columns}
            {string.Format(null, form, Own, 200)}
            {string.Format(null, form, List, 404)}
            """);

        Assert.Equal([$"{Own} Served", $"{List} NotHere"], log.Asked);
        Assert.All(log.Events, e => Assert.Equal("192.0.2.5", e.Address!.ToString()));
        Assert.All(log.Events, e => Assert.Equal(new DateTimeOffset(2026, 3, 4, 10, 0, 8, TimeSpan.Zero), e.At));
    }

    [Theory]
    [InlineData("")]
    [InlineData("No.     Time           Source                Destination           Protocol Length Info\n")]
    public void Packets_written_out_field_by_field_are_read_once(string head)
    {
        string[] packets =
        [
            Packet(1, "192.0.2.5", "192.0.2.1", 49153, 69, $"Read Request, File: {Own}, Transfer type: octet",
                $"    Opcode: Read Request (1)\n    Source File: {Own}\n    Type: octet"),
            Packet(2, "192.0.2.1", "192.0.2.5", 32770, 49153, "Data Packet, Block: 1 (last)",
                $"    Opcode: Data Packet (3)\n    [Source File: {Own}]\n    Block: 1"),
            Packet(3, "192.0.2.5", "192.0.2.1", 49153, 32770, "Acknowledgement, Block: 1",
                "    Opcode: Acknowledgement (4)\n    Block: 1"),
            Packet(4, "192.0.2.5", "192.0.2.1", 49154, 69, $"Read Request, File: {List}, Transfer type: octet",
                $"    Opcode: Read Request (1)\n    Source File: {List}\n    Type: octet"),
            Packet(5, "192.0.2.1", "192.0.2.5", 32771, 49154, "Error Code, Code: File not found, Message: x",
                "    Opcode: Error Code (5)\n    Error code: File not found (1)\n    Error message: x"),
        ];
        ReadLog log = ReadLog.Utf8(string.Concat(packets));

        Assert.Equal([$"{Own} Served", $"{List} NotHere"], log.Asked);
        Assert.Equal([$"{Own} Delivered"], log.Ended.Select(e => e[..e.LastIndexOf(' ')]));
        Assert.Equal(log.Summary.Lines, log.Summary.Understood);

        string Packet(int number, string from, string to, int fromPort, int toPort, string said, string fields) =>
            (head.Length > 0 ? $"{head}   {number} 0.00{number} {from} {to} TFTP 65 {said}\n\n" : "") + $"""
            Frame {number}: 65 bytes on wire (520 bits), 65 bytes captured (520 bits)
            Ethernet II, Src: Cisco_02:ab:5c (00:07:eb:02:ab:5c), Dst: Vmware_11:22:33 (00:0c:29:11:22:33)
            Internet Protocol Version 4, Src: {from}, Dst: {to}
            User Datagram Protocol, Src Port: {fromPort}, Dst Port: {toPort}
            Trivial File Transfer Protocol
            {fields}


            """;
    }

    [Theory]
    [InlineData($"NOTICE[12][C-0001]: sccp_actions.c:540 handle_register: SEP{Mac}: Rejecting device: not found",
        "not found")]
    [InlineData($"NOTICE[12]: chan_skinny.c:61 skinny_register: Rejecting Device SEP{Mac}: Device not found",
        "Device not found")]
    public void Who_is_not_known_to_a_channel_for_SCCP_is_a_phone_that_was_refused(string line, string why)
    {
        ReadLog log = ReadLog.Of($"[2026-03-04 10:00:07] {line}\n");

        RegistrationRefused refused = Assert.IsType<RegistrationRefused>(Assert.Single(log.Events));
        Assert.Equal((Mac, why), (refused.Mac.ToString(), refused.Because));
        Assert.Equal("registration-rejected", log.Explanation.Phones.Single().Findings[0].Code);
    }

    [Theory]
    [InlineData($"    -- SCCP: Device SEP{Mac} registered", true)]
    [InlineData($"VERBOSE[12] sccp_device.c: SEP{Mac}: Device registered; performing post registration tasks", true)]
    [InlineData($"    -- SCCP: Device SEP{Mac} unregistered", false)]
    [InlineData($"VERBOSE[12] sccp_device.c: SEP{Mac}: Device unregistered", false)]
    public void Who_comes_up_at_a_channel_for_SCCP_is_registered(string line, bool isUp) =>
        Assert.Equal(isUp, ReadLog.Of(line + "\n").Events.Any(e => e is PhoneRegistered));

    [Fact]
    public void The_tftpd_of_BSD_is_read_under_its_name()
    {
        ReadLog log = ReadLog.Of($"""
            Mar  4 10:00:07 fw tftpd[12]: Filename: '{Own}'
            Mar  4 10:00:07 fw tftpd[12]: 192.0.2.5: read request for {Own}: success
            Mar  4 10:00:07 fw tftpd[13]: 192.0.2.5: read request for {List}: File not found
            """);

        Assert.Equal([$"{Own} Served", $"{List} NotHere"], log.Asked);
    }

    [Fact]
    public void Lines_that_a_journal_does_not_show_are_told_of()
    {
        ReadLog log = ReadLog.Of($"""
            Mar 04 10:00:07 pbx in.tftpd[11]: RRQ from 192.0.2.5 filename {Own}
            Mar 04 10:00:07 pbx in.tftpd[12]: [52B blob data]
            """);

        Assert.Equal((2, 1), (log.Summary.Understood, log.Summary.Hidden));
    }
}
