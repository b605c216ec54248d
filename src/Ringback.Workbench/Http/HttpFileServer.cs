using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Http;

/// <summary>
/// Files by HTTP: what Java phones from 9.x on ask before they ask by TFTP (sources.md other-phones §2.6). Kestrel
/// without the host around it: one handler, no routes, nothing read from the environment.
/// </summary>
internal sealed partial class HttpFileServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly HttpFileHandler _handler;
    private readonly ServedNetworks _networks;
    private readonly ConnectionPlaces _places;
    private readonly ILogger _logger;
    private readonly LogThrottle _saidRefused;
    private long _refused;

    private HttpFileServer(IReadOnlyList<IPEndPoint> endPoints, HttpLimits limits, HttpFileHandler handler,
        ServedNetworks networks, TimeProvider time, ILoggerFactory loggers)
    {
        _handler = handler;
        _networks = networks;
        _places = new ConnectionPlaces(limits.Connections, limits.ConnectionsOfOneAddress);
        _logger = loggers.CreateLogger<HttpFileServer>();
        _saidRefused = new LogThrottle(time);
        KestrelServerOptions options = new() { AddServerHeader = false };
        limits.Apply(options.Limits);
        foreach (IPEndPoint endPoint in endPoints)
        {
            options.Listen(endPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => AdmitAsync(connection, next));
                Listening.Add(listen);
            });
        }

        _server = new KestrelServer(Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
    }

    /// <summary>Where it listens.</summary>
    internal IEnumerable<IPEndPoint> EndPoints => Listening.Select(l => l.IPEndPoint!);

    private List<ListenOptions> Listening { get; } = [];

    /// <summary>Opens the ports and begins to answer.</summary>
    /// <param name="endPoints">Where to listen; port 0 takes any free one.</param>
    /// <param name="limits">What it grants.</param>
    /// <param name="handler">Answers the requests.</param>
    /// <param name="networks">Who is served; anybody else's connection is closed without a word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The program's log.</param>
    /// <exception cref="SocketException">A port is taken, or this user may not open it.</exception>
    internal static async Task<HttpFileServer> StartAsync(IReadOnlyList<IPEndPoint> endPoints, HttpLimits limits,
        HttpFileHandler handler, ServedNetworks networks, TimeProvider time, ILoggerFactory loggers)
    {
        HttpFileServer server = new(endPoints, limits, handler, networks, time, loggers);
        try
        {
            await server._server.StartAsync(handler, CancellationToken.None).ConfigureAwait(false);
            return server;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            server._server.Dispose();
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }
        catch
        {
            server._server.Dispose();
            throw;
        }
    }

    /// <summary>Closes the ports; a transfer that runs is cut off, and told so.</summary>
    public async ValueTask DisposeAsync()
    {
        _handler.Stop();
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync().ConfigureAwait(false);
        await _server.StopAsync(atOnce.Token).ConfigureAwait(false);
        _server.Dispose();
    }

    private async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using ConnectionPlaces.Place? place = connection.RemoteEndPoint is IPEndPoint { Address: var from }
            && _networks.Serves(from)
                ? _places.Enter(from, () => connection.Abort(new ConnectionAbortedException("it had to make place")))
                : null;
        if (place is null)
        {
            if (_saidRefused.IsDue(++_refused)) LogRefused(_refused, connection.RemoteEndPoint);
            connection.Abort();
            return;
        }

        await next(connection).ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Information,
        "HTTP: {Count} connections were refused so far, the last one of {Address}: its network is not served, or it "
        + "opens too many")]
    private partial void LogRefused(long count, EndPoint? address);
}

/// <summary>What the HTTP server grants.</summary>
internal sealed record HttpLimits
{
    /// <summary>Connections. A phone has one or two, and a bench has dozens of phones.</summary>
    internal int Connections { get; init; } = 1024;

    /// <summary>Connections of one address. A site behind address translation has one address.</summary>
    internal int ConnectionsOfOneAddress { get; init; } = 256;

    /// <summary>How long a whole request may take: a phone sends it as soon as it is connected.</summary>
    internal TimeSpan Request { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may wait for its next request.</summary>
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a request line: a name of 255 bytes, each written as three, with room to spare.</summary>
    internal int Line { get; init; } = 2048;

    /// <summary>Bytes of all headers: those of curl and browsers.</summary>
    internal int Headers { get; init; } = 8192;

    internal void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = Line;
        limits.MaxRequestBufferSize = Headers + Line;
        limits.MaxRequestHeadersTotalSize = Headers;
        limits.MaxRequestBodySize = 0;
        limits.RequestHeadersTimeout = Request;
        limits.KeepAliveTimeout = Silence;
        // Nothing is kept between us and the kernel: what the kernel has taken is what was sent.
        limits.MaxResponseBufferSize = 0;
    }
}
