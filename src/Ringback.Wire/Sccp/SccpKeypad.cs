using System.Buffers.Binary;
using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>What phones say of keys and voice, read; and written, for a simulated phone.</summary>
public static class SccpKeypad
{
    /// <summary>Every key of the keypad.</summary>
    public const string Keys = "1234567890*#";

    private const uint Star = 14;
    private const uint Pound = 15;

    // status, address, port, party: and with the kind of address and 16 bytes of it from version 17 on.
    private const int ShortAck = 16;
    private const int LongAck = 32;

    /// <summary>The key of a <see cref="SccpMessageId.KeypadButton"/>; NUL for one that no keypad has.</summary>
    public static char Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4) return '\0';
        return BinaryPrimitives.ReadUInt32LittleEndian(payload) switch
        {
            Star => '*',
            Pound => '#',
            uint digit and < 10 => (char)('0' + digit),
            _ => '\0',
        };
    }

    /// <summary>A key pressed, as a phone says it.</summary>
    public static byte[] Write(char key, uint call)
    {
        SccpFields fields = new(12);
        fields.Number(key switch { '*' => Star, '#' => Pound, _ => (uint)(key - '0') });
        fields.Number(1);
        fields.Number(call);
        return fields.Frame(SccpMessageId.KeypadButton);
    }

    /// <summary>A message of a phone with the line and the call in it: lifted, put down.</summary>
    public static byte[] WriteHook(bool isOffHook, uint call)
    {
        SccpFields fields = new(8);
        fields.Number(1);
        fields.Number(call);
        return fields.Frame(isOffHook ? SccpMessageId.OffHook : SccpMessageId.OnHook);
    }

    /// <summary>A soft key pressed, as a phone says it.</summary>
    public static byte[] WriteSoftKey(uint softKey, uint call)
    {
        SccpFields fields = new(12);
        fields.Number(softKey);
        fields.Number(1);
        fields.Number(call);
        return fields.Frame(SccpMessageId.SoftKeyEvent);
    }

    /// <summary>
    /// Where a phone hears, from its <see cref="SccpMessageId.OpenReceiveChannelAck"/>; null when it could not open a
    /// port, or says none.
    /// </summary>
    /// <param name="payload">The payload.</param>
    /// <param name="party">Which opening it answers.</param>
    public static IPEndPoint? ReadVoice(ReadOnlySpan<byte> payload, out uint party)
    {
        party = 0;
        if (payload.Length < ShortAck) return null;
        bool isLong = payload.Length >= LongAck;
        int addressAt = isLong ? 8 : 4;
        int portAt = isLong ? 24 : 8;
        party = BinaryPrimitives.ReadUInt32LittleEndian(payload[(portAt + 4)..]);
        uint port = BinaryPrimitives.ReadUInt32LittleEndian(payload[portAt..]);
        bool opened = BinaryPrimitives.ReadUInt32LittleEndian(payload) == 0 && port is > 0 and <= ushort.MaxValue;
        return opened ? new IPEndPoint(new IPAddress(payload.Slice(addressAt, 4)), (int)port) : null;
    }

    /// <summary>The answer of a phone that hears there.</summary>
    public static byte[] WriteVoice(IPEndPoint voice, uint party)
    {
        ArgumentNullException.ThrowIfNull(voice);
        SccpFields fields = new(ShortAck);
        fields.Number(0);
        fields.Address(voice.Address);
        fields.Number((uint)voice.Port);
        fields.Number(party);
        return fields.Frame(SccpMessageId.OpenReceiveChannelAck);
    }
}
