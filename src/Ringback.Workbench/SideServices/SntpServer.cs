using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Wire.Sntp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.SideServices;

/// <summary>Tells the time by this computer's clock to whoever is on the bench.</summary>
internal sealed partial class SntpServer : IAsyncDisposable
{
    // A phone asks once in many minutes, and a client in a hurry eight times in 16 s; no answer can be more than its
    // question, so this only bounds the work. Who asks more often gets silence: a refusal by "kiss of death" has fields
    // that an old phone may take for the time.
    internal const int Burst = 16;
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(2);

    private readonly LogThrottle _notSet;
    private readonly ILogger _logger;
    private readonly DatagramListener _listener;
    private long _unanswered;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be opened.</exception>
    internal SntpServer(IPEndPoint endPoint, ServedNetworks networks, TimeProvider time, ILogger logger)
    {
        _notSet = new LogThrottle(time);
        _logger = logger;
        _listener = new DatagramListener(
            endPoint, Take, new ListenerLimits { Burst = Burst, Refill = Refill }, networks, time, logger);
    }

    internal IPEndPoint EndPoint => _listener.EndPoint;

    internal void Begin(CaseDesk desk) => _listener.Begin(desk);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        byte[]? answer = SntpResponder.Answer(datagram, arrival.At, out SntpSilence why);
        if (why is SntpSilence.ClockNotSet && _notSet.IsDue(++_unanswered)) LogNotSet(arrival.At, _unanswered);
        return new DatagramOutcome(answer, arrival.From, null);
    }

    [LoggerMessage(LogLevel.Warning,
        "the clock of this computer says {Now} and cannot be right: {Count} questions for the time got no answer. Set "
        + "the clock")]
    private partial void LogNotSet(DateTimeOffset now, long count);
}
