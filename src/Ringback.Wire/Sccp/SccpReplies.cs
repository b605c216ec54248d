using System.Buffers.Binary;
using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>
/// The answers that take a phone from "Registering" to an idle display with one line. Ids and fields: sources.md
/// 7940-7960 section 7.1; lengths of fields from the public SCCP drivers for Asterisk and Wireshark's dissector, which
/// agree. All numbers little-endian.
/// </summary>
public static class SccpReplies
{
    private const int Buttons = 42;
    private const int SoftKeys = 32;
    private const int SoftKeySets = 16;
    private const int KeysInSet = 16;
    private const byte Redial = 1;
    private const byte NewCall = 2;
    private const byte BackSpace = 8;
    private const byte EndCall = 9;
    private const byte Answer = 11;
    private const byte LineButton = 0x09;
    private const byte UndefinedButton = 0xFF;

    /// <summary>
    /// You are registered. Keep-alive, date template (7 bytes and one of padding), keep-alive to a second server,
    /// protocol version, three bytes of features that go with the version.
    /// </summary>
    public static byte[] RegisterAck(SccpRegistrarOptions options, byte phoneProtocolVersion)
    {
        byte[] payload = new byte[20];
        byte version = Math.Min(phoneProtocolVersion, options.HighestProtocolVersion);
        Number(payload, 0, options.KeepAliveSeconds);
        SccpText.Write(payload.AsSpan(4, 7), options.DateTemplate);
        Number(payload, 12, options.KeepAliveSeconds);
        payload[16] = version;
        ReadOnlySpan<byte> features = version switch
        {
            < 5 => [0x00, 0x00, 0x00],
            < 11 => [0x20, 0xF1, 0xFE],
            _ => [0x20, 0xF1, 0xFF],
        };
        features.CopyTo(payload.AsSpan(17));
        return SccpFrame.Write(SccpMessageId.RegisterAck, payload);
    }

    /// <summary>A message that consists of its id.</summary>
    public static byte[] Empty(SccpMessageId id) => SccpFrame.Write(id, []);

    /// <summary>Goodbye accepted: status 0.</summary>
    public static byte[] UnregisterAck() => SccpFrame.Write(SccpMessageId.UnregisterAck, new byte[4]);

    /// <summary>One line button; the other 41 of the table are undefined.</summary>
    public static byte[] ButtonTemplate()
    {
        byte[] payload = new byte[12 + Buttons * 2];
        Table(payload, 1);
        for (int i = 0; i < Buttons; i++) payload[12 + i * 2 + 1] = UndefinedButton;
        payload[12] = 1;
        payload[13] = LineButton;
        return SccpFrame.Write(SccpMessageId.ButtonTemplateRes, payload);
    }

    /// <summary>
    /// The first eleven soft keys by the phone's own words (0x80 and the number), so that the display shows them in its
    /// language. Their places are their numbers, as in every public call server; the sets say which of them show.
    /// </summary>
    public static byte[] SoftKeyTemplate()
    {
        byte[] payload = new byte[12 + SoftKeys * 20];
        Table(payload, Answer);
        for (byte key = 1; key <= Answer; key++)
        {
            int at = 12 + (key - 1) * 20;
            payload[at] = 0x80;
            payload[at + 1] = key;
            Number(payload, at + 16, key);
        }

        return SccpFrame.Write(SccpMessageId.SoftKeyTemplateRes, payload);
    }

    /// <summary>
    /// Which soft keys go with which state of a call: New call when the phone is idle, Answer when it rings, backspace
    /// while somebody dials, End call in every call. Redial is the phone's own affair, and shows when idle.
    /// </summary>
    public static byte[] SoftKeySet()
    {
        byte[] payload = new byte[12 + SoftKeySets * KeysInSet * 3];
        Table(payload, SoftKeySets);
        Set(payload, SccpKeySet.OnHook, Redial, NewCall);
        Set(payload, SccpKeySet.Connected, EndCall);
        Set(payload, SccpKeySet.RingIn, Answer, EndCall);
        Set(payload, SccpKeySet.OffHook, Redial, EndCall);
        Set(payload, SccpKeySet.DigitsFollow, BackSpace, EndCall);
        Set(payload, SccpKeySet.RingOut, EndCall);
        return SccpFrame.Write(SccpMessageId.SoftKeySetRes, payload);
    }

