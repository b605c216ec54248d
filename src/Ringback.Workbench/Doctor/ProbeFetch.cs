using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Doctor;

/// <summary>What came of a fetch.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Content">What came.</param>
/// <param name="Error">The server's error; null when it sent none.</param>
internal sealed record Probed(TftpFetchEnding Ending, byte[] Content, TftpErrorCode? Error);

/// <summary>Fetches one small file by TFTP, from a fresh port and without options, as the first phones do.</summary>
internal sealed class ProbeFetch : IDisposable
{
    // A phone waits four seconds; the server under test is on this very computer.
    private static readonly TftpFetchHabits Habits =
        new() { Repeat = TimeSpan.FromSeconds(1), SendsPerRound = 4, Rounds = 1 };

    private readonly IPEndPoint _server;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly byte[] _request;
    private readonly byte[] _packet = new byte[1024];
    private readonly byte[] _small = new byte[TftpWriter.SmallPacketLength];
    private readonly MemoryStream _content = new();
    private readonly Socket _socket;
    private IPEndPoint? _serverId;
    private TftpErrorCode? _error;
    private TftpFetch _fetch;

    private ProbeFetch(IPEndPoint server, string name, TimeProvider time)
    {
        _server = server;
        _time = time;
        _start = time.GetTimestamp();
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteRequest(buffer, new TftpRequest(false, name, TftpMode.Octet, []));
        _request = buffer[..length];
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(server.Address, 0));
        _fetch = TftpFetch.Begin(Habits, TimeSpan.Zero, out _);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    internal static async Task<Probed> RunAsync(IPEndPoint server, string name, TimeProvider time,
        CancellationToken cancel)
    {
        using ProbeFetch fetch = new(server, name, time);
        await fetch.SendAsync(fetch._request, server, cancel).ConfigureAwait(false);
        while (fetch._fetch.Ending == TftpFetchEnding.None) await fetch.StepAsync(cancel).ConfigureAwait(false);
        return new Probed(fetch._fetch.Ending, fetch._content.ToArray(), fetch._error);
    }

    public void Dispose() => _socket.Dispose();

    private async Task StepAsync(CancellationToken cancel)
    {
        TimeSpan left = _fetch.Deadline - Now;
        if (left <= TimeSpan.Zero || await ReceiveAsync(left, cancel).ConfigureAwait(false) is not { } received)
        {
            _fetch = _fetch.Elapsed(Now, out TftpFetchEffect late);
            await PerformAsync(late, cancel).ConfigureAwait(false);
            return;
        }

        await PerformAsync(Take(received.Length, received.From), cancel).ConfigureAwait(false);
    }

    private TftpFetchEffect Take(int length, IPEndPoint from)
    {
        TftpFetchEffect effect = new(TftpFetchAction.Wait);
        if (!from.Address.Equals(_server.Address) || (_serverId is not null && !_serverId.Equals(from))) return effect;
        if (!TftpPacket.TryRead(_packet.AsSpan(0, length), out TftpPacket packet, out _)) return effect;
        if (packet.Opcode == TftpOpcode.Data)
        {
            _serverId = from;
            _fetch = _fetch.TakeData(packet.Block, packet.Payload.Length, Now, out effect);
            if (effect.Keep) _content.Write(packet.Payload);
        }
        else if (packet.Opcode == TftpOpcode.Error)
        {
            _error = packet.ErrorCode;
            _fetch = _fetch.TakeError(out effect);
        }

        return effect;
    }

    private async Task PerformAsync(TftpFetchEffect effect, CancellationToken cancel)
    {
        if (effect.Action == TftpFetchAction.SendRequest)
        {
            await SendAsync(_request, _server, cancel).ConfigureAwait(false);
        }
        else if (effect.Action == TftpFetchAction.Acknowledge && _serverId is { } server)
        {
            int length = TftpWriter.WriteAcknowledgement(_small, effect.Block);
            await SendAsync(_small.AsMemory(0, length), server, cancel).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> packet, IPEndPoint to, CancellationToken cancel) =>
        await _socket.SendToAsync(packet, SocketFlags.None, to, cancel).ConfigureAwait(false);

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
