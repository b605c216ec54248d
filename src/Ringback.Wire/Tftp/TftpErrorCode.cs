namespace Ringback.Wire.Tftp;

/// <summary>Error codes of RFC 1350, appendix, and RFC 2347.</summary>
public enum TftpErrorCode : ushort
{
    /// <summary>See the message.</summary>
    NotDefined = 0,

    /// <summary>There is no such file. A phone that reads this goes on at once to its next file.</summary>
    FileNotFound = 1,

    /// <summary>The file may not be had.</summary>
    AccessViolation = 2,

    /// <summary>No room.</summary>
    DiskFull = 3,

    /// <summary>The packet makes no sense here.</summary>
    IllegalOperation = 4,

    /// <summary>The sender is not the peer of this transfer.</summary>
    UnknownTransferId = 5,

    /// <summary>The file is there already.</summary>
    FileExists = 6,

    /// <summary>The user is unknown.</summary>
    NoSuchUser = 7,

    /// <summary>The options could not be agreed (RFC 2347).</summary>
    OptionsRefused = 8,
}
