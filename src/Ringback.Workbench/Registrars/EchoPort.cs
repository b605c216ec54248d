using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Rtp;

namespace Ringback.Workbench.Registrars;

/// <summary>What came of a voice that was sent back.</summary>
/// <param name="Packets">Packets that came.</param>
/// <param name="Loudest">How loud the loudest was, from 0 to 1.</param>
internal readonly record struct EchoHeard(long Packets, double Loudest);

/// <summary>
/// The echo's UDP port, on every address: sends back what comes from a phone that is in a call with it, and nothing to
/// anybody else. One thread.
/// </summary>
internal sealed partial class EchoPort : IAsyncDisposable
{
    // More than there can be calls of both registrars; whoever holds that many is no bench.
    private const int MostVoices = 256;
    private const int LargestDatagram = 2048;
    private const int Batch = 32;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly List<IDatagramPort> _ports = [];
    private readonly IDatagramPoller _poller;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _begin;
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerAddress, Voice> _voices = [];
    private readonly ManualResetEventSlim _stop = new();
    private Task _reading = Task.CompletedTask;
    private readonly List<(IPEndPoint Voice, char Key)> _pressed = [];
    private uint _lastSource = 0x52_42_00_00;

    internal EchoPort(IReadOnlyList<IPAddress> addresses, int port, TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _begin = time.GetTimestamp();
        IDatagramStack stack = DatagramStacks.Best;
        _poller = stack.CreatePoller();
        try
        {
            foreach (IPAddress address in addresses)
            {
                IDatagramPort opened = stack.Open(
                    new IPEndPoint(address, port), new DatagramPortOptions { TellsLocalAddress = true });
                port = opened.LocalEndPoint.Port;
                _poller.Add(opened, _ports.Count);
                _ports.Add(opened);
            }
        }
        catch (System.Net.Sockets.SocketException)
        {
            Close();
            throw;
        }
    }

    /// <summary>Told of a key that a phone sends with its voice, on the echo's own thread.</summary>
    internal event Action<IPEndPoint, char>? Pressed;

    /// <summary>The same on every address.</summary>
    internal int Port => _ports[0].LocalEndPoint.Port;

    internal IEnumerable<IPEndPoint> EndPoints => _ports.Select(p => p.LocalEndPoint);

    internal void Begin() => _reading = Task.Factory.StartNew(
        Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>From now on a voice is sent back.</summary>
    internal void Admit(IPEndPoint voice)
    {
        lock (_lock)
        {
            if (_voices.Count >= MostVoices) return;
            _voices[PeerAddress.From(voice)] = new Voice(new RtpEcho(++_lastSource)
            {
                Pressed = key => _pressed.Add((voice, key)),
            });
        }
    }

    /// <summary>What has come of it so far; null for a voice that is not sent back.</summary>
    internal EchoHeard? Heard(IPEndPoint voice)
    {
        lock (_lock)
        {
            return _voices.TryGetValue(PeerAddress.From(voice), out Voice? known)
                ? new EchoHeard(known.Echo.Packets, known.Echo.Loudest)
                : null;
        }
    }

    /// <summary>Counts anew what comes of it.</summary>
    internal void Recount(IPEndPoint voice)
    {
        lock (_lock)
        {
            if (_voices.TryGetValue(PeerAddress.From(voice), out Voice? known)) known.Echo.Recount();
        }
    }

    /// <summary>It is sent back no longer.</summary>
    internal EchoHeard? Dismiss(IPEndPoint voice)
    {
        EchoHeard? heard = Heard(voice);
        lock (_lock) _voices.Remove(PeerAddress.From(voice));
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsSet) return;
        _stop.Set();
        _poller.Wake();
        await _reading.ConfigureAwait(false);
        Close();
        _stop.Dispose();
    }

    private void Close()
    {
        foreach (IDatagramPort port in _ports)
        {
            _poller.Remove(port);
            port.Dispose();
        }

        _poller.Dispose();
    }

    private void Read()
    {
        using DatagramInbox inbox = new(Batch, LargestDatagram);
        using DatagramOutbox outbox = new();
        while (!_stop.IsSet)
        {
            try
            {
                Turn(inbox, outbox);
            }
            catch (Exception e)
            {
                LogFailed(e, Port);
                _stop.Wait(PauseAfterFailure);
            }
        }
    }

    private void Turn(DatagramInbox inbox, DatagramOutbox outbox)
    {
        Span<int> ready = stackalloc int[8];
        int count = _poller.Wait(UntilNext(), ready);
        for (int i = 0; i < count; i++)
        {
            IDatagramPort port = _ports[ready[i]];
            int received = port.Receive(inbox);
            for (int d = 0; d < received; d++) Take(port, inbox.Peer(d), inbox.Local(d), inbox.Bytes(d));
        }

        SendDue(outbox);
        outbox.Flush();
        TellPressed();
    }

    private TimeSpan UntilNext()
    {
        lock (_lock)
        {
            TimeSpan now = Now, least = Timeout.InfiniteTimeSpan;
            foreach (Voice voice in _voices.Values)
            {
                if (voice.Echo.Due is not { } due) continue;
                TimeSpan left = due > now ? due - now : TimeSpan.Zero;
                if (least == Timeout.InfiniteTimeSpan || left < least) least = left;
            }

            return least;
        }
    }

    private void Take(IDatagramPort port, in PeerAddress peer, in PeerAddress local, ReadOnlySpan<byte> datagram)
    {
        lock (_lock)
        {
            if (!_voices.TryGetValue(peer, out Voice? voice)) return;
            voice.Port = port;
            voice.Local = local;
            voice.Echo.Receive(datagram, Now);
        }
    }

    /// <summary>Outside the lock: who is told asks for voices under a lock of his own.</summary>
    private void TellPressed()
    {
        foreach ((IPEndPoint voice, char key) in _pressed) Pressed?.Invoke(voice, key);
        _pressed.Clear();
    }

    private void SendDue(DatagramOutbox outbox)
    {
        lock (_lock)
        {
            foreach ((PeerAddress peer, Voice voice) in _voices)
            {
                while (voice.Port is { } port && voice.Echo.TryNext(Now, out byte[] packet))
                    packet.CopyTo(outbox.Add(port, peer, packet.Length, voice.Local));
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_begin);

    private sealed class Voice(RtpEcho echo)
    {
        internal RtpEcho Echo { get; } = echo;

        internal IDatagramPort? Port { get; set; }

        internal PeerAddress Local { get; set; }
    }

    [LoggerMessage(LogLevel.Error, "the echo on port {Port} failed and is tried again")]
    private partial void LogFailed(Exception e, int port);
}
