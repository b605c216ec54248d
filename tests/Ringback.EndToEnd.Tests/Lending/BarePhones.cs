using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// Any number of phones at one station, with one socket at the port of clients. What they were ever acknowledged is
/// kept, and that no address was acknowledged to two of them is checked with each answer.
/// </summary>
internal sealed class BarePhones : IAsyncDisposable
{
    private const int ServerPort = 67;
    private const int ClientPort = 68;
    private const int BindToDevice = 25;
    private const int SocketLevel = 1;

    // Longer than a busy machine is away.
    private const int MostTries = 10;

    // A phone asks again after some seconds; here nobody has to be spared.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly ConcurrentDictionary<uint, ChannelWriter<Told>> _waiting = [];
    private readonly ConcurrentDictionary<IPAddress, ulong> _acknowledged = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _listening;
    private uint _transaction;

    internal BarePhones(Station station)
    {
        _socket = station.Open(() =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.EnableBroadcast = true;
            socket.ReceiveBufferSize = 1 << 20;
            socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes(Station.Device + "\0"));
            socket.Bind(new IPEndPoint(IPAddress.Any, ClientPort));
            return socket;
        });
        _listening = ListenAsync();
    }

    /// <summary>Who has been acknowledged which address.</summary>
    internal IReadOnlyDictionary<IPAddress, ulong> Acknowledged => _acknowledged;

    /// <summary>Called with each ACK, on the thread that hears it.</summary>
    internal Action<Told>? OnAck { get; set; }

    /// <summary>Asks until there is an answer.</summary>
    internal async Task<Told> AskAsync(Ask ask, CancellationToken cancel, IPAddress? to = null)
    {
        ask = ask with { Transaction = Interlocked.Increment(ref _transaction) };
        Channel<Told> answers = Channel.CreateUnbounded<Told>();
        _waiting[ask.Transaction] = answers.Writer;
        try
        {
            for (int tries = 0; tries < MostTries; tries++)
            {
                await SendAsync(ask.ToBytes(), cancel, to);
                using CancellationTokenSource again = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                again.CancelAfter(AskAgain);
                try
                {
                    return await answers.Reader.ReadAsync(again.Token);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    // Lost, or the server is not there; a phone asks again.
                }
            }

            throw new InvalidOperationException($"Nobody answered to {ask}.");
        }
        finally
        {
            _waiting.TryRemove(ask.Transaction, out _);
        }
    }

    /// <summary>Says something that has no answer.</summary>
    internal async Task SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancel, IPAddress? to = null)
    {
        try
        {
            await _socket.SendToAsync(datagram, SocketFlags.None,
                new IPEndPoint(to ?? IPAddress.Broadcast, ServerPort), cancel);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused)
        {
            // The kernel tells of the last datagram, which found no server.
        }
    }

    /// <summary>Starts a phone that has nothing: DISCOVER, and REQUEST of what is offered.</summary>
    internal async Task<Told> StartAsync(ulong mac, CancellationToken cancel)
    {
        while (true)
        {
            Told offer = await AskAsync(new Ask(Ask.Discover, mac), cancel);
            Assert.Equal(Told.Offer, offer.Type);
            Told answer = await TakeAsync(offer, cancel);
            // A NAK says that the offer has been forgotten, and the phone begins anew.
            if (answer.Type == Told.Ack) return answer;
        }
    }

    /// <summary>Takes an offer.</summary>
    internal Task<Told> TakeAsync(Told offer, CancellationToken cancel) => AskAsync(
        new Ask(Ask.Request, offer.Mac) { Wanted = offer.Given, Server = offer.Server }, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[2048];
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                Hear(buffer.AsSpan(0, await _socket.ReceiveAsync(buffer, SocketFlags.None, _ending.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Either it ends, or the kernel tells that the server's port is closed.
            }
        }
    }

    private void Hear(ReadOnlySpan<byte> datagram)
    {
        Told told = Told.Read(datagram);
        if (told.Type == Told.Ack && !told.Given.Equals(IPAddress.Any))
        {
            ulong owner = _acknowledged.GetOrAdd(told.Given, told.Mac);
            if (owner != told.Mac) Twice ??= $"{told.Given} was acknowledged to {owner:X12} and to {told.Mac:X12}.";
            OnAck?.Invoke(told);
        }

        if (_waiting.TryGetValue(told.Transaction, out ChannelWriter<Told>? waiting)) waiting.TryWrite(told);
    }

    /// <summary>An address that two phones were acknowledged; null when there is none.</summary>
    internal string? Twice { get; private set; }
}
