using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// The TFTP server: one thread, one event loop over non-blocking sockets, no task or timer per transfer. It only moves
/// packets between sockets and the pure machines; what a request gets is the policy's word.
/// </summary>
public sealed class TftpServer : IDisposable
{
    private readonly TftpEngine _engine;
    private readonly List<Socket> _requestSockets = [];
    private readonly Thread _thread;

    private TftpServer(TftpServerOptions options, ITftpPolicy policy, TimeProvider time, ILogger logger)
    {
        _engine = new TftpEngine(options, policy, time, logger);
        _thread = new Thread(() => _engine.Run(_requestSockets)) { IsBackground = true, Name = "tftp" };
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _requestSockets.Select(s => (IPEndPoint)s.LocalEndPoint!)];

    /// <summary>Opens the sockets and starts the loop.</summary>
    /// <exception cref="SocketException">A port is taken, or this user may not open it.</exception>
    public static TftpServer Start(TftpServerOptions options, ITftpPolicy policy, TimeProvider time, ILogger logger)
    {
        TftpServer server = new(options, policy, time, logger);
        try
        {
            foreach (IPEndPoint endPoint in options.Listen)
                server._requestSockets.Add(TftpSockets.Open(endPoint, options.ReceiveBufferBytes));
        }
        catch (SocketException)
        {
            foreach (Socket socket in server._requestSockets) socket.Dispose();
            throw;
        }

        server._thread.Start();
        return server;
    }

    /// <summary>Stops: running transfers are reported as stopped, then the sockets close.</summary>
    public void Dispose()
    {
        _engine.Stop();
        _thread.Join();
        foreach (Socket socket in _requestSockets) socket.Dispose();
        _engine.Dispose();
    }
}
