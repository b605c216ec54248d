using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>Ways of working that can be chosen, and the limits. The clock stands still unless it is moved.</summary>
public sealed class TftpModesTests : IDisposable
{
    private readonly RecordingPolicy _policy = new();
    private readonly HandClock _clock = new();
    private readonly List<IDisposable> _open = [];

    public TftpModesTests()
    {
        _policy["small"] = [1, 2, 3];
        _policy["file"] = Content(5000);
        _policy["image"] = Content(200_000);
    }

    public static TheoryData<TftpPortMode, bool, int> Ways()
    {
        TheoryData<TftpPortMode, bool, int> ways = [];
        foreach (TftpPortMode mode in Enum.GetValues<TftpPortMode>())
        {
            foreach (bool portable in (bool[])[false, true])
                ways.Add(mode, portable, mode == TftpPortMode.Shared ? 3 : 1);
        }

        return ways;
    }

    public void Dispose()
    {
        for (int i = _open.Count - 1; i >= 0; i--) _open[i].Dispose();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Files_arrive_in_every_way_of_working(TftpPortMode mode, bool portable, int loops)
    {
        IPEndPoint server = Start(o => o with
        {
            Ports = mode, Loops = loops, Stack = portable ? DatagramStacks.Portable : DatagramStacks.Best,
        });
        foreach (string name in (string[])["small", "file", "image"])
        {
            TftpClient client = Client(server);
            client.Ask(name);
            Assert.Equal(_policy[name], await client.ReadAsync());
            client.Ask(name, new("blksize", "1024"), new("windowsize", "8"));
            TftpReply oack = await client.ReceiveAsync();
            client.Acknowledge(0, oack.From);
            Assert.Equal(_policy[name], await client.ReadAsync(1024, 8));
        }
    }

    [Fact]
    public async Task Single_port_mode_answers_from_the_request_port()
    {
        IPEndPoint server = Start(o => o with { Ports = TftpPortMode.Single });
        TftpClient client = Client(server);
        client.Ask("file");
        Assert.Equal(server, (await client.ReceiveAsync()).From);
    }

    [Fact]
    public async Task Single_port_mode_is_silent_to_strays()
    {
        IPEndPoint server = Start(o => o with { Ports = TftpPortMode.Single });
        TftpClient client = Client(server);
        client.Acknowledge(1, server);
        client.Ask("small");
        Assert.Equal(TftpOpcode.Data, (await client.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task A_port_per_transfer_is_a_different_one_each_time()
    {
        IPEndPoint server = Start(o => o with { Ports = TftpPortMode.PerTransfer });
        HashSet<int> ports = [server.Port];
        for (int i = 0; i < 5; i++)
        {
            TftpClient client = Client(server);
            client.Ask("small");
            Assert.True(ports.Add((await client.ReceiveAsync()).From.Port));
        }
    }

    [Fact]
    public async Task Answers_stay_within_the_range_of_ports()
    {
        // Twenty in a row that the system has just given to nobody else would be luck; the range is wide instead.
        TftpPortRange range = new(20_000, 32_000);
        IPEndPoint server = Start(o => o with { TransferPorts = range });
        TftpClient client = Client(server);
        client.Ask("small");
        Assert.InRange((await client.ReceiveAsync()).From.Port, range.First, range.Last);
    }

    [Fact]
    public async Task One_port_reads_many_files_one_after_the_other()
    {
        IPEndPoint server = Start(o => o);
        TftpClient client = Client(server);
        for (int i = 0; i < 40; i++)
        {
            client.Ask(i % 2 == 0 ? "small" : "file");
            Assert.Equal(_policy[i % 2 == 0 ? "small" : "file"], await client.ReadAsync());
        }
    }

    [Fact]
    public async Task A_network_that_is_not_served_gets_silence()
    {
        IPEndPoint server = Start(o => o with { Networks = [IPNetwork.Parse("192.0.2.0/24")] });
        IPEndPoint open = Start(o => o with { Networks = [IPNetwork.Parse("127.0.0.0/8")] });
        TftpClient outside = Client(server);
        outside.Ask("small");
        TftpClient inside = Client(open);
        inside.Ask("small");
        Assert.Equal([1, 2, 3], await inside.ReadAsync());
        // Nothing of it reached the policy: the only question is the other server's.
        Assert.Equal(1, _policy.Asks);
    }

    [Fact]
    public async Task One_ERROR_to_an_OACK_is_a_look_at_the_size_and_the_next_request_is_negotiated()
    {
        IPEndPoint server = Start(o => o);
        await RefuseAsync(server, "file");
        TftpClient again = Client(server);
        again.Ask("file", new TftpOption("blksize", "1024"));
        Assert.Equal(TftpOpcode.OptionAcknowledgement, (await again.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task A_client_that_refuses_our_OACK_twice_gets_plain_data_for_that_file()
    {
        IPEndPoint server = Start(o => o);
        await RefuseAsync(server, "file");
        await RefuseAsync(server, "file");
        TftpClient again = Client(server);
        again.Ask("file", new TftpOption("blksize", "1024"));
        Assert.Equal(_policy["file"], await again.ReadAsync());
        TftpClient other = Client(server);
        other.Ask("image", new TftpOption("blksize", "1024"));
        Assert.Equal(TftpOpcode.OptionAcknowledgement, (await other.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task A_client_that_refuses_our_OACK_and_asks_plainly_gets_plain_data_for_that_file()
    {
        IPEndPoint server = Start(o => o);
        await RefuseAsync(server, "file");
        TftpClient plain = Client(server);
        plain.Ask("file");
        Assert.Equal(_policy["file"], await plain.ReadAsync());
        TftpClient again = Client(server);
        again.Ask("file", new TftpOption("blksize", "1024"));
        Assert.Equal(TftpOpcode.Data, (await again.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task A_client_that_ignores_our_OACK_and_asks_plainly_gets_plain_data_for_that_file()
    {
        IPEndPoint server = Start(o => o);
        TftpClient client = Client(server);
        client.Ask("file", new TftpOption("blksize", "1024"));
        await client.ReceiveAsync();
        client.Ask("file");
        Assert.Equal(_policy["file"], await client.ReadAsync());
        TftpClient again = Client(server);
        again.Ask("file", new TftpOption("blksize", "1024"));
        Assert.Equal(TftpOpcode.Data, (await again.ReceiveAsync()).Opcode);
    }

    [Fact]
    public async Task Transfers_beyond_the_limit_get_silence_until_one_ends()
    {
        SpokenLog log = new("as many transfers are running as may");
        IPEndPoint server = Start(o => o with { Quotas = new TftpQuotas { Transfers = 1 } }, log);
        TftpClient first = Client(server);
        first.Ask("file");
        TftpReply data = await first.ReceiveAsync();
        // One that was never answered would make place.
        first.Acknowledge(1, data.From);
        await first.ReceiveAsync();
        TftpClient second = Client(server);
        second.Ask("small");
        // The two come in at different ports: without waiting, the end might be seen before the question.
        await log.SaidAsync();
        first.Fail("enough", data.From);
        await _policy.EndedAsync();
        second.Ask("file");
        Assert.Equal(_policy["file"], await second.ReadAsync());
        Assert.Equal(2, _policy.Asks);
    }

    [Fact]
    public async Task A_waiting_image_gets_a_block_a_second_and_its_turn_when_another_ends()
    {
        IPEndPoint server = Start(o => o with { Quotas = new TftpQuotas { Images = 1 } });
        TftpClient first = Client(server), second = Client(server);
        first.Ask("image");
        TftpReply block = await first.ReceiveAsync();
        second.Ask("image");
        TftpReply waiting = await second.ReceiveAsync();
        second.Acknowledge(1, waiting.From);
        // A small file is no image and does not wait; its answer also says that the acknowledgement has been seen.
        TftpClient third = Client(server);
        third.Ask("small");
        Assert.Equal([1, 2, 3], await third.ReadAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        waiting = await second.ReceiveAsync();
        Assert.Equal(2, waiting.Number);
        second.Acknowledge(2, waiting.From);
        first.Fail("never mind", block.From);
        Assert.Equal(3, (await second.ReceiveAsync()).Number);
    }

    private IPEndPoint Start(Func<TftpServerOptions, TftpServerOptions> how, ILogger? log = null)
    {
        TftpServer server = TftpServer.Start(
            how(new TftpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] }),
            _policy, _clock, log ?? NullLogger.Instance);
        _open.Add(server);
        return server.EndPoints[0];
    }

    private async Task RefuseAsync(IPEndPoint server, string file)
    {
        TftpClient client = Client(server);
        client.Ask(file, new TftpOption("tsize", "0"), new TftpOption("blksize", "1024"));
        TftpReply oack = await client.ReceiveAsync();
        Assert.Equal(TftpOpcode.OptionAcknowledgement, oack.Opcode);
        client.Fail("User aborted the transfer", oack.From);
        await _policy.EndedAsync();
    }

    private TftpClient Client(IPEndPoint server)
    {
        TftpClient client = new(server);
        _open.Add(client);
        return client;
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }
}
