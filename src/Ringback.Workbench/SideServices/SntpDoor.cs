using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Sntp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.SideServices;

/// <summary>Tells the time by this computer's clock to whoever is on the bench.</summary>
internal sealed partial class SntpDoor : IAsyncDisposable
{
    // A phone asks once in many minutes, and a client in a hurry eight times in 16 s; no answer can be more than its
    // question, so this only bounds the work. Who asks more often gets silence: a refusal by "kiss of death" has fields
    // that an old phone may take for the time.
    internal const int Burst = 16;
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(2);
    private const int Askers = 4096;

    private readonly TftpGate _gate;
    private readonly Ration<IPAddress> _ration;
    private readonly OftenSaid _notSet;
    private readonly ILogger _logger;
    private readonly DatagramListener _listener;
    private long _unanswered;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be opened.</exception>
    internal SntpDoor(IPEndPoint endPoint, IReadOnlyList<IPNetwork>? allow, TimeProvider time, ILogger logger)
    {
        _gate = new TftpGate(allow, time);
        _ration = new Ration<IPAddress>(Burst, Refill, Askers, time);
        _notSet = new OftenSaid(time);
        _logger = logger;
        _listener = new DatagramListener(endPoint, Take, time, logger);
    }

    internal IPEndPoint EndPoint => _listener.EndPoint;

    internal void Begin(CaseDesk desk) => _listener.Begin(desk);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        if (!_gate.Serves(PeerAddress.From(arrival.From)) || !_ration.TryTake(arrival.From.Address)) return default;
        byte[]? answer = SntpResponder.Answer(datagram, arrival.At, out SntpSilence why);
        if (why is SntpSilence.ClockNotSet && _notSet.IsDue(++_unanswered)) LogNotSet(arrival.At, _unanswered);
        return new DatagramOutcome(answer, arrival.From, null);
    }

    [LoggerMessage(LogLevel.Warning,
        "the clock of this computer says {Now} and cannot be right: {Count} questions for the time got no answer. Set "
        + "the clock")]
    private partial void LogNotSet(DateTimeOffset now, long count);
}
