using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Pages;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Pages;

/// <summary>A phone's web server on a free port, and what is asked of it.</summary>
public sealed class PhonePagesTests : IAsyncDisposable
{
    private const string Page = "<MACAddress>000E84C060A6</MACAddress><serialNumber>FCH0000TEST</serialNumber>"
        + "<appLoadID>P00308010200</appLoadID>";

    private readonly PracticeBench _bench = new();
    private readonly TcpListener _phone = new(IPAddress.Any, 0);
    private readonly List<string> _asked = [];
    private CaseDesk? _desk;
    private PhonePages? _pages;

    public async ValueTask DisposeAsync()
    {
        if (_pages is not null) await _pages.DisposeAsync();
        _phone.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_phone_that_registers_is_asked_for_its_pages_once()
    {
        Begin(path => path.EndsWith('X') ? $"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{Page}" : "HTTP/1.1 404 No\r\n\r\n");
        Register();
        PageRead first = await NextAsync();
        Assert.Equal(("/DeviceInformationX", "FCH0000TEST", "P00308010200"),
            (first.Page, first.Serial, first.Application));
        Assert.Equal("/NetworkConfigurationX", (await NextAsync()).Page);
        Register();
        Register(MacAddress.Parse("000E84C060A7"));
        await UntilAskedAsync(6);
        Assert.Equal(["/DeviceInformationX", "/NetworkConfigurationX"], _asked.Take(2));
        Assert.Equal(6, _asked.Count);
    }

    [Fact]
    public async Task A_redirection_is_not_followed_and_what_is_no_page_is_not_told()
    {
        string elsewhere = $"HTTP/1.1 302 Found\r\nLocation: http://{_phone.LocalEndpoint}/evil\r\n\r\n{Page}";
        string[] answers = [elsewhere, "HTTP/1.1 200 OK\r\n\r\n<html>hello</html>", "hello", ""];
        Begin(_ => answers[(_asked.Count - 1) % answers.Length]);
        Register();
        await UntilAskedAsync(4);
        Assert.Equal(
            ["/DeviceInformationX", "/DeviceInformation", "/NetworkConfigurationX", "/NetworkConfiguration"], _asked);
        Assert.DoesNotContain(await EventsAsync(), e => e is PageRead);
    }

    [Fact]
    public async Task A_page_without_end_is_cut_and_its_beginning_counts()
    {
        Begin(_ => $"HTTP/1.0 200 OK\r\n\r\n{Page}{new string('x', 10_000_000)}");
        Register();
        Assert.Equal("FCH0000TEST", (await NextAsync()).Serial);
    }

    [Fact]
    public async Task Whoever_is_on_no_network_of_ours_is_not_asked()
    {
        Begin(_ => "HTTP/1.0 404 No\r\n\r\n", [IPNetwork.Parse("127.0.0.2/32")]);
        Register();
        Register(MacAddress.Parse("000E84C060A7"), IPAddress.Parse("127.0.0.2"));
        await UntilAskedAsync(4);
        // One phone after the other: had the first been asked, it would have been before.
        Assert.Equal(4, _asked.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nx", "x")]
    [InlineData("HTTP/1.0 200\r\nA: b\r\n\r\nx", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nno end", null)]
    [InlineData("HTTP/1.1 301 Moved\r\n\r\nx", null)]
    [InlineData("HTTP/1.", null)]
    [InlineData("", null)]
    public void Only_a_200_has_a_body(string answer, string? body) => Assert.Equal(body,
        PhonePages.Body(Encoding.ASCII.GetBytes(answer)) is { } bytes ? Encoding.ASCII.GetString(bytes) : null);

    private void Begin(Func<string, string> answer, IReadOnlyList<IPNetwork>? networks = null)
    {
        _desk = _bench.Desk(null);
        _desk.Start();
        _phone.Start();
        _ = AnswerAsync(answer);
        _pages = new PhonePages(((IPEndPoint)_phone.LocalEndpoint).Port, _desk, networks, TimeProvider.System,
            NullLogger.Instance);
    }

    private async Task AnswerAsync(Func<string, string> answer)
    {
        try
        {
            while (true)
            {
                using Socket asker = await _phone.AcceptSocketAsync(Deadline.Token);
                byte[] request = new byte[1024];
                int length = await asker.ReceiveAsync(request);
                string path = Encoding.ASCII.GetString(request, 0, length).Split(' ')[1];
                lock (_asked) _asked.Add(path);
                byte[] bytes = Encoding.ASCII.GetBytes(answer(path));
                for (int at = 0; at < bytes.Length; at += 65_536)
                    await asker.SendAsync(bytes.AsMemory(at, Math.Min(65_536, bytes.Length - at)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (e is SocketException && _phone.Server.IsBound) _ = AnswerAsync(answer);
        }
    }

    private void Register(MacAddress? mac = null, IPAddress? at = null) => _desk!.Record(new PhoneRegistered
    {
        At = default, Address = at ?? IPAddress.Loopback, Mac = mac ?? PracticeBench.Mac, Via = ProofKind.SccpRegister,
        DeviceName = "phone",
    });

    private async Task<PageRead> NextAsync()
    {
        int told = _told;
        await UntilAsync(async () => (await EventsAsync()).OfType<PageRead>().Count() > told);
        _told++;
        return (await EventsAsync()).OfType<PageRead>().ElementAt(told);
    }

    private int _told;

    private Task UntilAskedAsync(int times) => UntilAsync(() =>
    {
        lock (_asked) return Task.FromResult(_asked.Count >= times);
    });

    private async Task<IReadOnlyList<PhoneEvent>> EventsAsync() => await _bench.EventsAsync();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        CancellationToken deadline = Deadline.Token;
        using PeriodicTimer beat = new(TimeSpan.FromMilliseconds(10));
        while (!await holds()) await beat.WaitForNextTickAsync(deadline);
    }
}