    private static void Set(byte[] payload, SccpKeySet set, params ReadOnlySpan<byte> keys)
    {
        int at = 12 + (int)set * KeysInSet * 3;
        for (int i = 0; i < keys.Length; i++)
        {
            payload[at + i] = keys[i];
            // The help text of a soft key is its number and 300.
            Span<byte> help = payload.AsSpan(at + KeysInSet + i * 2);
            BinaryPrimitives.WriteUInt16LittleEndian(help, (ushort)(300 + keys[i]));
        }
    }

    /// <summary>Line 1 is the phone's number, which its display shows; any other line is empty.</summary>
    public static byte[] LineStat(uint line, string number)
    {
        byte[] payload = new byte[4 + 24 + 40 + 40 + 4];
        Number(payload, 0, line);
        if (line == 1)
        {
            SccpText.Write(payload.AsSpan(4, 24), number);
            SccpText.Write(payload.AsSpan(28, 40), number);
            SccpText.Write(payload.AsSpan(68, 40), number);
        }

        return SccpFrame.Write(SccpMessageId.LineStatRes, payload);
    }

    /// <summary>No call is forwarded.</summary>
    public static byte[] ForwardStat(uint line)
    {
        // Active or not and the line, then three times active or not and a number of 24 digits.
        byte[] payload = new byte[8 + 3 * (4 + 24)];
        Number(payload, 4, line);
        return SccpFrame.Write(SccpMessageId.ForwardStatRes, payload);
    }

    /// <summary>One server, this one. Five names, five ports, five addresses.</summary>
    public static byte[] Server(string name, IPEndPoint server)
    {
        ArgumentNullException.ThrowIfNull(server);
        SccpFields fields = new(5 * (48 + 4 + 4));
        fields.Text(name, 48);
        fields.Skip(4 * 48);
        fields.Number((uint)server.Port);
        fields.Skip(4 * 4);
        fields.Address(server.Address);
        return fields.Frame(SccpMessageId.ServerRes);
    }

    /// <summary>No such speed dial.</summary>
    public static byte[] SpeedDialStat(uint number)
    {
        byte[] payload = new byte[4 + 24 + 40];
        Number(payload, 0, number);
        return SccpFrame.Write(SccpMessageId.SpeedDialStatRes, payload);
    }

    /// <summary>One line, no speed dial, for the phone of that name.</summary>
    public static byte[] ConfigStat(string deviceName, string serverName)
    {
        byte[] payload = new byte[16 + 4 + 4 + 40 + 40 + 4 + 4];
        SccpText.Write(payload.AsSpan(0, 16), deviceName);
        Number(payload, 20, 1);
        SccpText.Write(payload.AsSpan(64, 40), serverName);
        Number(payload, 104, 1);
        return SccpFrame.Write(SccpMessageId.ConfigStatRes, payload);
    }

    /// <summary>The load that the phone should run; 15 characters are used.</summary>
    public static byte[] Version(string load)
    {
        byte[] payload = new byte[16];
        SccpText.Write(payload, load);
        return SccpFrame.Write(SccpMessageId.VersionRes, payload);
    }

    /// <summary>The time as the phone shall show it, and the seconds since 1970.</summary>
    public static byte[] DefineTimeDate(DateTimeOffset now)
    {
        byte[] payload = new byte[36];
        ReadOnlySpan<int> fields =
        [
            now.Year, now.Month, (int)now.DayOfWeek, now.Day, now.Hour, now.Minute, now.Second, now.Millisecond,
        ];
        for (int i = 0; i < fields.Length; i++) Number(payload, i * 4, (uint)fields[i]);
        Number(payload, 32, unchecked((uint)now.ToUnixTimeSeconds()));
        return SccpFrame.Write(SccpMessageId.DefineTimeDate, payload);
    }

    /// <summary>Not you, and why: 31 characters for the display.</summary>
    public static byte[] RegisterReject(string text)
    {
        byte[] payload = new byte[32];
        SccpText.Write(payload, text);
        return SccpFrame.Write(SccpMessageId.RegisterReject, payload);
    }

    // Offset, count and total of a table that is sent whole.
    private static void Table(byte[] payload, uint count)
    {
        Number(payload, 4, count);
        Number(payload, 8, count);
    }

    private static void Number(byte[] payload, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at), value);
}
