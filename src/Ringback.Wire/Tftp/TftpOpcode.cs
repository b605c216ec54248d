namespace Ringback.Wire.Tftp;

/// <summary>The packet types of RFC 1350 §5 and RFC 2347.</summary>
public enum TftpOpcode : ushort
{
    /// <summary>Read request (RRQ).</summary>
    ReadRequest = 1,

    /// <summary>Write request (WRQ).</summary>
    WriteRequest = 2,

    /// <summary>A block of the file (DATA).</summary>
    Data = 3,

    /// <summary>Acknowledgement of a block (ACK).</summary>
    Acknowledgement = 4,

    /// <summary>The end of a transfer, with a reason (ERROR).</summary>
    Error = 5,

    /// <summary>The options that the server takes (OACK, RFC 2347).</summary>
    OptionAcknowledgement = 6,
}
