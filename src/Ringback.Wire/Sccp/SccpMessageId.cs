using System.Diagnostics.CodeAnalysis;

namespace Ringback.Wire.Sccp;

/// <summary>
/// The messages by which a phone registers, stays registered, fills its display and makes a call: sources.md 7940-7960
/// section 7.1; those of calls from Wireshark's dissector and the public SCCP drivers for Asterisk, which agree. Any
/// other number may arrive in a frame and is left alone.
/// </summary>
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "The wire has 32 unsigned bits.")]
public enum SccpMessageId : uint
{
    /// <summary>Phone: still here.</summary>
    KeepAlive = 0x0000,

    /// <summary>Phone: this is my name, address and type.</summary>
    Register = 0x0001,

    /// <summary>Phone: the UDP port of its voice.</summary>
    IpPort = 0x0002,

    /// <summary>Phone: a key of the keypad was pressed.</summary>
    KeypadButton = 0x0003,

    /// <summary>Phone: a whole number was dialled at once.</summary>
    EnblocCall = 0x0004,

    /// <summary>Phone: a key beside the display, or one of the fixed ones.</summary>
    Stimulus = 0x0005,

    /// <summary>Phone: the handset was lifted, or the speaker switched on.</summary>
    OffHook = 0x0006,

    /// <summary>Phone: everything is put down.</summary>
    OnHook = 0x0007,

    /// <summary>Phone: are calls to line n forwarded?</summary>
    ForwardStatReq = 0x0009,

    /// <summary>Phone: who is on speed dial n?</summary>
    SpeedDialStatReq = 0x000A,

    /// <summary>Phone: what is line n?</summary>
    LineStatReq = 0x000B,

    /// <summary>Phone: how many lines and speed dials do I have?</summary>
    ConfigStatReq = 0x000C,

    /// <summary>Phone: what time is it? Its last question of a registration.</summary>
    TimeDateReq = 0x000D,

    /// <summary>Phone: what are my buttons? Its display says "Requesting Template" until the answer comes.</summary>
    ButtonTemplateReq = 0x000E,

    /// <summary>Phone: which load should I run?</summary>
    VersionReq = 0x000F,

    /// <summary>Phone: the codecs it has.</summary>
    CapabilitiesRes = 0x0010,

    /// <summary>Phone: which servers are there?</summary>
    ServerReq = 0x0012,

    /// <summary>Phone: why it connected, and the load it runs.</summary>
    Alarm = 0x0020,

    /// <summary>Phone: the port on which it takes voice, which was asked for.</summary>
    OpenReceiveChannelAck = 0x0022,

    /// <summary>Phone: which soft keys go with which state of a call?</summary>
    SoftKeySetReq = 0x0025,

    /// <summary>Phone: a soft key was pressed.</summary>
    SoftKeyEvent = 0x0026,

    /// <summary>Phone: goodbye.</summary>
    Unregister = 0x0027,

    /// <summary>Phone: which soft keys are there?</summary>
    SoftKeyTemplateReq = 0x0028,

    /// <summary>Phone: may I come back to you? Asked of a server of higher rank than the present one.</summary>
    RegisterTokenReq = 0x0029,

    /// <summary>Server: you are registered.</summary>
    RegisterAck = 0x0081,

    /// <summary>Server: sound this tone.</summary>
    StartTone = 0x0082,

    /// <summary>Server: be quiet.</summary>
    StopTone = 0x0083,

    /// <summary>Server: ring, or stop ringing.</summary>
    SetRinger = 0x0085,

    /// <summary>Server: a lamp on, off or blinking.</summary>
    SetLamp = 0x0086,

    /// <summary>Server: the speaker on or off.</summary>
    SetSpeakerMode = 0x0088,

    /// <summary>Server: send voice there.</summary>
    StartMediaTransmission = 0x008A,

    /// <summary>Server: send voice no longer.</summary>
    StopMediaTransmission = 0x008B,

    /// <summary>Server: who speaks with whom.</summary>
    CallInfo = 0x008F,

    /// <summary>Server: answer to <see cref="ForwardStatReq"/>.</summary>
    ForwardStatRes = 0x0090,

    /// <summary>Server: answer to <see cref="SpeedDialStatReq"/>.</summary>
    SpeedDialStatRes = 0x0091,

    /// <summary>Server: answer to <see cref="LineStatReq"/>.</summary>
    LineStatRes = 0x0092,

    /// <summary>Server: answer to <see cref="ConfigStatReq"/>.</summary>
    ConfigStatRes = 0x0093,

    /// <summary>Server: the time, in the phone's own zone.</summary>
    DefineTimeDate = 0x0094,

    /// <summary>Server: answer to <see cref="ButtonTemplateReq"/>.</summary>
    ButtonTemplateRes = 0x0097,

    /// <summary>Server: answer to <see cref="VersionReq"/>; old phones fetch the load that it names.</summary>
    VersionRes = 0x0098,

    /// <summary>Server: a text over the whole display.</summary>
    DisplayText = 0x0099,

    /// <summary>Server: take that text away.</summary>
    ClearDisplay = 0x009A,

    /// <summary>Server: which codecs do you have?</summary>
    CapabilitiesReq = 0x009B,

    /// <summary>Server: not you. The display says "Registration Rejected".</summary>
    RegisterReject = 0x009D,

    /// <summary>Server: answer to <see cref="ServerReq"/>.</summary>
    ServerRes = 0x009E,

    /// <summary>Server: restart.</summary>
    Reset = 0x009F,

    /// <summary>Server: answer to <see cref="KeepAlive"/>.</summary>
    KeepAliveAck = 0x0100,

    /// <summary>Server: be ready to hear voice.</summary>
    OpenReceiveChannel = 0x0105,

    /// <summary>Server: hear voice no longer.</summary>
    CloseReceiveChannel = 0x0106,

    /// <summary>Server: answer to <see cref="SoftKeyTemplateReq"/>.</summary>
    SoftKeyTemplateRes = 0x0108,

    /// <summary>Server: answer to <see cref="SoftKeySetReq"/>.</summary>
    SoftKeySetRes = 0x0109,

    /// <summary>Server: these soft keys now.</summary>
    SelectSoftKeys = 0x0110,

    /// <summary>Server: where a call stands.</summary>
    CallState = 0x0111,

    /// <summary>Server: this line of text at the foot of the display.</summary>
    DisplayPromptStatus = 0x0112,

    /// <summary>Server: take that line away.</summary>
    ClearPromptStatus = 0x0113,

    /// <summary>Server: answer to <see cref="Unregister"/>.</summary>
    UnregisterAck = 0x0118,

    /// <summary>Server: yes, come back.</summary>
    RegisterTokenAck = 0x011A,

    /// <summary>Server: not now.</summary>
    RegisterTokenReject = 0x011B,

    /// <summary>Server: what was dialled, for the list of calls.</summary>
    DialedNumber = 0x011D,
}
