using System.Net;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>What a fetch brought.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Content">The file when it is complete, else what came of it.</param>
/// <param name="Error">The server's error code; null when it sent none.</param>
internal sealed record HandsetFetch(TftpFetchEnding Ending, byte[] Content, TftpErrorCode? Error)
{
    /// <summary>A 7940's code of success, so that a file is there, and empty (sources.md 7940-7960-code §6).</summary>
    private const TftpErrorCode Success = TftpErrorCode.OptionsRefused;

    /// <summary>True when the whole file is here.</summary>
    internal bool IsComplete => Ending == TftpFetchEnding.Complete;

    /// <summary>True when nobody answered, or who did fell silent.</summary>
    internal bool IsSilence => Ending is TftpFetchEnding.NoAnswer or TftpFetchEnding.Stalled;

    /// <summary>True when the server says "busy" to a 7940 or 7960, which asks again for ever.</summary>
    internal bool IsBusy => Error == TftpErrorCode.DiskFull;

    /// <summary>True when a 7940 or 7960 takes the server's error for an empty file.</summary>
    internal bool IsEmptyByError => Error == Success;
}

/// <summary>
/// The TFTP client of a phone: plain RFC 1350, octet, 512 bytes, a source port of its own for each file, and another
/// for each round (sources.md 7940-7960-code §6).
/// </summary>
/// <param name="network">What the phone hangs on.</param>
/// <param name="own">The phone's address; null for whichever the network gives.</param>
/// <param name="time">The clock.</param>
internal sealed class HandsetTftp(IPhoneNetwork network, IPAddress? own, TimeProvider time) : IAsyncDisposable
{
    // How long a finished fetch still answers repeats of the last block, in a client that does.
    private static readonly TimeSpan Dally = TimeSpan.FromSeconds(1);

    private readonly List<Task> _dallying = [];
    private readonly CancellationTokenSource _closed = new();

    /// <param name="name">The file.</param>
    /// <param name="server">Whom to ask.</param>
    /// <param name="habits">How the code that asks repeats itself, and what it has room for.</param>
    /// <param name="cancel">The plug.</param>
    internal async Task<HandsetFetch> FetchAsync(
        string name, IPEndPoint server, TftpFetchHabits habits, CancellationToken cancel)
    {
        HandsetTransfer transfer = new(server, own, habits, network, time, name);
        bool dallies = false;
        try
        {
            HandsetFetch fetch = await transfer.RunAsync(cancel).ConfigureAwait(false);
            dallies = fetch.IsComplete && habits.AcknowledgesRepeats;
            if (dallies)
            {
                _dallying.RemoveAll(t => t.IsCompleted);
                _dallying.Add(transfer.DallyAsync(Dally, _closed.Token));
            }

            return fetch;
        }
        finally
        {
            if (!dallies) transfer.Dispose();
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
    private readonly IPhoneNetwork _network;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly byte[] _request;
    private readonly byte[] _small = new byte[TftpWriter.SmallPacketLength];
    private readonly MemoryStream _content = new();
    private IDatagramPort _port;
    private IPEndPoint? _serverId;
    private TftpErrorCode? _error;
    private TftpFetch _fetch;

    internal HandsetTransfer(IPEndPoint server, IPAddress? own, TftpFetchHabits habits, IPhoneNetwork network,
        TimeProvider time, string name)
    {
        _own = own;
        _server = server;
        _network = network;
        _time = time;
        _start = time.GetTimestamp();
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteRequest(buffer, new TftpRequest(false, name, TftpMode.Octet, []));
        _request = buffer[..length];
        _port = network.OpenPort(own, server);
        _fetch = TftpFetch.Begin(habits, TimeSpan.Zero, out _);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public void Dispose() => _port.Dispose();

    internal async Task<HandsetFetch> RunAsync(CancellationToken cancel)
    {
        await _port.SendAsync(_request, _server, cancel).ConfigureAwait(false);
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

    private async Task StepAsync(TimeSpan deadline, CancellationToken cancel)
    {
        TftpFetchEffect effect;
        if (await _port.ReceiveAsync(deadline - Now, cancel).ConfigureAwait(false) is { } received)
            effect = Take(received);
        else
            _fetch = _fetch.Elapsed(Now, out effect);
        await PerformAsync(effect, cancel).ConfigureAwait(false);
    }

    private TftpFetchEffect Take(ReceivedDatagram received)
    {
        TftpFetchEffect nothing = new(TftpFetchAction.Wait);
        if (!received.From.Address.Equals(_server.Address)) return nothing;
        if (!TftpPacket.TryRead(received.Content.Span, out TftpPacket packet, out _)) return nothing;
        // The first answer fixes the server's transfer id (RFC 1350 §4); another port's packets are not ours.
        if (_serverId is not null && !_serverId.Equals(received.From)) return nothing;
        switch (packet.Opcode)
        {
            case TftpOpcode.Data:
                _serverId = received.From;
                _fetch = _fetch.TakeData(packet.Block, packet.Payload.Length, Now, out TftpFetchEffect effect);
                if (effect.Keep) _content.Write(packet.Payload);
                return effect;
            case TftpOpcode.Error:
                _error = packet.ErrorCode;
                _fetch = _fetch.TakeError(out effect);
                return effect;
            default:
                // It asked for no options and has no ear for an OACK.
                return nothing;
        }
    }

    private async Task PerformAsync(TftpFetchEffect effect, CancellationToken cancel)
    {
        switch (effect.Action)
        {
            case TftpFetchAction.SendRequest:
                await _port.SendAsync(_request, _server, cancel).ConfigureAwait(false);
                break;
            case TftpFetchAction.SendRequestFromNewPort:
                _port.Dispose();
                _port = _network.OpenPort(_own, _server);
                await _port.SendAsync(_request, _server, cancel).ConfigureAwait(false);
                break;
            case TftpFetchAction.Acknowledge when _serverId is { } server:
                int length = TftpWriter.WriteAcknowledgement(_small, effect.Block);
                await _port.SendAsync(_small.AsMemory(0, length), server, cancel).ConfigureAwait(false);
                break;
            case TftpFetchAction.SendError when _serverId is { } server:
                // The text of a 7940's is one blank.
                length = TftpWriter.WriteError(_small, effect.Error, " ");
                await _port.SendAsync(_small.AsMemory(0, length), server, cancel).ConfigureAwait(false);
                break;
        }
    }
}
