namespace Ringback.Wire.Sccp;

/// <summary>Why bytes on TCP 2000 are not SCCP, or not the message that they claim to be.</summary>
public enum SccpMalformation
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The length does not even cover the message id: four bytes are the least.</summary>
    LengthTooShort,

    /// <summary>The length is more than <see cref="SccpFrame.MaxLength"/>; this is some other protocol.</summary>
    LengthTooLong,

    /// <summary>The payload ends before a field that the message cannot do without.</summary>
    PayloadCut,

    /// <summary>The device name is empty.</summary>
    NameEmpty,

    /// <summary>The device name has bytes that are not printable ASCII.</summary>
    NameNotText,
}
