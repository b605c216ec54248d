namespace Ringback.Wire.Sntp;

/// <summary>Why a datagram on the NTP port gets no answer.</summary>
public enum SntpSilence
{
    /// <summary>It gets one.</summary>
    None,

    /// <summary>Shorter than the 48 bytes of a packet.</summary>
    TooShort,

    /// <summary>What follows the packet is not made of words of four bytes, as every extension is.</summary>
    RaggedEnd,

    /// <summary>A version that does not exist: 0, or above 4.</summary>
    UnknownVersion,

    /// <summary>It asks nothing: an answer, a broadcast, a control message.</summary>
    NotAQuestion,

    /// <summary>Our own clock cannot be right.</summary>
    ClockNotSet,
}
