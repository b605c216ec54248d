using System.Net;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Desks;
using Ringback.Simulation.Network;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// Registers with the load that is in the flash: what the phone says of itself is never what somebody wished it to be
/// (sources.md 7940-7960 §7).
/// </summary>
internal static class HandsetRegistration
{
    // Like a real phone's SIP stack: the first repeat after half a second, then slower (timer_t1, sip_retx).
    private const int MostSends = 10;

    // What a 7940 or 7960 begins to count at.
    private const uint FirstRegister = 101;

    /// <summary>For how long a phone waits for a call manager's word: UNVERIFIED.</summary>
    private static readonly TimeSpan CallManagerPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRepeat = TimeSpan.FromMilliseconds(500);

    internal static Task<bool> RegisterAsync(Handset phone, HandsetSettings settings, CancellationToken cancel) =>
        phone.Protocol switch
        {
            PhoneProtocol.Sccp => OverSccpAsync(phone, settings.CallManager, cancel),
            PhoneProtocol.Sip => OverSipAsync(phone, settings, cancel),
            PhoneProtocol.Mgcp => OverMgcpAsync(phone, settings.CallAgent, cancel),
            // An H.323 load would look for a gatekeeper, which nobody simulates; a transition image speaks nothing.
            _ => Unable(phone, "has nothing to register with"),
        };

    private static Task<bool> Unable(Handset phone, string why)
    {
        phone.Log(why);
        return Task.FromResult(false);
    }

    private static async Task<bool> OverSccpAsync(Handset phone, IPEndPoint? callManager, CancellationToken cancel)
    {
        if (callManager is null)
            return await Unable(phone, "stays unregistered: no file names a call manager").ConfigureAwait(false);

        Begin(phone);
        DeskOptions desk = Desk(phone, callManager);
        if (phone.Options.StaysUp)
        {
            return await LiveOnAsync(phone, new HandsetDesk(new SccpDesk(desk), null, null), cancel)
                .ConfigureAwait(false);
        }

        using IByteStream? stream =
            await phone.Network.ConnectAsync(phone.Options.Address, callManager, cancel).ConfigureAwait(false);
        if (stream is null) return Failed(phone);
        byte[] hello = [.. SccpDesk.Hello(desk, stream.Local.Address).SelectMany(frame => frame)];
        await stream.SendAsync(hello, cancel).ConfigureAwait(false);
        return await AcknowledgedAsync(stream, cancel).ConfigureAwait(false) || Failed(phone);
    }

    /// <summary>
    /// TCP-timeout or CM-reset-TCP on a real phone's status page: it tries again after its next boot.
    /// </summary>
    private static bool Failed(Handset phone)
    {
        phone.Display("Registration Failed");
        return false;
    }

    private static async Task<bool> AcknowledgedAsync(IByteStream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[4096];
        int held = 0;
        while (held < buffer.Length)
        {
            ReadOnlyMemory<byte> more = await stream.ReceiveAsync(CallManagerPatience, cancel).ConfigureAwait(false);
            if (more.IsEmpty || more.Length > buffer.Length - held) return false;
            more.CopyTo(buffer.AsMemory(held));
            held += more.Length;
            switch (SccpFrame.TryRead(buffer.AsSpan(0, held), out SccpFrame frame, out _, out _))
            {
                case SccpRead.Complete:
                    return frame.MessageId == SccpMessageId.RegisterAck;
                case SccpRead.Malformed:
                    return false;
            }
        }

        return false;
    }

    private static async Task<bool> OverSipAsync(Handset phone, HandsetSettings settings, CancellationToken cancel)
    {
        if (settings.Line is not { } line)
        {
            phone.Display("Phone Unprovisioned");
            return false;
        }

        Begin(phone);
        string user = line.Name ?? phone.Options.Mac.ToString();
        // UDP, whatever transportLayerProtocol says: the message is the same.
        DeskOptions desk = Desk(phone, line.Proxy) with { UserAgentVersion = SaidVersion(phone) };
        // A line with a password may be asked for it, which takes more than a question and an answer.
        if (phone.Options.StaysUp || line.Secret is not null)
        {
            SipDesk sip = new(desk, user, line.Secret?.Password, line.Secret?.Name);
            return await LiveOnAsync(phone, new HandsetDesk(null, sip, null), cancel).ConfigureAwait(false);
        }

        return await AskAsync(phone, line.Proxy, local => SipDesk.Register(desk, user, local, FirstRegister), reply =>
            SipMessage.TryRead(reply, out SipMessage? message, out _) && message.StatusCode == 200, cancel)
            .ConfigureAwait(false);
    }

