using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// The TFTP server: one event loop for a few cores over non-blocking ports, and a thread that decides; no task, thread
/// or timer per transfer. It only moves packets between ports and the pure machines; what a request gets is the
/// policy's word.
/// </summary>
public sealed partial class TftpServer : IDisposable
{
    private readonly List<IDatagramPort> _requestPorts = [];
    private readonly List<TftpLoop> _loops = [];
    private readonly IMeterFactory _meters;
    private readonly bool _ownMeters;
    private TftpPolicyThread? _policyThread;
    private TftpLiveTransfers? _live;
    private bool _disposed;

    private TftpServer(IMeterFactory? meters)
    {
        _ownMeters = meters is null;
        _meters = meters ?? new OwnMeters();
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _requestPorts.Select(p => p.LocalEndPoint)];

    /// <summary>The images that are on their way to phones at this moment.</summary>
    public IReadOnlyList<TftpLiveTransfer> Transfers => _live?.All ?? [];

    /// <summary>Opens the ports and starts the loops.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="policy">What requests get.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="meters">Who collects the metrics; null for nobody in particular.</param>
    /// <exception cref="SocketException">A port is taken, or this user may not open it.</exception>
    public static TftpServer Start(TftpServerOptions options, ITftpPolicy policy, TimeProvider time, ILogger logger,
        IMeterFactory? meters = null)
    {
        TftpServer server = new(meters);
        try
        {
            server.Open(options);
            server.Begin(options, policy, time, logger);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Stops: running transfers are reported as stopped, then the ports close.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (TftpLoop loop in _loops) loop.Stop();
        _policyThread?.Dispose();
        foreach (TftpLoop loop in _loops) loop.Dispose();
        foreach (IDatagramPort port in _requestPorts) port.Dispose();
        if (_ownMeters) _meters.Dispose();
    }

    private void Open(TftpServerOptions options)
    {
        foreach (IPEndPoint endPoint in options.Listen)
        {
            _requestPorts.Add(options.Stack.Open(endPoint, new DatagramPortOptions
            {
                BufferBytes = options.ReceiveBufferBytes, TellsLocalAddress = true,
            }));
        }
    }

    private void Begin(TftpServerOptions options, ITftpPolicy policy, TimeProvider time, ILogger logger)
    {
        // In single-port mode all packets come to the request ports, and those belong to one loop.
        TftpServerOptions told = options.Ports == TftpPortMode.Single ? options with { Loops = 1 } : options;
        _policyThread = new TftpPolicyThread(policy, options.Quotas.WaitingRequests, logger);
        _live = new TftpLiveTransfers(time);
        TftpMetrics metrics = new(_meters);
        ServedNetworks networks = new(told.Networks, time);
        TftpUploadMemory memory = new(told.Quotas.UploadBytes);
        for (int i = 0; i < told.Loops; i++)
            _loops.Add(new TftpLoop(told, policy, _policyThread, memory, _live, metrics, networks, time, logger, i));
        LogHow(logger, told.Stack.Name, told.Loops, told.Ports);
        for (int i = 0; i < _loops.Count; i++)
        {
            _loops[i].Start(
                _loops, i == 0 ? _requestPorts : [], i == 0 ? new TftpEntrance(told, networks, time) : null);
        }
    }

    [LoggerMessage(LogLevel.Information, "TFTP: {Stack}, event loops: {Loops}, transfer ports: {Ports}")]
    private static partial void LogHow(ILogger logger, string stack, int loops, TftpPortMode ports);
}
