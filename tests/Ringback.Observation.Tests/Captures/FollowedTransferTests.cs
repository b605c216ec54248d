using System.Net;
using System.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Sccp;
using static Ringback.Observation.Tests.Captures.Cable;
using Hardware = Ringback.Observation.Dhcp.EthernetAddress;

namespace Ringback.Observation.Tests.Captures;

/// <summary>Files, registrations and names, as somebody sees them who only listens.</summary>
public sealed class FollowedTransferTests
{
    private const string Config = "SEP000E84C060A6.cnf.xml";

    private readonly Cable _cable = new();

    [Fact]
    public void A_file_is_asked_for_answered_and_delivered()
    {
        _cable.Ask(Config, 49_200);
        _cable.Data(49_200, 1, 512);
        _cable.Ack(49_200, 1);
        _cable.Data(49_200, 2, 100);
        _cable.Wait(2);
        _cable.Ack(49_200, 2);
        FileAsked asked = Assert.Single(_cable.Of<FileAsked>());
        Assert.Equal((Config, AskOutcome.Served, 49_200, Phone, 612L),
            (asked.Name, asked.Outcome, asked.Port, asked.Mac!.Value, asked.Length));
        Assert.Equal((null, new FrameOrigin("boot.pcapng", 1)), (asked.Because, (FrameOrigin)asked.Origin!));
        TransferEnded ended = Assert.Single(_cable.Of<TransferEnded>());
        Assert.Equal((TransferOutcome.Delivered, 612L, 612L, 2L, 0),
            (ended.Outcome, ended.Bytes, ended.Length, ended.Blocks, ended.Retransmissions));
    }

    [Fact]
    public void A_missing_file_and_a_forbidden_one_are_told_apart()
    {
        Refuse("CTLSEP000E84C060A6.tlv", 49_201, 1, "File not found");
        Refuse(Config, 49_202, 2, "Access violation");
        Refuse("XMLDefault.cnf.xml", 49_203, 0, "File does not exist: not found");
        Assert.Equal([AskOutcome.NotHere, AskOutcome.Refused, AskOutcome.NotHere],
            _cable.Of<FileAsked>().Select(e => e.Outcome));
        Assert.All(_cable.Of<FileAsked>(), e => Assert.Null(e.Because));
        Assert.Empty(_cable.Of<TransferEnded>());
    }

    [Fact]
    public void A_configuration_is_told_with_the_load_that_it_names()
    {
        byte[] file = Encoding.ASCII.GetBytes("image_version: P0S3-8-12-00\r\nproxy1_address: 172.16.5.9\r\n");
        _cable.Ask("SIPDefault.cnf", 49_200);
        _cable.Udp(Server, 40_000, PhoneAddress, 49_200, [0, 3, 0, 1, .. file]);
        _cable.Ask("OS79XX.TXT", 49_201);
        _cable.Udp(Server, 40_001, PhoneAddress, 49_201, [0, 3, 0, 1, .. "P0S30203"u8]);
        Assert.Equal(["P0S3-8-12-00", "P0S30203"], _cable.Of<FileAsked>().Select(e => e.NamesLoad));
        Assert.All(_cable.Of<FileAsked>(), e => Assert.Equal(64, e.Sha256!.Length));
    }

