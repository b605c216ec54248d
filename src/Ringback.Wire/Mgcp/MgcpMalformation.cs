namespace Ringback.Wire.Mgcp;

/// <summary>Why a datagram is not an MGCP command that we read.</summary>
public enum MgcpMalformation
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No bytes but blanks and line ends.</summary>
    Empty,

    /// <summary>More bytes than <see cref="MgcpCommand.MaxLength"/>.</summary>
    TooLong,

    /// <summary>A response: it begins with three digits. It is not to be answered.</summary>
    IsResponse,

    /// <summary>A command, where a response is read.</summary>
    IsCommand,

    /// <summary>Bytes that are not printable ASCII in the command or a parameter.</summary>
    NotText,

    /// <summary>The first line is not <c>VERB transaction endpoint MGCP version</c>.</summary>
    CommandLineMalformed,

    /// <summary>The transaction is not a number from 1 to 999999999.</summary>
    TransactionMalformed,

    /// <summary>A parameter without a colon or without a name.</summary>
    ParameterMalformed,

    /// <summary>More parameters than <see cref="MgcpCommand.MaxParameters"/>.</summary>
    TooManyParameters,
}
