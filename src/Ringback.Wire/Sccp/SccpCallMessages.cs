using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>Where a call stands for one phone.</summary>
internal enum SccpCallState : uint
{
    OffHook = 1,
    OnHook = 2,
    RingOut = 3,
    RingIn = 4,
    Connected = 5,
    Busy = 6,
    Proceed = 12,
    InvalidNumber = 14,
}

/// <summary>Which soft keys are shown: the number of a set of <see cref="SccpReplies.SoftKeySet"/>.</summary>
internal enum SccpKeySet : uint
{
    OnHook = 0,
    Connected = 1,
    RingIn = 3,
    OffHook = 4,
    DigitsFollow = 6,
    RingOut = 8,
}

/// <summary>What a phone sounds.</summary>
internal enum SccpTone : uint
{
    Dial = 0x21,
    Busy = 0x23,
    Ringback = 0x24,
    Reorder = 0x25,
}

/// <summary>What a lamp does.</summary>
public enum SccpLampMode
{
    /// <summary>It is dark.</summary>
    Off = 1,

    /// <summary>It is lit.</summary>
    On = 2,

    /// <summary>It blinks.</summary>
    Blink = 5,
}

/// <summary>
/// The messages of a call, in the form of protocol versions up to 16. Ids and fields from Wireshark's dissector and the
/// public SCCP drivers for Asterisk, which agree. All numbers little-endian, addresses in network order.
/// </summary>
internal static class SccpCallMessages
{
    /// <summary>G.711 µ-law, 64 kbit/s.</summary>
    internal const uint MuLaw = 4;

    /// <summary>G.711 A-law, 64 kbit/s.</summary>
    internal const uint ALaw = 2;

    /// <summary>Bytes of a text at the foot of the display, with its end.</summary>
    internal const int PromptLength = 32;

    private const uint Line = 1;
    private const uint LineLamp = 9;
    private const uint MessageLamp = 15;
    private const uint Milliseconds = 20;
    private const uint EveryKey = 0xFFFF_FFFF;

    // The algorithm, two lengths, 16 bytes of key and of salt, whether there is an MKI, how often keys change: none.
    private const int NoEncryption = 4 + 2 + 2 + 16 + 16 + 4 + 4;

    // Two streams, and the payload type and kind of keys sent as events: none.
    private const int NoStreams = 16;

