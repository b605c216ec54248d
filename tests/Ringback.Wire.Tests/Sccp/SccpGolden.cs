using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

/// <summary>Messages as phones sent them.</summary>
internal static class SccpGolden
{
    /// <summary>
    /// Register of a 7960 with load 8.1.2 (sources.md 7940-7960 section 7.1). The last word is what was left in the
    /// phone's memory.
    /// </summary>
    internal static byte[] RegisterPayload { get; } = Convert.FromHexString(
        "53455030303142353335434433443600" // SEP001B535CD3D6
        + "00000000" + "01000000" + "0A0F0FB2" + "07000000"
        + "00000000" + "00000000" + "0B006085"
        + "00000000" + "00000000"
        + "000000000000000000000000" + "52494E47");

    /// <summary>The same as a whole frame.</summary>
    internal static byte[] Register { get; } =
        [.. Convert.FromHexString("480000000000000001000000"), .. RegisterPayload];

    /// <summary>The text that a call server logged from a 7960 with load 7.2(2.0).</summary>
    internal const string AlarmText = "22: Name=SEP000E325C9A43 Load=7.2(2.0) Last=Reset-Reset";

    /// <summary>A conversation as a phone holds it, alarm first.</summary>
    internal static byte[] Conversation { get; } =
    [
        .. SccpFrame.Write(SccpMessageId.Alarm, new SccpAlarm { Severity = 2, Text = AlarmText }.Write()),
        .. Register,
        .. SccpFrame.Write(SccpMessageId.IpPort, [0, 0x40, 0, 0]),
        .. SccpFrame.Write(SccpMessageId.CapabilitiesRes, new byte[20]),
        .. SccpFrame.Write(SccpMessageId.ButtonTemplateReq, []),
        .. SccpFrame.Write(SccpMessageId.SoftKeyTemplateReq, []),
        .. SccpFrame.Write(SccpMessageId.SoftKeySetReq, []),
        .. SccpFrame.Write(SccpMessageId.ConfigStatReq, []),
        .. SccpFrame.Write(SccpMessageId.LineStatReq, [1, 0, 0, 0]),
        .. SccpFrame.Write(SccpMessageId.SpeedDialStatReq, [3, 0, 0, 0]),
        .. SccpFrame.Write(SccpMessageId.VersionReq, []),
        .. SccpFrame.Write(SccpMessageId.TimeDateReq, []),
        .. SccpFrame.Write((SccpMessageId)0x002D, [1, 0, 0, 0]),
        .. SccpFrame.Write(SccpMessageId.KeepAlive, []),
        .. SccpFrame.Write(SccpMessageId.Unregister, []),
    ];
}
