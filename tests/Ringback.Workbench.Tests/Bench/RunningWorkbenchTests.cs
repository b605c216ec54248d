using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Events;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Tests.Tftp;

namespace Ringback.Workbench.Tests.Bench;

public sealed class RunningWorkbenchTests
{
    [Fact]
    public async Task It_says_where_it_listens()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        BenchOpened opened = await bench.NextAsync<BenchOpened>();
        Assert.Equal(["echo", "mgcp", "sccp", "sip", "tftp"], opened.Listening.Select(l => l.Service).Order());
        Assert.All(opened.Listening, l => Assert.NotEqual(0, l.Port));
        Assert.Equal("sip", opened.Goal);
    }

    [Theory]
    [InlineData("tftp", "--tftp-port")]
    [InlineData("sccp", "--sccp-port")]
    [InlineData("sip", "--sip-port")]
    [InlineData("mgcp", "--mgcp-port")]
    public async Task A_port_that_is_taken_is_told_with_the_option_that_chooses_another(string service, string option)
    {
        using PracticeBench practice = new();
        using Socket taken = service == "sccp"
            ? new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (service == "sccp") taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        WorkbenchOptions free = practice.Options(null);
        WorkbenchOptions options = service switch
        {
            "tftp" => free with { TftpPort = port },
            "sccp" => free with { SccpPort = port },
            "sip" => free with { SipPort = port },
            _ => free with { MgcpPort = port },
        };
        PortException failure = await Assert.ThrowsAsync<PortException>(() => StartAsync(options, practice));
        Assert.Contains(option, failure.Message);
        Assert.Contains($"port {port}", failure.Message);
    }

    [Fact]
    public async Task An_address_that_this_computer_does_not_have_is_told_with_its_option()
    {
        using PracticeBench practice = new();
        WorkbenchOptions options = practice.Options(null) with { Addresses = [IPAddress.Parse("192.0.2.1")] };
        PortException failure = await Assert.ThrowsAsync<PortException>(() => StartAsync(options, practice));
        Assert.Contains("--bind", failure.Message);
    }

    [Fact]
    public async Task A_door_that_is_switched_off_is_not_opened()
    {
        using PracticeBench practice = new();
        await using RunningWorkbench bench = await StartAsync(
            practice.Options(null) with { SipPort = null, MgcpPort = null }, practice);
        Assert.Equal(["echo", "sccp", "tftp"], bench.Listening.Select(d => d.Service).Order());
    }

    [Fact]
    public async Task A_transfer_is_recorded_with_the_phone_and_the_file()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using TftpClient client = new(bench.EndPoint("tftp"));
        client.Ask("P0S3-8-12-00.sb2");
        byte[] content = await client.ReadAsync();
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(bench.Practice.Library, "P0S3-8-12-00.sb2"),
            Deadline.Token), content);
        TransferEnded ended = await bench.NextAsync<TransferEnded>();
        Assert.Equal(("P0S3-8-12-00.sb2", TransferOutcome.Delivered), (ended.Name, ended.Outcome));
    }

    [Fact]
    public async Task A_file_that_is_cut_after_it_was_looked_into_is_not_sent()
    {
        HandClock clock = new();
        await using OpenBench bench = await OpenBench.StartAsync(time: clock);
        using TftpClient client = new(bench.EndPoint("tftp"));
        client.Ask("look-around");
        Assert.Equal(1, (await client.ReceiveAsync()).Number);
        string image = Path.Combine(bench.Practice.Library, "P0S3-8-12-00.sb2");
        byte[] whole = await File.ReadAllBytesAsync(image, Deadline.Token);
        await File.WriteAllBytesAsync(image, whole[..^700], Deadline.Token);
        client.Ask("P0S3-8-12-00.sb2");
        TftpReply reply = await client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 1), (reply.Opcode, reply.Number));
    }

    [Theory]
    [InlineData("../library/P0S3-8-12-00.sb2")]
    [InlineData("..\\..\\etc\\passwd")]
    [InlineData("C:\\boot.ini")]
    public async Task A_name_that_leads_out_gets_error_2(string name)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using TftpClient client = new(bench.EndPoint("tftp"));
        client.Ask(name);
        TftpReply reply = await client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 2), (reply.Opcode, reply.Number));
    }

    private static Task<RunningWorkbench> StartAsync(WorkbenchOptions options, PracticeBench practice) =>
        RunningWorkbench.StartAsync(options, practice.Shelf(TimeProvider.System), practice.Journal,
            TimeProvider.System, NullLoggerFactory.Instance, null, Deadline.Token);
}
