namespace Ringback.Wire.Dns;

/// <summary>Why a datagram is no question that can be answered.</summary>
public enum DnsMalformation
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Shorter than a head, so that there is nobody to answer.</summary>
    TooShort,

    /// <summary>It is an answer; to answer it might never end.</summary>
    IsAnswer,

    /// <summary>It asks for something else than records: a status, a notification, an update.</summary>
    OtherOperation,

    /// <summary>Not exactly one question, or records where a question has none.</summary>
    NotOneQuestion,

    /// <summary>
    /// The name runs over the end, is longer than 255 bytes, or has a label that is compressed, of an unknown kind, or
    /// longer than 63.
    /// </summary>
    BadName,

    /// <summary>What stands behind the question is not whole, or is more than one record of EDNS.</summary>
    BadExtension,
}
