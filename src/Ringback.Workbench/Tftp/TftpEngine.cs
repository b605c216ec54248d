using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// The loop of the TFTP server. Everything here runs on the server's thread, except <see cref="Stop"/>.
/// </summary>
internal sealed partial class TftpEngine(
    TftpServerOptions options, ITftpPolicy policy, TimeProvider time, ILogger logger) : IDisposable
{
    // Datagrams taken from one socket before the others have their turn.
    private const int MostInOneTurn = 128;

    // Text files of phones have a few KiB. A translation is held in memory, so it needs a bound.
    private const int LargestTranslated = 8 * 1024 * 1024;

    // Also how soon the loop sees that it is to stop.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    // A phone that begins anew has been silent for its 4 s; a repeated packet of a request comes at once.
    private static readonly TimeSpan NewRequestAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    private readonly byte[] _receive = new byte[65536];
    private readonly TftpSender _sender = new(logger);
    private readonly TftpDoors _doors = new(options.ReceiveBufferBytes, logger);
    private readonly Dictionary<IPEndPoint, TftpSession> _byPhone = [];
    private readonly RoundTripMemory _roundTrips = new();
    private readonly TftpDeadlines _deadlines = new();
    private readonly long _start = time.GetTimestamp();
    private volatile bool _stopping;

    private TimeSpan Now => time.GetElapsedTime(_start);

    internal void Stop() => _stopping = true;

    internal void Run(IReadOnlyList<Socket> requestSockets)
    {
        List<Socket> ready = [];
        while (!_stopping)
        {
            ready.Clear();
            ready.AddRange(requestSockets);
            ready.AddRange(_doors.Sockets);
            Socket.Select(ready, null, null, Sleep());
            // Acknowledgements first: what ends a transfer should be known before the same phone's next question.
            foreach (Socket socket in ready)
            {
                if (_doors.Of(socket) is { } door) DrainDoor(door);
            }

            foreach (Socket socket in ready)
            {
                if (_doors.Of(socket) is null) DrainRequests(socket);
            }

            ExpireDeadlines();
        }

        foreach (TftpSession session in _byPhone.Values) Report(session, replaced: false, null);
    }

    public void Dispose() => _doors.Dispose();

    private TimeSpan Sleep()
    {
        if (_deadlines.Next is not { } next) return LongestSleep;
        TimeSpan left = next - Now;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestSleep ? left : LongestSleep;
    }

    private void DrainRequests(Socket socket)
    {
        bool six = socket.AddressFamily == AddressFamily.InterNetworkV6;
        IPEndPoint any = new(six ? IPAddress.IPv6Any : IPAddress.Any, 0);
        // The loop was woken for one datagram; whether there are more is asked, because a receive that finds none
        // throws, and an exception for every packet would cost more than the packet.
        for (int i = 0; i == 0 || (i < MostInOneTurn && socket.Available > 0); i++)
        {
            EndPoint from = any;
            SocketFlags flags = SocketFlags.None;
            int length;
            IPPacketInformation arrived;
            try
            {
                length = socket.ReceiveMessageFrom(_receive, 0, _receive.Length, ref flags, ref from, out arrived);
            }
            catch (SocketException e)
            {
                LogNotReceived(e.SocketErrorCode);
                return;
            }

            IPAddress local = ((IPEndPoint)socket.LocalEndPoint!).Address;
            if (local.Equals(IPAddress.Any) || local.Equals(IPAddress.IPv6Any)) local = arrived.Address;
            IPEndPoint phone = (IPEndPoint)from;
            try
            {
                TakeRequest(socket, phone, local, _receive.AsSpan(0, length));
            }
            catch (Exception e)
            {
                // A bug, or a disk that fails, must cost one request and not every phone on the bench.
                LogRequestFailed(e, phone);
                _sender.SendError(socket, phone.Serialize(), TftpErrorCode.NotDefined, "Ringback has an inner error");
            }
        }
    }

    private void TakeRequest(Socket socket, IPEndPoint phone, IPAddress local, ReadOnlySpan<byte> datagram)
    {
        // Anything but a request on this port is a stray and gets silence: an answer could start a loop of errors.
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out TftpMalformation why)
            || packet.Opcode is not (TftpOpcode.ReadRequest or TftpOpcode.WriteRequest))
        {
            LogStray(phone, why);
            return;
        }

        if (!packet.TryReadRequest(out TftpRequest request, out why))
        {
            LogMalformed(phone, why);
            _sender.SendError(socket, phone.Serialize(), TftpErrorCode.IllegalOperation,
                "Not a TFTP request: " + Words(why));
            return;
        }

        TftpAsk ask = new(phone, local, request);
        if (IsRepeat(ask)) return;
        if (_byPhone.Count >= options.MaximumTransfers)
        {
            LogTooMany(phone, options.MaximumTransfers);
            return;
        }

        if (_doors.For(local, phone.Serialize()) is not { } door) return;
        if (request.IsWrite)
        {
            _sender.SendError(door.Socket, phone.Serialize(), TftpErrorCode.AccessViolation,
                "Ringback takes no files from phones");
            return;
        }

        switch (policy.Asked(ask))
        {
            case TftpDeny deny:
                _sender.SendError(door.Socket, phone.Serialize(), deny.Code, deny.Message);
                break;
            case TftpServe serve:
                Begin(ask, serve, door);
                break;
        }
    }

    /// <summary>True for a request again while its transfer is fresh: the transfer's timer sends it again.</summary>
    private bool IsRepeat(TftpAsk ask)
    {
        (IPEndPoint phone, TftpRequest request) = (ask.Phone, ask.Request);
        if (_byPhone.TryGetValue(phone, out TftpSession? running))
        {
            bool fresh = Now - running.Delivery.ProgressAt < NewRequestAfter;
            if (fresh && running.Ask.Request.FileName == request.FileName) return true;
            End(running, replaced: true, null);
        }

        // A new source port for the same file, or the first question after a restart: the phone has given the old
        // transfer up. Two clients may share one address, so only a transfer that stands still is dropped.
        bool restarted = policy.IsFirstAfterRestart(ask);
        foreach (TftpSession other in _byPhone.Values.Where(s => s.Ask.Phone.Address.Equals(phone.Address)
            && (restarted || s.Ask.Request.FileName == request.FileName)
            && Now - s.Delivery.ProgressAt >= NewRequestAfter).ToList())
        {
            End(other, replaced: true, null);
        }

        return false;
    }

    private void Begin(TftpAsk ask, TftpServe serve, TftpDoor door)
    {
        SocketAddress peer = ask.Phone.Serialize();
        TftpServe sent = serve;
        if (ask.Request.Mode == TftpMode.Netascii)
        {
            if (serve.Content.Length > LargestTranslated)
            {
                (serve.Content as IDisposable)?.Dispose();
                _sender.SendError(door.Socket, peer, TftpErrorCode.NotDefined, "Too large for netascii; use octet");
                return;
            }

            sent = serve with { Content = Translated(serve.Content) };
            (serve.Content as IDisposable)?.Dispose();
        }

        if (!TftpNegotiation.TryAgree(ask.Request.Options, sent.Content.Length, options.Limits, out TftpTerms terms))
        {
            (sent.Content as IDisposable)?.Dispose();
            _sender.SendError(door.Socket, peer, TftpErrorCode.OptionsRefused, TftpNegotiation.RefusalMessage);
            return;
        }

        TimeSpan now = Now;
        TftpTiming timing = _roundTrips.Apply(ask.Phone.Address, options.Timing);
        TftpDelivery delivery = TftpDelivery.Begin(terms, sent.Content.Length, timing, now, out TftpEffect effect);
        TftpSession session = new(ask, sent, door, peer, now, delivery);
        door.Sessions[peer] = session;
        _byPhone[ask.Phone] = session;
        Perform(session, effect, null);
        _deadlines.Arm(session);
    }

    private static MemoryContent Translated(ITftpContent content)
    {
        byte[] local = new byte[content.Length];
        int length = content.Read(0, local);
        return new MemoryContent(Netascii.Encode(local.AsSpan(0, length)));
    }

    private void DrainDoor(TftpDoor door)
    {
        for (int i = 0; i == 0 || (i < MostInOneTurn && door.Socket.Available > 0); i++)
        {
            int length;
            try
            {
                length = door.Socket.ReceiveFrom(_receive, SocketFlags.None, _sender.From(door));
            }
            catch (SocketException e)
            {
                LogNotReceived(e.SocketErrorCode);
                return;
            }

            try
            {
                TakePacket(door, _sender.From(door), _receive.AsSpan(0, length));
            }
            catch (Exception e)
            {
                LogStepFailed(e);
            }
        }
    }

    private void TakePacket(TftpDoor door, SocketAddress from, ReadOnlySpan<byte> datagram)
    {
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out _)) return;
        if (!door.Sessions.TryGetValue(from, out TftpSession? session))
        {
            // RFC 1350 §4: a stranger is told, and no transfer is disturbed. An ERROR is never answered.
            if (packet.Opcode != TftpOpcode.Error)
                _sender.SendError(door.Socket, from, TftpErrorCode.UnknownTransferId, "Unknown transfer ID");
            return;
        }

        if (session.LingersUntil is not null) return;
        switch (packet.Opcode)
        {
            case TftpOpcode.Acknowledgement:
                session.Delivery = session.Delivery.Acknowledge(packet.Block, Now, out TftpEffect acknowledged);
                Perform(session, acknowledged, null);
                break;
            case TftpOpcode.Error:
                session.Delivery = session.Delivery.PeerFailed(out TftpEffect failed);
                Perform(session, failed, packet.ErrorMessage);
                break;
        }

        _deadlines.Arm(session);
    }

    private void ExpireDeadlines()
    {
        TimeSpan now = Now;
        while (_deadlines.Take(now) is { } session)
        {
            if (session.LingersUntil is { } until && until <= now)
            {
                Forget(session);
                continue;
            }

            try
            {
                if (session.LingersUntil is null && session.Deadline <= now)
                {
                    session.Delivery = session.Delivery.Elapsed(now, out TftpEffect effect);
                    Perform(session, effect, null);
                }
            }
            catch (Exception e)
            {
                // It would fail for ever: it is given up, and the phone asks again.
                LogStepFailed(e);
                session.LingersUntil = now + Linger;
                _byPhone.Remove(session.Ask.Phone);
            }

            _deadlines.Arm(session);
        }
    }

    private void Perform(TftpSession session, TftpEffect effect, string? peerMessage)
    {
        switch (effect.Action)
        {
            case TftpAction.SendOptions:
                _sender.SendOptions(session);
                break;
            case TftpAction.SendBlocks:
                Send(session, effect);
                break;
            case TftpAction.End:
                End(session, replaced: false, peerMessage);
                break;
        }
    }

    private void Send(TftpSession session, TftpEffect effect)
    {
        for (int i = 0; i < effect.Count; i++)
        {
            if (_sender.SendBlock(session, effect.First + i)) continue;
            // The file became shorter while it was sent. A short block would say "this is the end, all is well".
            _sender.SendError(session.Door.Socket, session.Peer, TftpErrorCode.NotDefined, "The file has changed");
            End(session, replaced: false, null);
            return;
        }

        TellProgress(session);
    }

    private void TellProgress(TftpSession session)
    {
        long length = session.Delivery.Length;
        if (length < 64 * 1024) return;
        int tenths = (int)(session.Delivery.AcknowledgedBytes * 10 / length);
        if (tenths <= session.TenthsTold) return;
        session.TenthsTold = tenths;
        policy.Moved(session.Ask, session.Serve.Name, session.Delivery.AcknowledgedBytes, length);
    }

    private void End(TftpSession session, bool replaced, string? peerMessage)
    {
        if (session.LingersUntil is not null) return;
        if (session.Delivery.RoundTrip is { } roundTrip) _roundTrips.Remember(session.Ask.Phone.Address, roundTrip);
        session.LingersUntil = Now + Linger;
        _byPhone.Remove(session.Ask.Phone);
        Report(session, replaced, peerMessage);
        (session.Serve.Content as IDisposable)?.Dispose();
    }

    private static void Forget(TftpSession session)
    {
        if (session.Door.Sessions.TryGetValue(session.Peer, out TftpSession? held) && held == session)
            session.Door.Sessions.Remove(session.Peer);
    }

    private void Report(TftpSession session, bool replaced, string? peerMessage)
    {
        TftpDelivery d = session.Delivery;
        policy.Ended(session.Ask, new TftpReport(session.Serve.Name, d.Ending, replaced, d.AcknowledgedBytes, d.Length,
            d.BlockCount, d.Retransmissions, Now - session.Began, peerMessage));
    }

    private static string Words(TftpMalformation why) => why switch
    {
        TftpMalformation.TooLong => "it is longer than 512 bytes",
        TftpMalformation.MissingTerminator => "a text in it does not end",
        TftpMalformation.EmptyName => "it names no file",
        TftpMalformation.UnknownMode => "its mode is neither octet nor netascii",
        TftpMalformation.BadOptions => "its options make no sense",
        _ => "it is cut short",
    };

    [LoggerMessage(LogLevel.Error, "TFTP: a request from {Phone} could not be answered")]
    private partial void LogRequestFailed(Exception e, IPEndPoint phone);

    [LoggerMessage(LogLevel.Error, "TFTP: a step of a transfer failed; the phone will ask again")]
    private partial void LogStepFailed(Exception e);

    [LoggerMessage(LogLevel.Trace, "TFTP: nothing more to receive ({Error})")]
    private partial void LogNotReceived(SocketError error);

    [LoggerMessage(LogLevel.Debug, "TFTP: a stray packet from {Phone} on the request port ({Why}); ignored")]
    private partial void LogStray(IPEndPoint phone, TftpMalformation why);

    [LoggerMessage(LogLevel.Information, "TFTP: a request from {Phone} could not be read: {Why}")]
    private partial void LogMalformed(IPEndPoint phone, TftpMalformation why);

    [LoggerMessage(LogLevel.Warning,
        "TFTP: {Count} transfers are running, the most that are allowed; {Phone} will ask again")]
    private partial void LogTooMany(IPEndPoint phone, int count);
}
