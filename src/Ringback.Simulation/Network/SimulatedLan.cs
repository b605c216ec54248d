using System.Net;

namespace Ringback.Simulation.Network;

/// <summary>A server's end of a connection: bytes in, bytes back.</summary>
public delegate byte[] StreamAnswer(ReadOnlySpan<byte> received);

/// <summary>
/// A network in one process and on one thread: datagrams are lost, doubled and late as the dice say, connections are
/// not. Nothing happens but what the clock runs.
/// </summary>
/// <param name="clock">The clock of everybody on it.</param>
/// <param name="dice">What happens to each datagram.</param>
public sealed class SimulatedLan(SimulatedClock clock, NetworkDice dice) : IPhoneNetwork
{
    /// <summary>The first port that a 7940 or 7960 may begin with (sources.md 7940-7960-code §6).</summary>
    private const int FirstPort = 49153;

    private const int Ports = 4095;

    // One way. A phone on a cable answers in a few milliseconds.
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(2);

    private readonly Dictionary<IPEndPoint, Action<ReceivedDatagram>> _listeners = [];
    private readonly Dictionary<IPEndPoint, Func<IPEndPoint, StreamAnswer>> _services = [];
    private int _next;

    /// <summary>Told of every datagram that is sent, and of how many copies of it arrive.</summary>
    public Action<IPEndPoint, IPEndPoint, ReadOnlyMemory<byte>, int>? Sent { get; set; }

    /// <summary>What is lost beside what the dice take; null for nothing.</summary>
    public Func<IPEndPoint, IPEndPoint, ReadOnlyMemory<byte>, bool>? IsLost { get; set; }

    /// <summary>Hears what is sent to an address and port, from now on.</summary>
    public void Listen(IPEndPoint at, Action<ReceivedDatagram> heard) => _listeners[at] = heard;

    /// <summary>Closes a port; what is on its way there is lost.</summary>
    public void Close(IPEndPoint at) => _listeners.Remove(at);

    /// <summary>Takes connections at an address and port.</summary>
    /// <param name="at">Where.</param>
    /// <param name="opened">Makes the server's end for who connects.</param>
    public void Serve(IPEndPoint at, Func<IPEndPoint, StreamAnswer> opened) => _services[at] = opened;

    /// <summary>Takes no connections there any more.</summary>
    public void Refuse(IPEndPoint at) => _services.Remove(at);

    /// <summary>Sends a datagram.</summary>
    public void Send(IPEndPoint from, IPEndPoint to, ReadOnlyMemory<byte> content)
    {
        ReceivedDatagram datagram = new(content.ToArray(), from);
        IReadOnlyList<TimeSpan> copies = IsLost?.Invoke(from, to, content) == true ? [] : dice.Throw();
        Sent?.Invoke(from, to, datagram.Content, copies.Count);
        foreach (TimeSpan late in copies)
        {
            clock.At(clock.Now + Latency + late, () =>
            {
                if (_listeners.TryGetValue(to, out Action<ReceivedDatagram>? heard)) heard(datagram);
            });
        }
    }

    /// <inheritdoc/>
    public IDatagramPort OpenPort(IPAddress? own, IPEndPoint towards) => new Port(this, clock, NewEndPoint(own));

    /// <inheritdoc/>
    public Task<IByteStream?> ConnectAsync(IPAddress? own, IPEndPoint to, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IPEndPoint local = NewEndPoint(own);
        IByteStream? stream = _services.TryGetValue(to, out Func<IPEndPoint, StreamAnswer>? opened)
            ? new Stream(clock, local, opened(local))
            : null;
        return Task.FromResult(stream);
    }

    private IPEndPoint NewEndPoint(IPAddress? own) => new(
        own ?? throw new InvalidOperationException("A phone on a simulated network needs an address."),
        FirstPort + (_next++ % Ports));

    private sealed class Port : IDatagramPort
    {
        private readonly SimulatedLan _lan;
        private readonly SimulatedClock _clock;
        private readonly Queue<ReceivedDatagram> _received = new();
        private TaskCompletionSource<ReceivedDatagram?>? _waiting;

        internal Port(SimulatedLan lan, SimulatedClock clock, IPEndPoint local)
        {
            _lan = lan;
            _clock = clock;
            Local = local;
            lan.Listen(local, Hear);
        }

        public IPEndPoint Local { get; }

        public void Dispose() => _lan.Close(Local);

        public Task SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            _lan.Send(Local, to, datagram);
            return Task.CompletedTask;
        }

        public async Task<ReceivedDatagram?> ReceiveAsync(TimeSpan atMost, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            if (_received.TryDequeue(out ReceivedDatagram? first)) return first;
            if (atMost <= TimeSpan.Zero) return null;
            TaskCompletionSource<ReceivedDatagram?> waiting = _waiting = new();
            _clock.At(_clock.Now + atMost, () => waiting.TrySetResult(null));
            using CancellationTokenRegistration plug = cancel.Register(() => waiting.TrySetCanceled(cancel));
            return await waiting.Task.ConfigureAwait(false);
        }

        private void Hear(ReceivedDatagram datagram)
        {
            TaskCompletionSource<ReceivedDatagram?>? waiting = _waiting;
            _waiting = null;
            if (waiting?.TrySetResult(datagram) != true) _received.Enqueue(datagram);
        }
    }

    private sealed class Stream(SimulatedClock clock, IPEndPoint local, StreamAnswer server) : IByteStream
    {
        private readonly Queue<byte[]> _received = new();

        public IPEndPoint Local { get; } = local;

        public void Dispose() => _received.Clear();

        public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            byte[] answer = server(bytes.Span);
            if (answer.Length > 0) _received.Enqueue(answer);
            return Task.CompletedTask;
        }

        public async Task<ReadOnlyMemory<byte>> ReceiveAsync(TimeSpan atMost, CancellationToken cancel)
        {
            await Waiting.ForAsync(_received.Count > 0 ? Latency * 2 : atMost, clock, cancel).ConfigureAwait(false);
            return _received.TryDequeue(out byte[]? answer) ? answer : default;
        }
    }
}
