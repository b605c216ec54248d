using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>
/// Requests that nobody stands behind: they take no place from a phone, and little is sent to the address that they
/// bear. This machine's addresses are counted like any other here.
/// </summary>
public sealed class TftpUnansweredTests : IDisposable
{
    private readonly RecordingPolicy _policy = new() { IsQuick = true };
    private readonly HandClock _clock = new();
    private readonly List<IDisposable> _open = [];

    public TftpUnansweredTests()
    {
        _policy["small"] = [1, 2, 3];
        _policy["file"] = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)];
    }

    public void Dispose()
    {
        for (int i = _open.Count - 1; i >= 0; i--) _open[i].Dispose();
    }

    [Fact]
    public async Task One_address_has_only_so_many_transfers_that_it_never_answered()
    {
        IPEndPoint server = Start(new TftpQuotas { UnansweredOfOneAddress = 3 });
        TftpClient[] forged = [.. Enumerable.Range(0, 3).Select(_ => Ask(server, "small"))];
        foreach (TftpClient client in forged) Assert.Equal(1, (await client.ReceiveAsync()).Number);
        TftpClient next = Ask(server, "small");
        await FenceAsync(server);
        Assert.False(next.HasHeard);
    }

    [Fact]
    public async Task One_that_had_its_time_makes_place_for_the_next_from_its_address()
    {
        IPEndPoint server = Start(new TftpQuotas { UnansweredOfOneAddress = 2 });
        TftpClient[] forged = [.. Enumerable.Range(0, 2).Select(_ => Ask(server, "file"))];
        foreach (TftpClient client in forged) await client.ReceiveAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        TftpClient phone = Client(server);
        phone.Ask("small");
        Assert.Equal([1, 2, 3], await phone.ReadAsync());
        Assert.Equal(TftpOutcome.NeverAnswered, (await _policy.EndedAsync()).Outcome);
    }

    [Fact]
    public async Task A_transfer_that_was_answered_does_not_count()
    {
        IPEndPoint server = Start(new TftpQuotas { UnansweredOfOneAddress = 2 });
        List<(TftpClient Client, IPEndPoint From)> running = [];
        for (int i = 0; i < 6; i++)
        {
            TftpClient client = Ask(server, "file");
            TftpReply first = await client.ReceiveAsync();
            client.Acknowledge(1, first.From);
            Assert.Equal(2, (await client.ReceiveAsync()).Number);
            running.Add((client, first.From));
        }

        foreach ((TftpClient client, IPEndPoint from) in running)
        {
            client.Acknowledge(2, from);
            Assert.Equal(3, (await client.ReceiveAsync()).Number);
        }
    }

    [Fact]
    public async Task When_all_places_are_taken_the_oldest_unanswered_goes_and_never_one_that_runs()
    {
        IPEndPoint server = Start(new TftpQuotas { Transfers = 3, CountsOwnAddresses = false });
        TftpClient runs = Ask(server, "file");
        TftpReply first = await runs.ReceiveAsync();
        runs.Acknowledge(1, first.From);
        Assert.Equal(2, (await runs.ReceiveAsync()).Number);
        for (int i = 0; i < 50; i++) await Ask(server, "file").ReceiveAsync();
        TftpClient phone = Client(server);
        phone.Ask("small");
        Assert.Equal([1, 2, 3], await phone.ReadAsync());
        runs.Acknowledge(2, first.From);
        Assert.Equal(3, (await runs.ReceiveAsync()).Number);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task A_stray_packet_to_a_transfer_port_gets_at_most_four_times_its_bytes(int length)
    {
        IPEndPoint server = Start(new TftpQuotas());
        TftpClient client = Client(server);
        client.Ask("file");
        TftpReply data = await client.ReceiveAsync();
        TftpClient stray = Client(data.From);
        byte[] datagram = new byte[length];
        datagram[1] = (byte)TftpOpcode.Data;
        stray.Send(datagram);
        TftpReply error = await stray.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, (int)TftpErrorCode.UnknownTransferId), (error.Opcode, error.Number));
        Assert.InRange(error.Bytes.Length, 5, 4 * length);
    }

    [Theory]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 0, 1, 65 })]
    [InlineData(new byte[] { 0, 1, 65, 0, 66, 0 })]
    public async Task A_request_that_cannot_be_read_gets_at_most_four_times_its_bytes(byte[] datagram)
    {
        TftpClient client = Client(Start(new TftpQuotas()));
        client.Send(datagram);
        Assert.InRange((await client.ReceiveAsync()).Bytes.Length, 5, Math.Max(5, 4 * datagram.Length));
    }

    [Fact]
    public async Task A_network_that_is_not_served_gets_silence_at_a_transfer_port_too()
    {
        IPEndPoint server = Start(new TftpQuotas(), [IPNetwork.Parse("127.0.0.1/32")]);
        TftpClient client = Client(server);
        client.Ask("file");
        TftpReply data = await client.ReceiveAsync();
        using TftpClient stranger = new(data.From, IPAddress.Parse("127.0.0.66"));
        stranger.Acknowledge(1, data.From);
        client.Acknowledge(1, data.From);
        Assert.Equal(2, (await client.ReceiveAsync()).Number);
        Assert.False(stranger.HasHeard);
    }

    private IPEndPoint Start(TftpQuotas quotas, IReadOnlyList<IPNetwork>? networks = null)
    {
        TftpServer server = TftpServer.Start(new TftpServerOptions
        {
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            Loops = 1,
            Networks = networks,
            Quotas = quotas.Transfers == new TftpQuotas().Transfers
                ? quotas with { CountsOwnAddresses = true }
                : quotas,
        }, _policy, _clock, NullLogger.Instance);
        _open.Add(server);
        return server.EndPoints[0];
    }

    private TftpClient Client(IPEndPoint server)
    {
        TftpClient client = new(server);
        _open.Add(client);
        return client;
    }

    private TftpClient Ask(IPEndPoint server, string name)
    {
        TftpClient client = Client(server);
        client.Ask(name);
        return client;
    }

    /// <summary>What was sent before has been looked at: a request that cannot be read is answered at once.</summary>
    private async Task FenceAsync(IPEndPoint server)
    {
        TftpClient fence = Client(server);
        fence.Send(0, 1);
        await fence.ReceiveAsync();
    }
}
