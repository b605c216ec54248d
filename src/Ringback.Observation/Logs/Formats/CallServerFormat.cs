using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// Call servers that tell who registers and who is refused: Asterisk with chan_sip, PJSIP, chan_skinny and chan-sccp,
/// FreeSWITCH, and Cisco's call manager on a router.
/// </summary>
/// <remarks>
/// <code>
///   -- Registered SIP '2001' at 192.0.2.30:5060 · Added contact 'sip:2001@192.0.2.30:5060' to AOR '2001'
///   Registration from '"2001" &lt;sip:2001@pbx&gt;' failed for '192.0.2.30:5060' - Wrong password
///   Request 'REGISTER' from '"2001" &lt;sip:…&gt;' failed for '192.0.2.30:5060' (callid: 1) - Failed to authenticate
///   SIP auth failure (REGISTER) on sofia profile 'internal' for [2001@pbx] from ip 192.0.2.30
///   Can't find user [2001@pbx] from 192.0.2.30
///   %IPPHONE-6-REG_ALARM: 25: Name=SEP0007EB02AB5C Load=8.0(5.0) Last=Initialized
///   %IPPHONE-6-REGISTER: ephone-1:SEP0007EB02AB5C IP:192.0.2.11 Socket:1 DeviceType:Phone has registered.
/// </code>
/// </remarks>
internal sealed class CallServerFormat : ILogFormat
{
    private const int LongestText = 256;

    public string Name => "call-server";

    public IReadOnlyList<byte[]> Anchors { get; } =
    [
        "Registered SIP '"u8.ToArray(), "Added contact '"u8.ToArray(), "%IPPHONE-6-"u8.ToArray(),
        "Registration from '"u8.ToArray(), "Request 'REGISTER' from '"u8.ToArray(),
        "SIP auth failure (REGISTER)"u8.ToArray(), "SIP auth challenge (REGISTER)"u8.ToArray(),
        "Can't find user ["u8.ToArray(),
    ];

    private static readonly byte[][] Rejects =
        ["Rejecting device"u8.ToArray(), "Rejecting Device"u8.ToArray(), "Rejected device"u8.ToArray()];

    private static readonly byte[][] Registers =
    [
        "Device registered"u8.ToArray(), "device registered"u8.ToArray(), "registered successfully"u8.ToArray(),
    ];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Text;
        bool isRouter = line.Program.StartsWith("%IPPHONE-"u8) || text.StartsWith("%IPPHONE-"u8);
        if (isRouter) return Router(line.Program, text, book);
        ByteScan scan = new(text.TrimStart("- "u8));
        if (scan.Take("Registered SIP '"u8) && scan.TakeUntil("' at "u8, out ReadOnlySpan<byte> user))
            return Registered(scan.TakeWord(), user, book);
        if (scan.Take("Added contact '"u8) && scan.TakeUntil("' to AOR '"u8, out ReadOnlySpan<byte> contact))
        {
            int at = contact.IndexOf((byte)'@');
            ReadOnlySpan<byte> from = at < 0 ? contact : contact[(at + 1)..];
            int parameters = from.IndexOf((byte)';');
            return Registered(parameters < 0 ? from : from[..parameters], scan.Rest.TrimEnd((byte)'\''), book);
        }

