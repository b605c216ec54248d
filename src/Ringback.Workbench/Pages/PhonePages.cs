using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Observation;
using Ringback.Observation.Pages;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Pages;

/// <summary>
/// Asks a phone that has registered here for its own pages, once for each start of it: at the address that it
/// registered from and nowhere else, one phone at a time, so many bytes and seconds and no more. Whatever else it
/// answers than a page is none: a redirection is not followed.
/// </summary>
internal sealed partial class PhonePages : IAsyncDisposable
{
    /// <summary>The most bytes of an answer, with its headers.</summary>
    internal const int MostBytes = PhonePage.MaxLength + 4096;

    /// <summary>How long a page may take.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // A phone that registers again after a minute is not asked again; one that was restarted later is.
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(10);

    // A fleet may start at once; whom it is too many for is asked when he registers the next time.
    private const int MostWaiting = 256;
    private const int MostRemembered = 4096;
    private const int WebPort = 80;

    private static readonly string[] Paths =
        ["/DeviceInformationX", "/DeviceInformation", "/NetworkConfigurationX", "/NetworkConfiguration"];

    private readonly int _port;
    private readonly CaseDesk _desk;
    private readonly ServedNetworks _networks;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<MacAddress, long> _asked = [];
    private readonly Channel<(MacAddress Mac, IPAddress Address)> _waiting;
    private readonly Task _reading;
    private readonly Task _asking;

    /// <param name="port">The port of the phones' web server: real ones take 80.</param>
    /// <param name="desk">Where registrations are heard of, and what is read is told.</param>
    /// <param name="networks">Who is served; null for the networks that this machine is attached to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    internal PhonePages(
        int port, CaseDesk desk, IReadOnlyList<IPNetwork>? networks, TimeProvider time, ILogger logger)
    {
        _port = port;
        _desk = desk;
        _networks = new ServedNetworks(networks, time);
        _time = time;
        _logger = logger;
        _waiting = Channel.CreateBounded<(MacAddress, IPAddress)>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
        _reading = ReadAsync(desk.Watch());
        _asking = AskAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_reading, _asking).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Quick, so that nothing that happens is missed while a phone takes its time.</summary>
    private async Task ReadAsync(ChannelReader<Recorded> told)
    {
        try
        {
            await foreach (Recorded recorded in told.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                if (recorded.Event is PhoneRegistered { Mac: { } mac, Address: { } address } && IsDue(mac, address))
                    _waiting.Writer.TryWrite((mac, address));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task AskAllAsync()
    {
        try
        {
            await foreach ((MacAddress mac, IPAddress address) in _waiting.Reader.ReadAllAsync(_stop.Token)
                .ConfigureAwait(false)) await AskAsync(mac, address).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private bool IsDue(MacAddress mac, IPAddress address)
    {
        // A simulated phone on this computer has no pages; what listens at port 80 here is somebody else's.
        if (!_networks.Serves(address) || (_port == WebPort && IPAddress.IsLoopback(address))) return false;
        if (_asked.TryGetValue(mac, out long before) && _time.GetElapsedTime(before) < NotAgainFor) return false;
        if (_asked.Count >= MostRemembered) _asked.Clear();
        _asked[mac] = _time.GetTimestamp();
        return true;
    }

    /// <summary>
    /// The X form says the same as the page for people; a phone that has the one is not asked for both.
    /// </summary>
    private async Task AskAsync(MacAddress mac, IPAddress address)
    {
        for (int i = 0; i < Paths.Length; i++)
        {
            byte[]? page = await FetchAsync(address, Paths[i]).ConfigureAwait(false);
            PageRead? read = page is null ? null
                : PageObservation.Of(page, Paths[i], mac, address, _time.GetUtcNow());
            if (read is null) continue;
            _desk.Record(read);
            if (i % 2 == 0) i++;
        }
    }

    /// <summary>A page; null when there is none, whatever the reason.</summary>
    private async Task<byte[]?> FetchAsync(IPAddress address, string path)
    {
        using CancellationTokenSource patience = new(Longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, patience.Token);
        using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, _port), either.Token).ConfigureAwait(false);
            // HTTP/1.0: the end of the connection is the end of the page, and nothing comes in pieces.
            byte[] request = Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.0\r\nHost: {address}\r\nAccept: text/xml, text/html\r\n\r\n");
            await socket.SendAsync(request, either.Token).ConfigureAwait(false);
            byte[] answer = new byte[MostBytes];
            int length = 0;
            while (length < answer.Length)
            {
                int more = await socket.ReceiveAsync(answer.AsMemory(length), either.Token).ConfigureAwait(false);
                if (more == 0) break;
                length += more;
            }

            return Body(answer.AsSpan(0, length))?.ToArray();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested) LogNoPage(address, path, e.Message);
            return null;
        }
    }

    /// <summary>What follows the headers of a 200; nothing of any other answer.</summary>
    internal static byte[]? Body(ReadOnlySpan<byte> answer)
    {
        if (!answer.StartsWith("HTTP/1."u8) || answer.Length < 12) return null;
        if (!answer[8..12].SequenceEqual(" 200"u8)) return null;
        int end = answer.IndexOf("\r\n\r\n"u8);
        return end < 0 ? null : answer[(end + 4)..].ToArray();
    }

    [LoggerMessage(LogLevel.Debug, "phone {Address} gave no {Path}: {Error}")]
    private partial void LogNoPage(IPAddress address, string path, string error);
}
