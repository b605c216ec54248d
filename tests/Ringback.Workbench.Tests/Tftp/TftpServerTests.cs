using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>
/// The server over loopback. Its clock stands still unless a test moves it, so that nothing is sent again because a
/// machine is slow. Silence is shown by a fence: the answer to the next request is the first thing that comes.
/// </summary>
public abstract class TftpServerTests : IDisposable
{
    private readonly RecordingPolicy _policy = new();
    private readonly HandClock _clock = new();
    private readonly TftpServer _server;
    private readonly TftpClient _client;

    protected TftpServerTests(bool decidesOnLoop)
    {
        _policy.IsQuick = decidesOnLoop;
        _server = TftpServer.Start(new TftpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] },
            _policy, _clock, NullLogger.Instance);
        _client = new TftpClient(_server.EndPoints[0]);
        _policy["small"] = [1, 2, 3];
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public async Task A_file_of_any_length_arrives_byte_for_byte(int length)
    {
        _policy["file"] = Content(length);
        _client.Ask("file");
        Assert.Equal(Content(length), await _client.ReadAsync());
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal((TftpOutcome.Delivered, (long)length, 0), (report.Outcome, report.Bytes, report.Retransmissions));
    }

    [Fact]
    public async Task Answers_come_from_a_port_of_their_own()
    {
        _client.Ask("small");
        TftpReply data = await _client.ReceiveAsync();
        Assert.NotEqual(_server.EndPoints[0].Port, data.From.Port);
    }

    [Fact]
    public async Task One_port_that_begins_again_and_again_does_not_use_up_the_server()
    {
        _policy["other"] = [4];
        for (int i = 0; i < 200; i++) _client.Ask(i % 2 == 0 ? "small" : "other");
        using TftpClient phone = new(_server.EndPoints[0]);
        phone.Ask("small");
        Assert.Equal([1, 2, 3], await phone.ReadAsync());
        Assert.InRange(_policy.Asks, 1, 20);
    }

    [Fact]
    public async Task A_phone_that_was_restarted_has_given_up_what_stood_still()
    {
        _policy["file"] = Content(1000);
        _client.Ask("file");
        await _client.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        using TftpClient again = new(_server.EndPoints[0]);
        again.Ask("first");
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal(("file", TftpOutcome.Replaced), (report.Name, report.Outcome));
    }

    [Fact]
    public async Task A_policy_that_fails_costs_one_request_only()
    {
        _policy.FailsFor = "cursed";
        _client.Ask("cursed");
        Assert.Equal(TftpOpcode.Error, (await _client.ReceiveAsync()).Opcode);
        _client.Ask("small");
        Assert.Equal([1, 2, 3], await _client.ReadAsync());
    }

    [Fact]
    public async Task A_request_with_padding_behind_it_is_read()
    {
        _client.Send([0, 1, .. "small\0octet\0\0\0\0"u8]);
        Assert.Equal([1, 2, 3], await _client.ReadAsync());
    }

    [Fact]
    public async Task The_answer_leaves_from_the_address_that_was_asked()
    {
        TftpServerOptions options = new() { Listen = [new IPEndPoint(IPAddress.Any, 0)] };
        using TftpServer everywhere = TftpServer.Start(options, _policy, _clock, NullLogger.Instance);
        // macOS has only the first of these without further ado.
        string[] addresses = OperatingSystem.IsMacOS() ? ["127.0.0.1"] : ["127.0.0.1", "127.0.0.2"];
        foreach (IPAddress asked in addresses.Select(IPAddress.Parse))
        {
            using TftpClient phone = new(new IPEndPoint(asked, everywhere.EndPoints[0].Port));
            phone.Ask("small");
            Assert.Equal(asked, (await phone.ReceiveAsync()).From.Address);
        }
    }

    [Fact]
    public async Task A_stranger_gets_error_5_and_the_transfer_goes_on_undisturbed()
    {
        _policy["file"] = Content(1000);
        _client.Ask("file");
        TftpReply first = await _client.ReceiveAsync();
        using TftpClient stranger = new(first.From);
        stranger.Acknowledge(1, first.From);
        TftpReply error = await stranger.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 5), (error.Opcode, error.Number));
        _client.Acknowledge(1, first.From);
        TftpReply second = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Data, 2), (second.Opcode, second.Number));
    }

    [Fact]
    public async Task An_error_of_a_stranger_is_not_answered()
    {
        _policy["file"] = Content(1000);
        _client.Ask("file");
        TftpReply first = await _client.ReceiveAsync();
        using TftpClient stranger = new(first.From);
        stranger.Fail("who are you", first.From);
        stranger.Acknowledge(1, first.From);
        Assert.Equal(5, (await stranger.ReceiveAsync()).Number);
    }

    [Theory]
    [InlineData(new byte[] { 0, 4, 0, 1 })]
    [InlineData(new byte[] { 0, 3, 0, 1, 65 })]
    [InlineData(new byte[] { 0, 5, 0, 1, 0 })]
    [InlineData(new byte[] { 0, 6, 65, 0, 66, 0 })]
    [InlineData(new byte[] { 0, 99 })]
    [InlineData(new byte[] { 7 })]
    [InlineData(new byte[] { })]
    public async Task A_stray_packet_on_the_request_port_gets_silence(byte[] stray)
    {
        _client.Send(stray);
        _client.Ask("small");
        Assert.Equal(TftpOpcode.Data, (await _client.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task The_same_request_twice_is_one_transfer()
    {
        _policy["file"] = Content(1000);
        _client.Ask("file");
        _client.Ask("file");
        Assert.Equal(Content(1000), await _client.ReadAsync());
        await _policy.EndedAsync();
        Assert.Equal(1, _policy.Asks);
    }

    [Fact]
    public async Task A_duplicate_acknowledgement_is_not_answered()
    {
        _policy["file"] = Content(1200);
        _client.Ask("file");
        TftpReply first = await _client.ReceiveAsync();
        _client.Acknowledge(1, first.From);
        _client.Acknowledge(1, first.From);
        Assert.Equal(2, (await _client.ReceiveAsync()).Number);
        _client.Acknowledge(2, first.From);
        Assert.Equal(3, (await _client.ReceiveAsync()).Number);
    }

    [Fact]
    public async Task Writing_is_refused()
    {
        _client.Ask(new TftpRequest(true, "small", TftpMode.Octet, []));
        TftpReply reply = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 2), (reply.Opcode, reply.Number));
    }

    [Theory]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 0, 1, 65 })]
    [InlineData(new byte[] { 0, 1, 65, 0, 66 })]
    [InlineData(new byte[] { 0, 1, 0, 111, 99, 116, 101, 116, 0 })]
    [InlineData(new byte[] { 0, 1, 65, 0, 109, 97, 105, 108, 0 })]
    [InlineData(new byte[] { 0, 2, 65, 0 })]
    public async Task A_request_that_cannot_be_read_gets_error_4(byte[] request)
    {
        _client.Send(request);
        TftpReply reply = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 4), (reply.Opcode, reply.Number));
    }

    [Fact]
    public async Task A_missing_file_gets_error_1_while_no_time_passes()
    {
        _client.Ask("missing");
        TftpReply reply = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 1), (reply.Opcode, reply.Number));
    }

    [Fact]
    public async Task Options_are_answered_in_the_clients_order()
    {
        _policy["file"] = Content(5000);
        _client.Ask("file", new("windowsize", "4"), new("blksize", "1024"), new("tsize", "0"), new("unheard", "1"));
        TftpReply oack = await _client.ReceiveAsync();
        Assert.Equal("\0\u0006windowsize\04\0blksize\01024\0tsize\05000\0", oack.Text);
        _client.Acknowledge(0, oack.From);
        Assert.Equal(Content(5000), await _client.ReadAsync(1024, 4));
    }

    [Fact]
    public async Task A_plain_request_gets_data_and_never_an_OACK()
    {
        _client.Ask("small");
        Assert.Equal(TftpOpcode.Data, (await _client.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task Only_unknown_options_are_as_good_as_none()
    {
        _client.Ask("small", new TftpOption("unheard", "1"));
        Assert.Equal(TftpOpcode.Data, (await _client.ReceiveAsync()).Opcode);
    }

    [Theory]
    [InlineData("blksize", "7")]
    [InlineData("blksize", "65465")]
    [InlineData("windowsize", "0")]
    [InlineData("timeout", "256")]
    [InlineData("blksize", "many")]
    public async Task An_option_outside_its_range_gets_error_8(string name, string value)
    {
        _client.Ask("small", new TftpOption(name, value));
        Assert.Equal(8, (await _client.ReceiveAsync()).Number);
    }

    [Fact]
    public async Task Block_numbers_go_round_after_65535()
    {
        _policy["file"] = Content((65536 * 8) + 5);
        _client.Ask("file", new("blksize", "8"), new("windowsize", "32"));
        TftpReply oack = await _client.ReceiveAsync();
        _client.Acknowledge(0, oack.From);
        Assert.Equal(Content((65536 * 8) + 5), await _client.ReadAsync(8, 32));
    }

    [Fact]
    public async Task Netascii_turns_line_feeds_into_CR_LF()
    {
        _policy["text"] = "a\nb\rc"u8.ToArray();
        _client.Ask(new TftpRequest(false, "text", TftpMode.Netascii, [new("tsize", "0")]));
        TftpReply oack = await _client.ReceiveAsync();
        Assert.Equal("\0\u0006tsize\07\0", oack.Text);
        _client.Acknowledge(0, oack.From);
        Assert.Equal("a\r\nb\r\0c"u8.ToArray(), await _client.ReadAsync());
    }

    [Fact]
    public async Task A_lost_packet_is_sent_again_when_its_time_has_come()
    {
        _client.Ask("small");
        Assert.Equal(1, (await _client.ReceiveAsync()).Number);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2, 3], (await _client.ReceiveAsync()).Payload);
    }

    [Fact]
    public async Task A_phone_that_never_answers_gets_two_packets_and_is_listened_to_for_a_while()
    {
        _client.Ask("small");
        Assert.Equal(1, (await _client.ReceiveAsync()).Number);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await _client.ReceiveAsync()).Number);
        _clock.Advance(TimeSpan.FromSeconds(15));
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal((TftpOutcome.NeverAnswered, 1), (report.Outcome, report.Retransmissions));
    }

    [Fact]
    public async Task A_first_answer_that_comes_late_moves_the_transfer_on()
    {
        _policy["file"] = Content(600);
        _client.Ask("file");
        await _client.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        TftpReply again = await _client.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(14));
        _client.Acknowledge(1, again.From);
        Assert.Equal(2, (await _client.ReceiveAsync()).Number);
    }

    [Fact]
    public async Task What_the_phone_says_in_its_error_is_reported()
    {
        _client.Ask("small");
        _client.Fail("Disk full", (await _client.ReceiveAsync()).From);
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal((TftpOutcome.PeerError, "Disk full"), (report.Outcome, report.Message));
    }

    [Fact]
    public async Task A_phone_that_starts_over_from_a_new_port_ends_its_old_transfer()
    {
        _policy["file"] = Content(1000);
        _client.Ask("file");
        await _client.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(4));
        using TftpClient again = new(_server.EndPoints[0]);
        again.Ask("file");
        Assert.Equal(Content(1000), await again.ReadAsync());
        Assert.Equal(TftpOutcome.Replaced, (await _policy.EndedAsync()).Outcome);
    }

    [Fact]
    public async Task Two_clients_behind_one_address_read_the_same_file_at_the_same_time()
    {
        _policy["file"] = Content(1000);
        using TftpClient other = new(_server.EndPoints[0]);
        _client.Ask("file");
        other.Ask("file");
        Assert.Equal(Content(1000), await _client.ReadAsync());
        Assert.Equal(Content(1000), await other.ReadAsync());
    }

    [Fact]
    public async Task One_port_may_ask_for_the_next_file_at_once()
    {
        _policy["file"] = Content(1000);
        _client.Ask("small");
        await _client.ReadAsync();
        _client.Ask("file");
        Assert.Equal(Content(1000), await _client.ReadAsync());
    }

    [Fact]
    public async Task A_large_file_on_its_way_can_be_looked_at_until_it_ends()
    {
        _policy["file"] = Content(100_000);
        _client.Ask("file");
        await _client.ReceiveAsync();

        TftpLiveTransfer live = Assert.Single(_server.Transfers);
        Assert.Equal(("file", 0L, 100_000L), (live.Name, live.Bytes, live.Length));

        _server.Dispose();
        Assert.Empty(_server.Transfers);
    }

    [Fact]
    public async Task A_server_that_stops_reports_what_was_under_way()
    {
        _client.Ask("small");
        await _client.ReceiveAsync();
        _server.Dispose();
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal(TftpOutcome.Stopped, report.Outcome);
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }
}

/// <summary>Every question is decided on the thread that may wait.</summary>
public sealed class TftpServerWithSlowPolicyTests() : TftpServerTests(decidesOnLoop: false);

/// <summary>Questions are decided on the loop.</summary>
public sealed class TftpServerWithQuickPolicyTests() : TftpServerTests(decidesOnLoop: true)
{
    [Fact]
    public async Task What_needs_a_disk_after_all_is_answered_too()
    {
        RecordingPolicy policy = new() { IsQuick = true, ["later"] = [9, 9] };
        using TftpServer server = TftpServer.Start(
            new TftpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] }, policy, TimeProvider.System,
            NullLogger.Instance);
        using TftpClient client = new(server.EndPoints[0]);
        client.Ask("later");
        Assert.Equal([9, 9], await client.ReadAsync());
    }
}
