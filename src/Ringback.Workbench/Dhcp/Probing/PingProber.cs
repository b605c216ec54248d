using System.Net.NetworkInformation;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Probing;

/// <summary>
/// Probes by echo requests, which every system lets every program send. It misses machines that do not answer them.
/// </summary>
internal sealed partial class PingProber : IAddressProber
{
    /// <summary>Questions on their way; each is a task and, on some systems, a process.</summary>
    internal const int MostInFlight = 16;

    /// <summary>Questions that wait for their turn. A server probes 256 addresses at a time at most.</summary>
    internal const int MostWaiting = 256;

    // On a local network an echo takes milliseconds. Longer than this, the question is out of date.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Channel<Ipv4Address> _questions = Channel.CreateBounded<Ipv4Address>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Action<Ipv4Address, HardwareAddress> _seen;
    private readonly ILogger _logger;
    private int _complaints;
    private volatile bool _ends;

    internal PingProber(Action<Ipv4Address, HardwareAddress> seen, ILogger logger)
    {
        _seen = seen;
        _logger = logger;
        for (int i = 0; i < MostInFlight; i++) _ = Task.Run(AskAllAsync);
    }

    public string Name => "ping";

    public void Ask(Ipv4Address address) => _questions.Writer.TryWrite(address);

    public void Dispose()
    {
        _ends = true;
        _questions.Writer.TryComplete();
    }

    private async Task AskAllAsync()
    {
        using Ping ping = new();
        await foreach (Ipv4Address address in _questions.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                PingReply reply = await ping.SendPingAsync(address.ToIPAddress(), Longest).ConfigureAwait(false);
                if (_ends) return;
                // A router's "host unreachable" is also a reply, and no sign of life.
                if (reply.Status == IPStatus.Success) _seen(address, default);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Without a route, or without ping on this system, it is the same each time.
                if (Interlocked.Increment(ref _complaints) == 1) LogUnasked(_logger, address, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "DHCP: {Address} could not be probed, and no more is said of it: {Reason}")]
    private static partial void LogUnasked(ILogger logger, Ipv4Address address, string reason);
}
