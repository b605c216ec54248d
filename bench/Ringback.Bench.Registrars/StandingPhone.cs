using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Bench.Registrars;

/// <summary>A phone that registers and stays.</summary>
internal abstract class StandingPhone : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    // A server that is alive answers at once; what else this machine does may take a while.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[4096];
    private readonly int _number;

    private protected StandingPhone(int number, IPEndPoint server, SocketType kind, ProtocolType protocol)
    {
        _number = number;
        Server = server;
        Socket = new Socket(AddressFamily.InterNetwork, kind, protocol);
        // An address for each: 127.10.0.1 and so on.
        int host = number + 1;
        Socket.Bind(new IPEndPoint(new IPAddress([127, 10, (byte)(host / 250), (byte)(host % 250 + 1)]), 0));
    }

    internal long Answers { get; private set; }

    internal bool IsDropped { get; private set; }

    private protected IPEndPoint Server { get; }

    private protected Socket Socket { get; }

    private protected string Mac => (0x02AB5C000000 + _number).ToString("X12", CultureInfo.InvariantCulture);

    internal async Task RegisterAsync(CancellationToken cancel)
    {
        await Socket.ConnectAsync(Server, cancel).ConfigureAwait(false);
        if (!await SayAsync(Hello(), cancel).ConfigureAwait(false)) IsDropped = true;
    }

    internal async Task StandAsync(CancellationToken end)
    {
        // Spread over the while, as the keep-alives of real phones are.
        TimeSpan first = Between * (_number % 100 / 100.0);
        try
        {
            await Task.Delay(first, TimeProvider.System, end).ConfigureAwait(false);
            while (!IsDropped)
            {
                if (!await SayAsync(StillHere(), CancellationToken.None).ConfigureAwait(false)) IsDropped = true;
                else Answers++;
                await Task.Delay(Between, TimeProvider.System, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
    }

    public void Dispose() => Socket.Dispose();

    private protected abstract byte[] Hello();

    private protected abstract byte[] StillHere();

    private protected abstract bool IsAnswer(ReadOnlySpan<byte> bytes);

    private async Task<bool> SayAsync(byte[] bytes, CancellationToken cancel)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await Socket.SendAsync(bytes, patience.Token).ConfigureAwait(false);
            int length = await Socket.ReceiveAsync(_buffer, patience.Token).ConfigureAwait(false);
            return IsAnswer(_buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>Over SCCP.</summary>
internal sealed class SccpPhone(int number, IPEndPoint server)
    : StandingPhone(number, server, SocketType.Stream, ProtocolType.Tcp)
{
    private protected override byte[] Hello() => SccpFrame.Write(SccpMessageId.Register, new SccpRegister
    {
        DeviceName = $"SEP{Mac}", DeviceType = 7, ProtocolVersion = 11,
        Address = ((IPEndPoint)Socket.LocalEndPoint!).Address,
    }.Write());

    private protected override byte[] StillHere() => SccpFrame.Write(SccpMessageId.KeepAlive, []);

    private protected override bool IsAnswer(ReadOnlySpan<byte> bytes) =>
        SccpFrame.TryRead(bytes, out SccpFrame frame, out _, out _) == SccpRead.Complete
        && frame.MessageId is SccpMessageId.RegisterAck or SccpMessageId.CapabilitiesReq or SccpMessageId.KeepAliveAck;
}

/// <summary>Over SIP and UDP.</summary>
internal sealed class SipPhone(int number, IPEndPoint server)
    : StandingPhone(number, server, SocketType.Dgram, ProtocolType.Udp)
{
    private uint _cseq = 100;

    private protected override byte[] Hello() => SipRequests.Register(new SipRegisterRequest
    {
        Mac = Mac, Local = (IPEndPoint)Socket.LocalEndPoint!, Registrar = Server.ToString(), User = Mac, CSeq = ++_cseq,
    });

    private protected override byte[] StillHere() => Hello();

    private protected override bool IsAnswer(ReadOnlySpan<byte> bytes) =>
        Encoding.ASCII.GetString(bytes).StartsWith("SIP/2.0 200", StringComparison.Ordinal);
}