    internal static byte[] CallState(SccpCallState state, uint call)
    {
        SccpFields fields = new(24);
        fields.Number((uint)state);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.CallState);
    }

    internal static byte[] SelectSoftKeys(SccpKeySet set, uint call)
    {
        SccpFields fields = new(16);
        fields.Number(call == 0 ? 0 : Line);
        fields.Number(call);
        fields.Number((uint)set);
        fields.Number(EveryKey);
        return fields.Frame(SccpMessageId.SelectSoftKeys);
    }

    internal static byte[] Prompt(string text, uint call)
    {
        SccpFields fields = new(4 + PromptLength + 8);
        fields.Number(0);
        fields.Text(text, PromptLength);
        fields.Number(call == 0 ? 0 : Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.DisplayPromptStatus);
    }

    internal static byte[] ClearPrompt(uint call)
    {
        SccpFields fields = new(8);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.ClearPromptStatus);
    }

    internal static byte[] StartTone(SccpTone tone, uint call)
    {
        SccpFields fields = new(16);
        fields.Number((uint)tone);
        fields.Number(0);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.StartTone);
    }

    internal static byte[] StopTone(uint call)
    {
        SccpFields fields = new(8);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.StopTone);
    }

    /// <summary>Rings as for a call from inside, until it is told not to.</summary>
    internal static byte[] Ring(bool rings, uint call)
    {
        SccpFields fields = new(16);
        fields.Number(rings ? 2u : 1);
        fields.Number(1);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.SetRinger);
    }

    /// <summary>The lamp of the line key.</summary>
    internal static byte[] LineLampTo(SccpLampMode mode) => Lamp(LineLamp, Line, mode);

    /// <summary>The red lamp of the handset.</summary>
    internal static byte[] MessageLampTo(SccpLampMode mode) => Lamp(MessageLamp, 0, mode);

    internal static byte[] Speaker(bool isOn)
    {
        SccpFields fields = new(4);
        fields.Number(isOn ? 1u : 2);
        return fields.Frame(SccpMessageId.SetSpeakerMode);
    }

    internal static byte[] DialedNumber(string number, uint call)
    {
        SccpFields fields = new(32);
        fields.Text(number, 24);
        fields.Number(Line);
        fields.Number(call);
        return fields.Frame(SccpMessageId.DialedNumber);
    }

    /// <summary>Who calls whom, as both displays show it.</summary>
    internal static byte[] CallInfo(SccpParty calling, SccpParty called, bool isOutgoing, uint call)
    {
        // Behind the call's type: two more parties, two reasons, four mailboxes, and three numbers.
        const int behind = 40 + 24 + 40 + 24 + 8 + 4 * 24 + 12;
        SccpFields fields = new(2 * (40 + 24) + 12 + behind);
        fields.Text(calling.Name, 40);
        fields.Text(calling.Number, 24);
        fields.Text(called.Name, 40);
        fields.Text(called.Number, 24);
        fields.Number(Line);
        fields.Number(call);
        fields.Number(isOutgoing ? 2u : 1);
        return fields.Frame(SccpMessageId.CallInfo);
    }

    /// <summary>Be ready to hear; the phone answers with its port.</summary>
    internal static byte[] OpenReceiveChannel(uint call, uint party, uint codec)
    {
        SccpFields fields = new(28 + NoEncryption + NoStreams);
        fields.Number(call);
        fields.Number(party);
        fields.Number(Milliseconds);
        fields.Number(codec);
        fields.Skip(8);
        fields.Number(call);
        return fields.Frame(SccpMessageId.OpenReceiveChannel);
    }

    internal static byte[] CloseReceiveChannel(uint call, uint party) =>
        Channel(SccpMessageId.CloseReceiveChannel, call, party);

    /// <summary>Send voice to there.</summary>
    internal static byte[] StartMedia(uint call, uint party, uint codec, IPEndPoint to)
    {
        SccpFields fields = new(44 + NoEncryption + NoStreams + 4);
        fields.Number(call);
        fields.Number(party);
        fields.Address(to.Address);
        fields.Number((uint)to.Port);
        fields.Number(Milliseconds);
        fields.Number(codec);
        // Precedence, silence suppression off, frames in a packet, bit rate of G.723.
        fields.Skip(16);
        fields.Number(call);
        return fields.Frame(SccpMessageId.StartMediaTransmission);
    }

    internal static byte[] StopMedia(uint call, uint party) =>
        Channel(SccpMessageId.StopMediaTransmission, call, party);

    /// <summary>Restart: all of it with a new look for its load, or the application alone.</summary>
    internal static byte[] Reset(bool wholly)
    {
        SccpFields fields = new(4);
        fields.Number(wholly ? 1u : 2);
        return fields.Frame(SccpMessageId.Reset);
    }

    internal static byte[] DisplayText(string text)
    {
        SccpFields fields = new(32);
        fields.Text(text, 32);
        return fields.Frame(SccpMessageId.DisplayText);
    }

    private static byte[] Channel(SccpMessageId id, uint call, uint party)
    {
        SccpFields fields = new(16);
        fields.Number(call);
        fields.Number(party);
        fields.Number(call);
        return fields.Frame(id);
    }

    private static byte[] Lamp(uint stimulus, uint instance, SccpLampMode mode)
    {
        SccpFields fields = new(12);
        fields.Number(stimulus);
        fields.Number(instance);
        fields.Number((uint)mode);
        return fields.Frame(SccpMessageId.SetLamp);
    }
}

/// <summary>One side of a call, as displays show it.</summary>
/// <param name="Name">A name.</param>
/// <param name="Number">A number.</param>
internal readonly record struct SccpParty(string Name, string Number);
