namespace Ringback.Wire.Tftp;

/// <summary>Why a datagram is not a TFTP packet.</summary>
public enum TftpMalformation
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Shorter than its type allows.</summary>
    TooShort,

    /// <summary>Longer than its type allows: an ACK has four bytes, a request at most 512 (RFC 2347).</summary>
    TooLong,

    /// <summary>The opcode is none of 1 to 6.</summary>
    UnknownOpcode,

    /// <summary>A string does not end in NUL.</summary>
    MissingTerminator,

    /// <summary>A request names no file.</summary>
    EmptyName,

    /// <summary>A request's mode is neither octet nor netascii (mail is obsolete, RFC 1350 §1).</summary>
    UnknownMode,

    /// <summary>An option has no value, or there are more than a sane client sends.</summary>
    BadOptions,
}