    [Fact]
    public void An_image_is_told_as_it_begins_and_a_slow_answer_after_the_question_was_told()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        _cable.Data(49_200, 1, 512);
        Assert.Equal(AskOutcome.Served, Assert.Single(_cable.Of<FileAsked>()).Outcome);
        _cable.Ask(Config, 49_201);
        _cable.Wait(3);
        _cable.Told.AddRange(_cable.Observer.Pass(_cable.Now));
        Assert.Equal(AskOutcome.Unknown, _cable.Of<FileAsked>().Last().Outcome);
        _cable.Data(49_201, 1, 10);
        _cable.Ack(49_201, 1);
        Assert.Equal((2, 1), (_cable.Of<FileAsked>().Count(), _cable.Of<TransferEnded>().Count()));
    }

    [Fact]
    public void A_question_without_an_answer_stands_alone_each_time_that_it_is_sent()
    {
        foreach (double pause in (double[])[0, 1, 4, 4])
        {
            _cable.Wait(pause);
            _cable.Ask(Config, 49_200);
        }

        _cable.Wait(60);
        _cable.Finish();
        Assert.Equal([AskOutcome.Unknown, AskOutcome.Unknown, AskOutcome.Unknown, AskOutcome.Unknown],
            _cable.Of<FileAsked>().Select(e => e.Outcome));
        Assert.Empty(_cable.Of<TransferEnded>());
    }

    [Fact]
    public void Blocks_that_are_sent_again_are_counted_and_silence_ends_a_transfer()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        _cable.Data(49_200, 1, 512);
        _cable.Ack(49_200, 1);
        for (int i = 0; i < 3; i++)
        {
            _cable.Data(49_200, 2, 512);
            _cable.Wait(4);
        }

        _cable.Wait(60);
        _cable.Arp(ArpPacket.Announcement(Hardware.HardwareOf(Other), RouterAddress));
        TransferEnded ended = Assert.Single(_cable.Of<TransferEnded>());
        Assert.Equal((TransferOutcome.Stalled, 512L, 0L, 2),
            (ended.Outcome, ended.Bytes, ended.Length, ended.Retransmissions));
        Assert.False(ended.LacksLastAcknowledgement);
    }

    [Fact]
    public void Only_the_last_acknowledgement_is_wanting()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        _cable.Data(49_200, 1, 512);
        _cable.Ack(49_200, 1);
        _cable.Data(49_200, 2, 7);
        _cable.Finish();
        Assert.Equal((TransferOutcome.Unconfirmed, 512L, 519L),
            (_cable.Of<TransferEnded>().Single().Outcome, _cable.Of<TransferEnded>().Single().Bytes,
                _cable.Of<TransferEnded>().Single().Length));
    }

    [Fact]
    public void Replies_that_nobody_acknowledges_do_not_reach_the_phone()
    {
        _cable.Ask(Config, 49_200);
        for (int i = 0; i < 3; i++) _cable.Data(49_200, 1, 100);
        _cable.Finish();
        Assert.Equal(TransferOutcome.NeverAnswered, _cable.Of<TransferEnded>().Single().Outcome);
    }

    [Fact]
    public void A_phone_that_asks_anew_has_dropped_what_it_had()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        _cable.Data(49_200, 1, 512);
        _cable.Ack(49_200, 1);
        _cable.Data(49_200, 2, 512);
        _cable.Ask("P0S3-8-12-00.sb2", 49_201);
        TransferEnded ended = _cable.Of<TransferEnded>().Single();
        Assert.Equal((TransferOutcome.Restarted, 49_200, false),
            (ended.Outcome, ended.Port, ended.LacksLastAcknowledgement));
    }

    [Fact]
    public void The_phones_own_error_is_told_with_its_words()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        _cable.Data(49_200, 1, 512);
        _cable.Udp(PhoneAddress, 49_200, Server, 40_000, [0, 5, 0, 11, (byte)' ', 0]);
        TransferEnded ended = _cable.Of<TransferEnded>().Single();
        Assert.Equal((TransferOutcome.PhoneError, 11, " "), (ended.Outcome, ended.PhoneErrorCode, ended.PhoneMessage));
    }

    [Fact]
    public void Options_are_followed_and_the_size_is_known_before_the_end()
    {
        _cable.Udp(PhoneAddress, 49_200, Server, 69,
            [.. Request("P0S3-8-12-00.sb2"), .. "blksize\01024\0tsize\00\0"u8]);
        _cable.Udp(Server, 40_000, PhoneAddress, 49_200, [0, 6, .. "blksize\01024\0tsize\04000\0"u8]);
        _cable.Ack(49_200, 0);
        for (int block = 1; block <= 3; block++)
        {
            _cable.Data(49_200, block, 1024);
            _cable.Ack(49_200, block);
        }

        _cable.Data(49_200, 4, 928);
        _cable.Ack(49_200, 4);
        Assert.Equal(4000, _cable.Of<FileAsked>().Single().Length);
        TransferEnded ended = _cable.Of<TransferEnded>().Single();
        Assert.Equal((TransferOutcome.Delivered, 4000L, 1024), (ended.Outcome, ended.Bytes, ended.BlockSize));
    }

    [Fact]
    public void More_than_65535_blocks_are_counted()
    {
        _cable.Ask("P0S3-8-12-00.sb2", 49_200);
        for (int block = 1; block <= 66_000; block++)
        {
            _cable.Data(49_200, block & 0xffff, block == 66_000 ? 1 : 512);
            _cable.Ack(49_200, block & 0xffff);
        }

        Assert.Equal((65_999L * 512) + 1, _cable.Of<TransferEnded>().Single().Bytes);
    }

    [Fact]
    public void The_server_and_the_router_on_the_way_are_told()
    {
        _cable.Arp(ArpPacket.Announcement(Hardware.HardwareOf(Router), RouterAddress));
        _cable.Ask(Config, 49_200);
        _cable.Ask(Config, 49_200);
        _cable.Data(49_200, 1, 12);
        ServerTried[] tried = [.. _cable.Of<ServerTried>()];
        Assert.Equal([(false, RouterAddress.ToIPAddress()), (true, null)], tried.Select(t => (t.Answered, t.Through)));
        Assert.All(tried, t => Assert.Equal((Server.ToIPAddress(), 69, ServerRole.Tftp), (t.Server, t.Port, t.Role)));
    }

    [Fact]
    public void A_computer_that_fetches_other_files_is_no_phone()
    {
        _cable.Ask("pxelinux.0", 49_200);
        _cable.Data(49_200, 1, 12);
        _cable.Ack(49_200, 1);
        _cable.Finish();
        Assert.Empty(_cable.Told);
    }

    [Fact]
    public void An_SCCP_phone_registers_in_pieces_that_come_twice_and_in_the_wrong_order()
    {
        byte[] alarm = SccpFrame.Write(SccpMessageId.Alarm, [.. new byte[4],
            .. Padded("25: Name=SEP000E84C060A6 Load=8.1(2.0) Last=Initialized", 80), .. new byte[8]]);
        byte[] register = SccpFrame.Write(SccpMessageId.Register,
            [.. Padded("SEP000E84C060A6", 16), .. new byte[12], 7, 0, 0, 0, .. new byte[20]]);
        byte[] all = [.. alarm, .. register];
        _cable.Tcp(true, 51_000, 2000, 2, []);
        _cable.Tcp(false, 51_000, 2000, 0x12, [], 500);
        uint at = 1001;
        _cable.Tcp(true, 51_000, 2000, 0x10, all.AsSpan(0, 40), at);
        _cable.Tcp(true, 51_000, 2000, 0x10, all.AsSpan(100), at + 100);
        _cable.Tcp(true, 51_000, 2000, 0x10, all.AsSpan(0, 40), at);
        _cable.Tcp(true, 51_000, 2000, 0x10, all.AsSpan(20, 80), at + 20);
        PhoneRegistered up = Assert.Single(_cable.Of<PhoneRegistered>());
        Assert.Equal((ProofKind.SccpRegister, Phone, "8.1(2.0)", "7960"), (up.Via, up.Mac!.Value, up.Load, up.Model));
        Assert.Single(_cable.Of<AlarmReceived>());
        Assert.Equal([false, true], _cable.Of<ServerTried>().Select(t => t.Answered));
        Assert.Equal(0, _cable.Observer.Counts.Gaps);
    }

    [Fact]
    public void A_gap_in_a_connection_is_counted_and_what_follows_is_read()
    {
        byte[] register = SccpFrame.Write(SccpMessageId.Register,
            [.. Padded("SEP000E84C060A6", 16), .. new byte[12], 7, 0, 0, 0, .. new byte[20]]);
        _cable.Tcp(true, 51_000, 2000, 2, []);
        _cable.Tcp(true, 51_000, 2000, 0x10, register.AsSpan(0, 30), 1001);
        for (uint i = 0; i < 8; i++) _cable.Tcp(true, 51_000, 2000, 0x10, new byte[1], 5000 + (2 * i));
        _cable.Tcp(true, 51_000, 2000, 0x10, register, 9000);
        Assert.Single(_cable.Of<PhoneRegistered>());
        Assert.True(_cable.Observer.Counts.Gaps > 0);
    }

    [Fact]
    public void A_phone_that_finds_no_call_manager_is_heard_to_try()
    {
        _cable.Cdp(Phone, Announcement with { Addresses = [PhoneAddress] });
        for (int i = 0; i < 3; i++) _cable.Tcp(true, 51_000 + i, 2000, 2, []);
        ServerTried tried = Assert.Single(_cable.Of<ServerTried>());
        Assert.Equal((Server.ToIPAddress(), 2000, ServerRole.Sccp, false, Phone),
            (tried.Server, tried.Port, tried.Role, tried.Answered, tried.Mac!.Value));
    }

    [Theory]
    [InlineData("Cisco-CP7960G/8.0", 1)]
    [InlineData("PolycomSoundPointIP-SPIP_501-UA/3.1", 0)]
    [InlineData("Cisco-SIPGateway/IOS-12.x", 0)]
    public void A_SIP_phone_registers_and_others_do_not_count(string agent, int phones)
    {
        string register = "REGISTER sip:172.16.5.5 SIP/2.0\r\nVia: SIP/2.0/UDP 10.9.8.7:5060;branch=z9hG4bK1\r\n"
            + "From: <sip:1600@172.16.5.5>;tag=000e84c060a60002\r\nTo: <sip:1600@172.16.5.5>\r\n"
            + "Call-ID: 000e84c0-60a60002-3cf23940-64dcadcc@10.9.8.7\r\nCSeq: 101 REGISTER\r\n"
            + $"User-Agent: {agent}\r\nContact: <sip:1600@10.9.8.7:5060>\r\nExpires: 3600\r\nContent-Length: 0\r\n\r\n";
        _cable.Udp(PhoneAddress, 51_098, Server, 5060, Encoding.ASCII.GetBytes(register));
        _cable.Tcp(true, 51_099, 5060, 0x10, Encoding.ASCII.GetBytes(register));
        Assert.Equal(2 * phones, _cable.Of<PhoneRegistered>().Count());
    }

    [Fact]
    public void A_refusal_is_told_with_the_servers_words_and_a_challenge_is_none()
    {
        _cable.Cdp(Phone, Announcement with { Addresses = [PhoneAddress] });
        foreach (string status in (string[])["401 Unauthorized", "100 Trying", "404 Not Found"])
        {
            _cable.Udp(Server, 5060, PhoneAddress, 5060, Encoding.ASCII.GetBytes($"SIP/2.0 {status}\r\n"
                + "Via: SIP/2.0/UDP 10.9.8.7\r\nFrom: <sip:1@a>;tag=1\r\nTo: <sip:1@a>\r\nCall-ID: 1\r\n"
                + "CSeq: 101 REGISTER\r\nContent-Length: 0\r\n\r\n"));
        }

        _cable.Tcp(true, 51_000, 2000, 2, []);
        _cable.Tcp(false, 51_000, 2000, 0x10, SccpReplies.RegisterReject("Not allowed"), 1);
        Assert.Equal([(ProofKind.SipRegister, "404 Not Found"), (ProofKind.SccpRegister, "Not allowed")],
            _cable.Of<RegistrationRefused>().Select(e => (e.Via, e.Because)));
        Assert.All(_cable.Of<RegistrationRefused>(), e => Assert.Equal(Server.ToIPAddress(), e.Server));
    }

    [Fact]
    public void An_HTTP_file_is_asked_for_and_answered()
    {
        _cable.Cdp(Phone, Announcement with { Addresses = [PhoneAddress] });
        _cable.Tcp(true, 51_000, 6970, 0x10, Encoding.ASCII.GetBytes($"GET /{Config} HTTP/1.1\r\nHost: a\r\n\r\n"));
        _cable.Tcp(false, 51_000, 6970, 0x10, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8, 1);
        _cable.Tcp(true, 51_000, 6970, 0x10, "GET /XMLDefault.cnf.xml HTTP/1.1\r\n\r\n"u8);
        _cable.Tcp(false, 51_000, 6970, 0x10, "HTTP/1.1 200 OK\r\nContent-Length: 512\r\n\r\n"u8, 60);
        Assert.Equal([(Config, Transport.Http), ("XMLDefault.cnf.xml", Transport.Http)],
            _cable.Of<FileAsked>().Select(e => (e.Name, e.Transport)));
        Assert.Equal([(AskOutcome.NotHere, null), (AskOutcome.Served, 512L)],
            _cable.Of<FileAsked>().Select(e => (e.Outcome, e.Length)));
    }

    [Fact]
    public void A_name_is_asked_for_and_found()
    {
        _cable.Cdp(Phone, Announcement with { Addresses = [PhoneAddress] });
        byte[] question = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 8, .. "CiscoCM1"u8, 0, 0, 1, 0, 1];
        byte[] answer = [.. question, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 172, 16, 5, 9];
        answer[2] = 0x81;
        answer[7] = 1;
        _cable.Udp(PhoneAddress, 50_000, Server, 53, question);
        _cable.Udp(Server, 53, PhoneAddress, 50_000, answer);
        NameAsked asked = Assert.Single(_cable.Of<NameAsked>());
        Assert.Equal(("CiscoCM1", IPAddress.Parse("172.16.5.9"), null),
            (asked.Name, asked.AnsweredWith, asked.Because));
    }

    [Fact]
    public void The_case_of_what_was_heard_is_that_of_a_phone_that_waits_for_its_router()
    {
        _cable.Cdp(Phone, Announcement);
        _cable.Arp(ArpPacket.Announcement(Hardware.HardwareOf(Phone), PhoneAddress));
        _cable.Arp(ArpPacket.Request(Hardware.HardwareOf(Phone), PhoneAddress, RouterAddress));
        CaseBook book = new(Catalogue.PhoneCatalogue.BuiltIn);
        foreach (PhoneEvent e in _cable.Told) book.Apply(e);
        NetworkBeliefs read = NetworkReading.Of(book.All.Single(), Catalogue.PhoneCatalogue.BuiltIn);
        Assert.Equal((AddressOrigin.Static, RouterAddress.ToIPAddress(), "7960"),
            (read.AddressedBy!.Value, read.Gateway!.Value, read.Model!.Value));
    }

    private void Refuse(string name, int port, int code, string text)
    {
        _cable.Ask(name, port);
        _cable.Error(port, code, text);
    }

    private static byte[] Padded(string text, int length)
    {
        byte[] padded = new byte[length];
        Encoding.ASCII.GetBytes(text, padded);
        return padded;
    }
}
