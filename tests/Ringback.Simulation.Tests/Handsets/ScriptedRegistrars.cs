using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>What a phone said of itself when it registered.</summary>
/// <param name="Via">SCCP, SIP or MGCP.</param>
/// <param name="Load">The load in the message; null when it has none.</param>
/// <param name="DeviceType">Cisco's number for the model.</param>
/// <param name="User">The line of a SIP phone.</param>
internal sealed record Registration(string Via, string? Load, long? DeviceType, string? User);

/// <summary>A call manager, a SIP registrar and a call agent that take everybody.</summary>
internal sealed class ScriptedRegistrars : IAsyncDisposable
{
    private readonly TcpListener _sccp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _sip = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly UdpClient _mgcp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<Registration> _all = new();
    private readonly Task[] _loops;

    internal ScriptedRegistrars()
    {
        _sccp.Start();
        SccpPort = ((IPEndPoint)_sccp.LocalEndpoint).Port;
        SipPort = ((IPEndPoint)_sip.Client.LocalEndPoint!).Port;
        MgcpPort = ((IPEndPoint)_mgcp.Client.LocalEndPoint!).Port;
        _loops = [GuardedAsync(SccpAsync), GuardedAsync(SipAsync), GuardedAsync(MgcpAsync)];
    }

    internal int SccpPort { get; }

    internal int SipPort { get; }

    internal int MgcpPort { get; }

    /// <summary>Every registration; a repeated message counts again.</summary>
    internal IReadOnlyList<Registration> All => [.. _all];

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await Task.WhenAll(_loops);
        _sccp.Dispose();
        _sip.Dispose();
        _mgcp.Dispose();
        _closed.Dispose();
    }

    private async Task GuardedAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_closed.Token);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task SccpAsync(CancellationToken closed)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            using Socket phone = await _sccp.AcceptSocketAsync(closed);
            SccpRegistrar registrar = new();
            int length;
            while ((length = await phone.ReceiveAsync(buffer, closed)) > 0)
            {
                SccpStep step = registrar.Receive(buffer.AsSpan(0, length), DateTimeOffset.UnixEpoch);
                if (step.Evidence.OfType<SccpRegistered>().FirstOrDefault() is { } registered)
                    _all.Enqueue(new Registration("SCCP", registrar.Load, registered.Register.DeviceType, null));
                if (step.Replies.Length > 0) await phone.SendAsync(step.Replies, closed);
            }
        }
    }

    private async Task SipAsync(CancellationToken closed)
    {
        while (true)
        {
            UdpReceiveResult received = await _sip.ReceiveAsync(closed);
            if (!SipMessage.TryRead(received.Buffer, out SipMessage? message, out _)) continue;
            SipRegistration registration = SipRegistration.From(message)!;
            _all.Enqueue(new Registration("SIP", LoadIn(message.First("Reason")), registration.DeviceTypeNumber,
                registration.User));
            await _sip.SendAsync(
                SipReplies.Answer(message, received.RemoteEndPoint) ?? [], received.RemoteEndPoint, closed);
        }
    }

    private async Task MgcpAsync(CancellationToken closed)
    {
        while (true)
        {
            UdpReceiveResult received = await _mgcp.ReceiveAsync(closed);
            if (!MgcpCommand.TryRead(received.Buffer, out MgcpCommand? command, out _)) continue;
            _all.Enqueue(new Registration("MGCP", null, null, null));
            await _mgcp.SendAsync(MgcpReplies.Ok(command.TransactionId), received.RemoteEndPoint, closed);
        }
    }

    private static string? LoadIn(string? reason) => reason?.Split("Load=") is [_, var rest]
        ? rest.Split(' ')[0]
        : null;
}
