using System.Net;
using System.Net.Sockets;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>What a fetch brought.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Content">The file when it is complete, else what came of it.</param>
/// <param name="Error">The server's error code; null when it sent none.</param>
public sealed record HandsetFetch(TftpFetchEnding Ending, byte[] Content, TftpErrorCode? Error)
{
    /// <summary>True when the whole file is here.</summary>
    public bool IsComplete => Ending == TftpFetchEnding.Complete;
}

/// <summary>
/// The TFTP client of a phone over real UDP: plain RFC 1350, octet, 512 bytes, a source port of its own for each file
/// (sources.md 7940-7960 §2.3), through a network that may lose packets.
/// </summary>
internal sealed class HandsetTftp(
    IPEndPoint server, IPAddress? own, TftpFetchHabits habits, NetworkDice dice, TimeProvider time) : IAsyncDisposable
{
    // How long a finished fetch still answers repeats of the last block.
    private static readonly TimeSpan Dally = TimeSpan.FromSeconds(1);

    private readonly List<Task> _dallying = [];
    private readonly CancellationTokenSource _closed = new();

    /// <param name="name">The file.</param>
    /// <param name="elsewhere">Another server for this file; null for the phone's own.</param>
    /// <param name="cancel">The plug.</param>
    internal async Task<HandsetFetch> FetchAsync(string name, IPEndPoint? elsewhere, CancellationToken cancel)
    {
        HandsetTransfer transfer = new(elsewhere ?? server, own, habits, dice, time, name);
        try
        {
            HandsetFetch fetch = await transfer.RunAsync(cancel).ConfigureAwait(false);
            if (fetch.IsComplete)
            {
                _dallying.RemoveAll(t => t.IsCompleted);
                _dallying.Add(transfer.DallyAsync(Dally, _closed.Token));
            }
            else
            {
                transfer.Dispose();
            }

            return fetch;
        }
        catch (OperationCanceledException)
        {
            transfer.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_dallying).ConfigureAwait(false);
        _closed.Dispose();
    }
}

/// <summary>One fetch: the pure machine, its port and its content.</summary>
internal sealed class HandsetTransfer : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly IPAddress? _own;
    private readonly NetworkDice _dice;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly byte[] _request;
    private readonly byte[] _packet = new byte[1024];
    private readonly byte[] _small = new byte[TftpWriter.SmallPacketLength];
    private readonly MemoryStream _content = new();
    private Socket _socket;
    private IPEndPoint? _serverId;
    private TftpErrorCode? _error;
    private TftpFetch _fetch;

    internal HandsetTransfer(IPEndPoint server, IPAddress? own, TftpFetchHabits habits, NetworkDice dice,
        TimeProvider time, string name)
    {
        _own = own;
        _server = server;
        _dice = dice;
        _time = time;
        _start = time.GetTimestamp();
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteRequest(buffer, new TftpRequest(false, name, TftpMode.Octet, []));
        _request = buffer[..length];
        _socket = OpenPort();
        _fetch = TftpFetch.Begin(habits, TimeSpan.Zero, out _);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public void Dispose() => _socket.Dispose();

    internal async Task<HandsetFetch> RunAsync(CancellationToken cancel)
    {
        await SendAsync(_request, _server, cancel).ConfigureAwait(false);
        while (_fetch.Ending == TftpFetchEnding.None)
            await StepAsync(_fetch.Deadline, cancel).ConfigureAwait(false);
        return new HandsetFetch(_fetch.Ending, _content.ToArray(), _error);
    }

    /// <summary>Answers repeats of the last block for a while: its acknowledgement may have been lost.</summary>
    internal async Task DallyAsync(TimeSpan howLong, CancellationToken cancel)
    {
        TimeSpan until = Now + howLong;
        try
        {
            while (Now < until) await StepAsync(until, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The phone is unplugged: nobody answers any more.
        }
        finally
        {
            Dispose();
        }
    }

    private Socket OpenPort()
    {
        Socket socket = new(_server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        IPAddress any = _server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        socket.Bind(new IPEndPoint(_own ?? (IPAddress.IsLoopback(_server.Address) ? _server.Address : any), 0));
        return socket;
    }

    private async Task StepAsync(TimeSpan deadline, CancellationToken cancel)
    {
        TimeSpan left = deadline - Now;
        if (left <= TimeSpan.Zero || await ReceiveAsync(left, cancel).ConfigureAwait(false) is not { } received)
        {
            _fetch = _fetch.Elapsed(Now, out TftpFetchEffect late);
            await PerformAsync(late, cancel).ConfigureAwait(false);
            return;
        }

        TftpFetchEffect effect = Take(received.Length, received.From);
        await PerformAsync(effect, cancel).ConfigureAwait(false);
    }

    private TftpFetchEffect Take(int length, IPEndPoint from)
    {
        TftpFetchEffect nothing = new(TftpFetchAction.Wait);
        if (_dice.IsLost() || !from.Address.Equals(_server.Address)) return nothing;
        if (!TftpPacket.TryRead(_packet.AsSpan(0, length), out TftpPacket packet, out _)) return nothing;
        // The first answer fixes the server's transfer id (RFC 1350 §4); another port's packets are not ours.
        if (_serverId is not null && !_serverId.Equals(from)) return nothing;
        switch (packet.Opcode)
        {
            case TftpOpcode.Data:
                _serverId = from;
                _fetch = _fetch.TakeData(packet.Block, packet.Payload.Length, Now, out TftpFetchEffect effect);
                if (effect.Keep) _content.Write(packet.Payload);
                return effect;
            case TftpOpcode.Error:
                _error = packet.ErrorCode;
                _fetch = _fetch.TakeError(out effect);
                return effect;
            default:
                return nothing;
        }
    }

    private async Task PerformAsync(TftpFetchEffect effect, CancellationToken cancel)
    {
        switch (effect.Action)
        {
            case TftpFetchAction.SendRequest:
                await SendAsync(_request, _server, cancel).ConfigureAwait(false);
                break;
            case TftpFetchAction.SendRequestFromNewPort:
                _socket.Dispose();
                _socket = OpenPort();
                await SendAsync(_request, _server, cancel).ConfigureAwait(false);
                break;
            case TftpFetchAction.Acknowledge when _serverId is { } server:
                int length = TftpWriter.WriteAcknowledgement(_small, effect.Block);
                await SendAsync(_small.AsMemory(0, length), server, cancel).ConfigureAwait(false);
                break;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> packet, IPEndPoint to, CancellationToken cancel)
    {
        if (_dice.IsLost()) return;
        await _socket.SendToAsync(packet, SocketFlags.None, to, cancel).ConfigureAwait(false);
    }

    private async Task<(int Length, IPEndPoint From)?> ReceiveAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using CancellationTokenSource timeout = new(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            SocketReceiveFromResult received = await _socket
                .ReceiveFromAsync(_packet, SocketFlags.None, _server, either.Token).ConfigureAwait(false);
            return (received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Windows reports that the server's port is closed; to a phone that is silence.
            return null;
        }
    }
}
