using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ringback.EndToEnd.Tests.Clients;

/// <summary>A datagram as it passed the relay.</summary>
/// <param name="From">The port that it came from, as the client sees the conversation.</param>
/// <param name="To">The port that it went to.</param>
/// <param name="Payload">Its content.</param>
internal sealed record Passed(int From, int To, byte[] Payload);

/// <summary>
/// A cable between a TFTP client and a server on loopback, which can be cut and which remembers what passed. To the
/// client it is the server: one well-known port, and a transfer port for each request, as RFC 1350 wants it.
/// </summary>
internal sealed class CableRelay : IAsyncDisposable
{
    private volatile IPEndPoint _server;
    private readonly Func<byte[], bool> _cutsAt;
    private readonly Socket _door = Open();
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentDictionary<int, Conversation> _conversations = new();
    private readonly ConcurrentQueue<Passed> _passed = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly TaskCompletionSource _wasCut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _cut;

    /// <summary>Lays a cable to a server's port.</summary>
    /// <param name="serverPort">The port.</param>
    /// <param name="cutsAt">Told of every datagram from the server; true cuts the cable before it passes, once.</param>
    internal CableRelay(int serverPort, Func<byte[], bool>? cutsAt = null)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _cutsAt = cutsAt ?? (_ => false);
        _running.Add(FromClientsAsync());
    }

    internal int Port => PortOf(_door);

    internal IReadOnlyList<Passed> Datagrams => [.. _passed];

    /// <summary>Done once the cable has been cut.</summary>
    internal Task WasCut => _wasCut.Task;

    /// <summary>Mends the cable, to another port of the server; what was sent meanwhile is lost.</summary>
    internal void Mend(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _cut = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _door.Dispose();
        foreach (Conversation conversation in _conversations.Values) conversation.Dispose();
        foreach (Task task in _running) await task;
        _closed.Dispose();
    }

    private async Task FromClientsAsync()
    {
        await foreach ((byte[] payload, IPEndPoint client) in ReceivedAsync(_door))
        {
            Conversation conversation = _conversations.GetOrAdd(client.Port, _ => Begin(client));
            if (Passes(client.Port, Port, payload)) await SendAsync(conversation.ToServer, payload, _server);
        }
    }

    private Conversation Begin(IPEndPoint client)
    {
        Conversation conversation = new(client, Open(), Open());
        _running.Add(FromServerAsync(conversation));
        _running.Add(AcknowledgementsAsync(conversation));
        return conversation;
    }

    private async Task FromServerAsync(Conversation conversation)
    {
        await foreach ((byte[] payload, IPEndPoint transfer) in ReceivedAsync(conversation.ToServer))
        {
            conversation.Transfer = transfer;
            if (!_wasCut.Task.IsCompleted && _cutsAt(payload))
            {
                _cut = true;
                _wasCut.SetResult();
            }

            if (Passes(PortOf(conversation.ToClient), conversation.Client.Port, payload))
                await SendAsync(conversation.ToClient, payload, conversation.Client);
        }
    }

    private async Task AcknowledgementsAsync(Conversation conversation)
    {
        await foreach ((byte[] payload, IPEndPoint client) in ReceivedAsync(conversation.ToClient))
        {
            if (Passes(client.Port, PortOf(conversation.ToClient), payload))
                await SendAsync(conversation.ToServer, payload, conversation.Transfer!);
        }
    }

    private bool Passes(int from, int to, byte[] payload)
    {
        if (_cut) return false;
        _passed.Enqueue(new Passed(from, to, payload));
        return true;
    }

    private async IAsyncEnumerable<(byte[] Payload, IPEndPoint From)> ReceivedAsync(Socket socket)
    {
        byte[] buffer = new byte[65536];
        while (!_closed.IsCancellationRequested)
        {
            SocketReceiveFromResult got;
            try
            {
                got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, 0),
                    _closed.Token);
            }
            catch (Exception e) when (_closed.IsCancellationRequested
                && e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                yield break;
            }

            yield return (buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint);
        }
    }

    private async Task SendAsync(Socket socket, byte[] payload, IPEndPoint to)
    {
        try
        {
            await socket.SendToAsync(payload, SocketFlags.None, to, _closed.Token);
        }
        catch (Exception e) when (_closed.IsCancellationRequested
            && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over; whoever waits for this datagram is gone too.
        }
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private sealed class Conversation(IPEndPoint client, Socket toServer, Socket toClient) : IDisposable
    {
        internal IPEndPoint Client => client;

        internal Socket ToServer => toServer;

        internal Socket ToClient => toClient;

        internal IPEndPoint? Transfer { get; set; }

        public void Dispose()
        {
            toServer.Dispose();
            toClient.Dispose();
        }
    }
}