        if (scan.Take("Registration from '"u8) || scan.Take("Request 'REGISTER' from '"u8))
            return RefusedByAsterisk(ref scan, book);
        bool isUnknown = scan.Take("Can't find user ["u8);
        if (isUnknown || scan.Take("SIP auth failure (REGISTER)"u8)) return RefusedByFreeSwitch(scan, isUnknown, book);
        if (text.IndexOf("SEP"u8) >= 0 && Skinny(text, book)) return LineVerdict.Told;
        // Every phone is asked for its password once.
        return scan.Take("SIP auth challenge (REGISTER)"u8) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private static LineVerdict RefusedByAsterisk(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil("' failed for '"u8, out ReadOnlySpan<byte> who)
            || !scan.TakeUntil("'"u8, out ReadOnlySpan<byte> from)) return LineVerdict.Strange;
        int why = scan.Rest.IndexOf(" - "u8);
        return Refused(from, UserOf(who), why < 0 ? default : scan.Rest[(why + 3)..], book);
    }

    private static LineVerdict RefusedByFreeSwitch(ByteScan scan, bool isUnknown, SightingBook book)
    {
        ReadOnlySpan<byte> user = default;
        if (!isUnknown && !scan.TakeUntil("["u8, out _)) return LineVerdict.Strange;
        if (!scan.TakeUntil("]"u8, out user) || !scan.TakeUntil("from "u8, out _)) return LineVerdict.Strange;
        scan.Take("ip "u8);
        int at = user.IndexOf((byte)'@');
        return Refused(scan.TakeWord(), at < 0 ? user : user[..at],
            isUnknown ? "there is no such user"u8 : "its password is wrong"u8, book);
    }

    /// <summary>The user in <c>"Anna" &lt;sip:2001@pbx&gt;</c>.</summary>
    private static ReadOnlySpan<byte> UserOf(ReadOnlySpan<byte> who)
    {
        int sip = who.IndexOf("sip:"u8);
        ReadOnlySpan<byte> user = sip < 0 ? who : who[(sip + 4)..];
        int end = user.IndexOfAny("@>;"u8);
        return end < 0 ? user : user[..end];
    }

    /// <summary>Whoever tries passwords is told of in such a line too: it makes no phone of him.</summary>
    private static LineVerdict Refused(
        ReadOnlySpan<byte> at, ReadOnlySpan<byte> name, ReadOnlySpan<byte> why, SightingBook book)
    {
        if (!ClientAddress.TryRead(ByteScan.AddressOf(at, out _), out ClientAddress address))
            return LineVerdict.Strange;
        book.Saw(new RegistrationRefused
        {
            At = book.Now, Address = address.ToIPAddress(), Via = ProofKind.SipRegister, DeviceName = Text(name),
            Because = why.IsEmpty ? null : Text(why),
        });
        return LineVerdict.Told;
    }

    private static LineVerdict Registered(ReadOnlySpan<byte> at, ReadOnlySpan<byte> name, SightingBook book)
    {
        if (!ClientAddress.TryRead(ByteScan.AddressOf(at, out _), out ClientAddress address))
            return LineVerdict.Strange;
        book.Saw(new PhoneRegistered
        {
            At = book.Now, Address = address.ToIPAddress(), Via = ProofKind.SipRegister, DeviceName = Text(name),
        });
        return LineVerdict.Told;
    }

    /// <summary>
    /// <c>SEP…: Rejecting device: not found</c>, <c>Rejecting Device SEP…: Device not found</c>, <c>SEP…: Device
    /// registered</c>: Asterisk's channels for SCCP name the device.
    /// </summary>
    private static bool Skinny(ReadOnlySpan<byte> text, SightingBook book)
    {
        int device = text.IndexOf("SEP"u8);
        if (text.Length < device + 15
            || !DhcpTalk.TryMac(text.Slice(device + 3, MacAddress.Digits), out MacAddress mac)) return false;
        string name = Text(text.Slice(device, 15));
        ReadOnlySpan<byte> behind = text[(device + 15)..].TrimStart(": "u8);
        bool isUp = behind.SequenceEqual("registered"u8) || Has(text, Registers);
        if (isUp && !Has(text, Rejects))
        {
            book.Saw(new PhoneRegistered
            {
                At = book.Now, Mac = mac, Via = ProofKind.SccpRegister, DeviceName = name,
            });
            return true;
        }

        if (!Has(text, Rejects)) return false;
        int why = behind.LastIndexOf(": "u8);
        book.Saw(new RegistrationRefused
        {
            At = book.Now, Mac = mac, Via = ProofKind.SccpRegister, DeviceName = name,
            Because = behind.IsEmpty ? null : Text(why < 0 ? behind : behind[(why + 2)..]),
        });
        return true;
    }

    private static bool Has(ReadOnlySpan<byte> text, byte[][] words)
    {
        foreach (byte[] word in words)
        {
            if (text.IndexOf(word) >= 0) return true;
        }

        return false;
    }

    private static LineVerdict Router(ReadOnlySpan<byte> program, ReadOnlySpan<byte> text, SightingBook book)
    {
        int device = text.IndexOf("SEP"u8);
        if (device < 0 || text.Length < device + 15
            || !DhcpTalk.TryMac(text.Slice(device + 3, MacAddress.Digits), out MacAddress mac)) return LineVerdict.Idle;
        if (program.EndsWith("REG_ALARM"u8) || text.IndexOf("REG_ALARM"u8) >= 0)
        {
            int load = text.IndexOf("Load="u8);
            ByteScan behind = new(load < 0 ? default : text[(load + 5)..]);
            ReadOnlySpan<byte> said = behind.TakeWord();
            book.Saw(new AlarmReceived
            {
                // A load of SCCP names itself by its version there, and a file's name only in newer ones.
                At = book.Now, Mac = mac, Text = Text(text),
                Load = said.IsEmpty || said.IndexOf((byte)'(') >= 0 ? null : Text(said),
            });
            return LineVerdict.Told;
        }

        bool registers = text.IndexOf("has registered"u8) >= 0;
        if (!registers) return LineVerdict.Idle;
        int ip = text.IndexOf("IP:"u8);
        ByteScan there = new(ip < 0 ? default : text[(ip + 3)..]);
        if (!ClientAddress.TryRead(there.TakeWord(), out ClientAddress address)) address = ClientAddress.None;
        book.Saw(new PhoneRegistered
        {
            At = book.Now, Mac = mac, Address = address == ClientAddress.None ? null : address.ToIPAddress(),
            Via = ProofKind.SccpRegister, DeviceName = Text(text.Slice(device, 15)),
        });
        return LineVerdict.Told;
    }

    private static string Text(ReadOnlySpan<byte> text) =>
        Encoding.Latin1.GetString(text[..Math.Min(text.Length, LongestText)]);
}