    private static DeskOptions Desk(Handset phone, IPEndPoint server) => new()
    {
        Network = phone.Network,
        Address = phone.Options.Address,
        Server = server,
        Mac = phone.Options.Mac,
        DeviceType = phone.Options.Model.DeviceType?.Value ?? 0,
        Model = phone.Options.Model.Model,
        Load = phone.Flash.Load ?? "",
        SaysLoad = phone.IsJava,
        Reaction = new DeskOptions { Server = server, Mac = phone.Options.Mac }.Reaction / phone.Options.Speed,
        Time = phone.Options.Time,
    };

    /// <summary>Registers, and stays: what it said then is not said again.</summary>
    private static async Task<bool> LiveOnAsync(Handset phone, HandsetDesk desk, CancellationToken cancel)
    {
        using CancellationTokenSource patience = new(CallManagerPatience, phone.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await desk.UpAsync(either.Token).ConfigureAwait(false);
            if (phone.Options.StaysUp) phone.Desk = desk;
            return true;
        }
        catch (Exception e) when (
            e is IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Failed(phone);
        }
        finally
        {
            if (phone.Desk is null) await desk.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string SaidVersion(Handset phone)
    {
        (int major, int minor, int third) = phone.Running!.Release;
        // All 8.x loads of a 7940 or 7960 say 8.0 (sources.md 7940-7960 §7.2): the name of the load is not in it.
        if (phone.IsUniversal) return major >= 8 ? "8.0" : FormattableString.Invariant($"{major}.{minor}");
        // 9.4.2 of a 7941 (sources.md other-phones §6.2); for a profile phone UNVERIFIED.
        return FormattableString.Invariant($"{major}.{minor}.{third}");
    }

    private static void Begin(Handset phone)
    {
        phone.Enter(HandsetPhase.Registering);
        phone.Display("Registering");
    }

    private static Task<bool> OverMgcpAsync(Handset phone, IPEndPoint callAgent, CancellationToken cancel)
    {
        Begin(phone);
        if (phone.Options.StaysUp)
        {
            MgcpDesk desk = new(Desk(phone, callAgent));
            return LiveOnAsync(phone, new HandsetDesk(null, null, desk), cancel);
        }

        byte[] restart = MgcpCommands.RestartInProgress(1, $"aaln/1@SEP{phone.Options.Mac}");
        return AskAsync(phone, callAgent, _ => restart,
            reply => Encoding.ASCII.GetString(reply).StartsWith("200 1", StringComparison.Ordinal), cancel);
    }

    /// <summary>Sends a datagram until the wanted reply comes, slower each time.</summary>
    private static async Task<bool> AskAsync(Handset phone, IPEndPoint to, Func<IPEndPoint, byte[]> request,
        ReplyCheck isWanted, CancellationToken cancel)
    {
        using IDatagramPort port = phone.Network.OpenPort(phone.Options.Address, to);
        byte[] packet = request(port.Local);
        TimeSpan repeat = FirstRepeat;
        for (int sends = 0; sends < MostSends; sends++)
        {
            await port.SendAsync(packet, to, cancel).ConfigureAwait(false);
            if (await port.ReceiveAsync(repeat, cancel).ConfigureAwait(false) is { } reply)
            {
                if (isWanted(reply.Content.Span)) return true;
            }
            else
            {
                repeat = repeat < TimeSpan.FromSeconds(4) ? repeat * 2 : repeat;
            }
        }

        return Failed(phone);
    }

    private delegate bool ReplyCheck(ReadOnlySpan<byte> reply);
}
