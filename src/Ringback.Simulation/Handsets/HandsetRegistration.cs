using System.Net;
using System.Text;
using Ringback.Catalogue.Loads;
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
        string name = "SEP" + phone.Options.Mac;
        using IByteStream? stream =
            await phone.Network.ConnectAsync(phone.Options.Address, callManager, cancel).ConfigureAwait(false);
        if (stream is null) return Failed(phone);
        SccpAlarm alarm = new()
        {
            Severity = 2,
            Text = $"25: Name={name} Load={phone.Flash.Load} Last=Initialized",
        };
        SccpRegister register = new()
        {
            DeviceName = name,
            Address = stream.Local.Address,
            DeviceType = (uint?)phone.Options.Model.DeviceType?.Value,
            ProtocolVersion = 11,
            // An older phone's message is too short for it (sources.md other-phones §6.1).
            LoadInformation = phone.IsJava ? phone.Flash.Load : null,
        };
        byte[] hello =
        [
            .. SccpFrame.Write(SccpMessageId.Alarm, alarm.Write()),
            .. SccpFrame.Write(SccpMessageId.Register, register.Write()),
        ];
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

    private static Task<bool> OverSipAsync(Handset phone, HandsetSettings settings, CancellationToken cancel)
    {
        if (settings.Line is not { } line)
        {
            phone.Display("Phone Unprovisioned");
            return Task.FromResult(false);
        }

        Begin(phone);
        IPEndPoint proxy = line.Proxy;
        // UDP, whatever transportLayerProtocol says: the message is the same.
        return AskAsync(phone, proxy, local => WithReason(phone, SipRequests.Register(new SipRegisterRequest
        {
            Mac = phone.Options.Mac.ToString(),
            Model = phone.Options.Model.Model,
            DeviceTypeNumber = phone.Options.Model.DeviceType?.Value ?? 0,
            UserAgentVersion = SaidVersion(phone),
            Local = local,
            Registrar = proxy.ToString(),
            User = line.Name ?? phone.Options.Mac.ToString(),
        })), reply => SipMessage.TryRead(reply, out SipMessage? message, out _) && message.StatusCode == 200, cancel);
    }

    private static string SaidVersion(Handset phone)
    {
        (int major, int minor, int third) = phone.Running!.Release;
        // All 8.x loads of a 7940 or 7960 say 8.0 (sources.md 7940-7960 §7.2): the name of the load is not in it.
        if (phone.IsUniversal) return major >= 8 ? "8.0" : FormattableString.Invariant($"{major}.{minor}");
        // 9.4.2 of a 7941 (sources.md other-phones §6.2); for a profile phone UNVERIFIED.
        return FormattableString.Invariant($"{major}.{minor}.{third}");
    }

    /// <summary>A Java phone says in its REGISTER which load it runs (sources.md other-phones §6.2).</summary>
    private static byte[] WithReason(Handset phone, byte[] register)
    {
        if (!phone.IsJava) return register;
        const string before = "Content-Length:";
        string reason = $"Reason: SIP;cause=200;text=\"cisco-alarm:25 Name=SEP{phone.Options.Mac} "
            + $"Load={phone.Flash.Load} Last=reset-restart\"\r\n";
        string text = Encoding.Latin1.GetString(register);
        return Encoding.Latin1.GetBytes(text.Replace(before, reason + before, StringComparison.Ordinal));
    }

    private static void Begin(Handset phone)
    {
        phone.Enter(HandsetPhase.Registering);
        phone.Display("Registering");
    }

    private static Task<bool> OverMgcpAsync(Handset phone, IPEndPoint callAgent, CancellationToken cancel)
    {
        Begin(phone);
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
