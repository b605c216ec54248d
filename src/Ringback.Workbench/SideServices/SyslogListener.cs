using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Syslog;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.SideServices;

/// <summary>
/// Listens to the logs of phones and writes them into their stories. A phone that says too much is cut short: the last
/// line that was left out is told when there is room again, with the count of the others.
/// </summary>
internal sealed class SyslogListener : IAsyncDisposable
{
    // A boot is told in some dozens of lines, and a story has 400 sentences.
    internal const int Burst = 60;
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(5);

    // All together: forged addresses must not fill the journal either.
    internal const int BurstOfAll = 600;
    internal static readonly TimeSpan RefillOfAll = TimeSpan.FromMilliseconds(200);

    // Every while it is looked whether somebody who said too much has become quiet.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private const int Speakers = 1024;

    // Nothing is answered, and each line is counted where it is read: how many are left out is told.
    private static readonly ListenerLimits Unheard = new() { Burst = 1000, Refill = TimeSpan.FromMilliseconds(5) };

    private readonly RateLimit<IPAddress> _limit;
    private readonly RateLimit<int> _limitOfAll;
    private readonly Dictionary<IPAddress, PhoneSaid> _held = [];
    private readonly Lock _lock = new();
    private readonly DatagramListener _listener;
    private readonly TimeProvider _time;
    private CaseDesk? _desk;
    private ITimer? _heartbeat;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be opened.</exception>
    internal SyslogListener(IPEndPoint endPoint, ServedNetworks networks, TimeProvider time, ILogger logger)
    {
        _time = time;
        _limit = new RateLimit<IPAddress>(Burst, Refill, Speakers, time);
        _limitOfAll = new RateLimit<int>(BurstOfAll, RefillOfAll, 1, time);
        _listener = new DatagramListener(endPoint, Take, Unheard, networks, time, logger);
    }

    internal IPEndPoint EndPoint => _listener.EndPoint;

    internal void Begin(CaseDesk desk)
    {
        _desk = desk;
        _listener.Begin(desk);
        _heartbeat = _time.CreateTimer(_ => TellHeld(isLast: false), null, LookEvery, LookEvery);
    }

    public async ValueTask DisposeAsync()
    {
        if (_heartbeat is not null) await _heartbeat.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        TellHeld(isLast: true);
    }

    /// <summary>Tells what is held back of who may be heard again, or of all before the listener closes.</summary>
    internal void TellHeld(bool isLast)
    {
        if (_desk is null) return;
        List<PhoneSaid> told = [];
        lock (_lock)
        {
            foreach ((IPAddress address, PhoneSaid said) in _held)
            {
                if (!isLast && !MayBeHeard(address)) continue;
                _held.Remove(address);
                told.Add(said);
            }
        }

        foreach (PhoneSaid said in told) _desk.Record(said);
    }

    private DatagramOutcome Take(ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        IReadOnlyList<SyslogMessage> messages = SyslogMessage.ReadLines(datagram, out int leftOut);
        List<PhoneEvent> told = [];
        lock (_lock)
        {
            for (int i = 0; i < messages.Count; i++)
            {
                PhoneSaid said = SideServiceObservation.Said(messages[i], arrival.From.Address, arrival.At);
                // Lines that no datagram of a phone has are counted with the last that is read.
                Hear(i < messages.Count - 1 ? said : said with { LeftOut = leftOut }, told);
            }
        }

        return new DatagramOutcome(default, null, told);
    }

    private void Hear(PhoneSaid said, List<PhoneEvent> told)
    {
        IPAddress address = said.Address!;
        bool isHeld = _held.TryGetValue(address, out PhoneSaid? held);
        // The one that is held was left out as well, once another takes its place.
        PhoneSaid whole = isHeld ? said with { LeftOut = said.LeftOut + held!.LeftOut + 1 } : said;
        if (MayBeHeard(address))
        {
            _held.Remove(address);
            told.Add(whole);
        }
        else if (isHeld || _held.Count < Speakers)
        {
            _held[address] = whole;
        }
    }

    private bool MayBeHeard(IPAddress address) => _limit.TryTake(address) && _limitOfAll.TryTake(0);
}
