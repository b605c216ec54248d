using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Events;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Http;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Http;

/// <summary>Files by HTTP: the same answers and the same story as by TFTP.</summary>
public sealed class HttpFileServerTests : IAsyncDisposable
{
    private const string Large = "ringlist.bin";
    private const string Default = "XMLDefault.cnf.xml";

    private readonly PracticeBench _bench = new();
    private readonly byte[] _bytes = new byte[300_000];
    private readonly HttpClient _client = new();
    private HttpFileServer? _server;

    public HttpFileServerTests()
    {
        new Random(1).NextBytes(_bytes);
        File.WriteAllBytes(Path.Combine(_bench.Scratch["root"], Large), _bytes);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_file_is_the_same_as_by_TFTP_and_has_a_length()
    {
        await StartAsync("sccp");
        using HttpResponseMessage answer = await GetAsync(Default);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string made = await answer.Content.ReadAsStringAsync(Deadline.Token);
        Assert.Equal(made.Length, answer.Content.Headers.ContentLength);
        Assert.Contains("<loadInformation", made, StringComparison.Ordinal);
        Assert.Null(answer.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task A_whole_file_is_told_as_delivered_only_when_the_other_side_has_it()
    {
        await StartAsync(null);
        using HttpResponseMessage answer = await GetAsync(Large);
        Assert.Equal(_bytes, await answer.Content.ReadAsByteArrayAsync(Deadline.Token));
        FileAsked asked = Assert.Single(await _bench.EventsAsync<FileAsked>());
        Assert.Equal((Large, AskOutcome.Served, Transport.Http), (asked.Name, asked.Outcome, asked.Transport));
        TransferEnded ended = await EndedAsync();
        Assert.Equal((Large, _bytes.Length, Transport.Http), (ended.Name, (int)ended.Bytes, ended.Transport));
        if (OperatingSystem.IsLinux()) Assert.Equal(TransferOutcome.Delivered, ended.Outcome);
    }

    [Fact]
    public async Task Who_hangs_up_with_the_last_byte_has_the_file()
    {
        await StartAsync(null);
        for (int i = 1; i <= 100; i++)
        {
            using (Socket phone = await AskAsync($"GET /{Large} HTTP/1.1\r\nHost: x\r\n\r\n"))
            {
                byte[] piece = new byte[65_536];
                List<byte> all = [];
                int body = -1;
                while (body < 0 || all.Count < body + _bytes.Length)
                {
                    all.AddRange(piece.AsSpan(0, await phone.ReceiveAsync(piece, Deadline.Token)));
                    if (body < 0 && Encoding.Latin1.GetString([.. all]).IndexOf("\r\n\r\n", StringComparison.Ordinal)
                        is >= 0 and var head) body = head + 4;
                }
            }

            TransferEnded ended = (await EndedAsync(i))[^1];
            if (OperatingSystem.IsLinux()) Assert.Equal(TransferOutcome.Delivered, ended.Outcome);
        }
    }

    [Fact]
    public async Task A_connection_that_is_to_be_closed_ends_with_its_end_and_not_with_a_reset()
    {
        await StartAsync("sccp");
        using Socket phone = await AskAsync($"GET /{Default} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await EndedAsync();
        byte[] piece = new byte[4096];
        while (await phone.ReceiveAsync(piece, Deadline.Token) > 0)
        {
        }
    }

    [Fact]
    public async Task What_the_kernel_was_never_given_has_not_arrived()
    {
        if (!OperatingSystem.IsLinux()) return;
        using Socket phone = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using Socket server = await OtherEndAsync(phone);
        using SentBytes watch = SentBytes.Watch(server)!;
        await server.SendAsync(new byte[1000], Deadline.Token);

        Assert.True(await watch.HaveArrivedAsync(1000, TimeSpan.FromMinutes(4), TimeProvider.System, Deadline.Token));
        Assert.False(await watch.HaveArrivedAsync(1001, TimeSpan.Zero, TimeProvider.System, Deadline.Token));
    }

    [Fact]
    public async Task What_was_under_way_at_a_reset_has_not_arrived()
    {
        if (!OperatingSystem.IsLinux()) return;
        using Socket phone = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4096, LingerState = new LingerOption(true, 0),
        };
        using Socket server = await OtherEndAsync(phone);
        using SentBytes watch = SentBytes.Watch(server)!;
        server.Blocking = false;
        // More than the window takes, so that some of it is under way.
        long sent = server.Send(new byte[500_000], SocketFlags.None, out _);
        phone.Close();

        Assert.False(await watch.HaveArrivedAsync(sent, TimeSpan.FromMinutes(4), TimeProvider.System, Deadline.Token));
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_transfers_nothing()
    {
        await StartAsync(null);
        using HttpRequestMessage head = new(HttpMethod.Head, UriOf(Large));
        using HttpResponseMessage answer = await _client.SendAsync(head, Deadline.Token);
        Assert.Equal(_bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Deadline.Token));
        Assert.Empty(await _bench.EventsAsync<TransferEnded>());
    }

    [Fact]
    public async Task A_range_is_that_part_and_does_not_count_as_the_file()
    {
        await StartAsync(null);
        using HttpRequestMessage part = new(HttpMethod.Get, UriOf(Large));
        part.Headers.Range = new RangeHeaderValue(1000, 1999);
        using HttpResponseMessage answer = await _client.SendAsync(part, Deadline.Token);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("bytes 1000-1999/300000", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(_bytes[1000..2000], await answer.Content.ReadAsByteArrayAsync(Deadline.Token));
        Assert.Equal(TransferOutcome.Unconfirmed, (await EndedAsync()).Outcome);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_status_416()
    {
        await StartAsync(null);
        using HttpRequestMessage part = new(HttpMethod.Get, UriOf(Large));
        part.Headers.Range = new RangeHeaderValue(300_000, null);
        using HttpResponseMessage answer = await _client.SendAsync(part, Deadline.Token);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */300000", answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task What_is_not_here_is_404_and_in_the_story()
    {
        await StartAsync(null);
        using HttpResponseMessage answer = await GetAsync("nothing.xml");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(AskOutcome.NotHere, Assert.Single(await _bench.EventsAsync<FileAsked>()).Outcome);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/rings/../../secret.txt")]
    [InlineData("/..%5csecret.txt")]
    public async Task No_name_leads_out_of_the_folder(string target)
    {
        await File.WriteAllTextAsync(_bench.Scratch["secret.txt"], "secret", Deadline.Token);
        await StartAsync(null);
        string answer = await RawAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Matches(@"^HTTP/1\.1 40[34] ", answer);
        Assert.DoesNotContain("secret\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_two_lines_that_a_phone_sends_are_enough()
    {
        await StartAsync("sccp");
        string answer = await RawAsync($"GET /{Default} HTTP/1.1\r\nHost: 127.0.0.1:6970\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_written()
    {
        await StartAsync(null);
        using HttpResponseMessage answer = await _client.PutAsync(UriOf(Large), null, Deadline.Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        Assert.Empty(await _bench.EventsAsync());
    }

    [Fact]
    public async Task A_network_that_is_not_served_gets_no_word()
    {
        await StartAsync(null, networks: [IPNetwork.Parse("192.0.2.0/24")]);
        Assert.Empty(await RawAsync($"GET /{Large} HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Empty(await _bench.EventsAsync());
    }

    [Fact]
    public async Task Who_says_nothing_keeps_no_place_from_a_phone()
    {
        await StartAsync(null, new HttpLimits { Connections = 4, ConnectionsOfOneAddress = 4 });
        List<Socket> silent = [];
        for (int i = 0; i < 12; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(_server!.EndPoints.Single(), Deadline.Token);
            silent.Add(socket);
        }

        using HttpResponseMessage answer = await GetAsync(Large);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (Socket socket in silent) socket.Dispose();
    }

    [Fact]
    public async Task A_phone_that_goes_in_the_middle_has_no_file()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_bench.Scratch["root"], "huge.bin"), new byte[40_000_000], Deadline.Token);
        await StartAsync(null);
        using (Socket phone = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            phone.LingerState = new LingerOption(true, 0);
            await phone.ConnectAsync(_server!.EndPoints.Single(), Deadline.Token);
            await phone.SendAsync("GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Deadline.Token);
            await phone.ReceiveAsync(new byte[1000], Deadline.Token);
        }

        TransferEnded ended = await EndedAsync();
        Assert.NotEqual(TransferOutcome.Delivered, ended.Outcome);
        Assert.True(ended.Bytes < ended.Length);
    }

    private async Task StartAsync(string? goal, HttpLimits? limits = null, IReadOnlyList<IPNetwork>? networks = null)
    {
        FolderShelf shelf = _bench.Shelf(_bench.Clock);
        CaseDesk desk = _bench.Desk(goal);
        _server = await HttpFileServer.StartAsync([new IPEndPoint(IPAddress.Loopback, 0)],
            limits ?? new HttpLimits(),
            new HttpFileHandler(desk, new ContentStore(shelf), TimeProvider.System),
            new ServedNetworks(networks, TimeProvider.System), TimeProvider.System, NullLoggerFactory.Instance);
    }

    private Uri UriOf(string name) => new($"http://{_server!.EndPoints.Single()}/{name}");

    private Task<HttpResponseMessage> GetAsync(string name) => _client.GetAsync(UriOf(name), Deadline.Token);

    private async Task<Socket> AskAsync(string request)
    {
        Socket phone = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await phone.ConnectAsync(_server!.EndPoints.Single(), Deadline.Token);
        await phone.SendAsync(Encoding.ASCII.GetBytes(request), Deadline.Token);
        return phone;
    }

    private static async Task<Socket> OtherEndAsync(Socket phone)
    {
        using Socket ear = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ear.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        ear.Listen();
        await phone.ConnectAsync(ear.LocalEndPoint!, Deadline.Token);
        return await ear.AcceptAsync(Deadline.Token);
    }

    private async Task<string> RawAsync(string request)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        StringBuilder answer = new();
        try
        {
            await socket.ConnectAsync(_server!.EndPoints.Single(), Deadline.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), Deadline.Token);
            byte[] piece = new byte[4096];
            for (int read = 1; read > 0;)
            {
                read = await socket.ReceiveAsync(piece, Deadline.Token);
                answer.Append(Encoding.Latin1.GetString(piece, 0, read));
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Closed without a word.
        }

        return answer.ToString();
    }

    /// <summary>
    /// The end of the one transfer, or of so many; it is told a moment after the phone has the last byte.
    /// </summary>
    private async Task<TransferEnded> EndedAsync() => Assert.Single(await EndedAsync(1));

    private async Task<IReadOnlyList<TransferEnded>> EndedAsync(int count)
    {
        while (true)
        {
            TransferEnded[] ended = [.. await _bench.EventsAsync<TransferEnded>()];
            if (ended.Length >= count) return ended;
            Deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
