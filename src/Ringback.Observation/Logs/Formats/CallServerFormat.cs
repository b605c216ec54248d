using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// Call servers that tell who registers: Asterisk with chan_sip and PJSIP, and Cisco's call manager on a router.
/// </summary>
/// <remarks>
/// <code>
///   -- Registered SIP '2001' at 192.0.2.30:5060 · Added contact 'sip:2001@192.0.2.30:5060' to AOR '2001'
///   Registration from '…' failed for '192.0.2.30:5060' - Wrong password
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

        return LineVerdict.Strange;
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
