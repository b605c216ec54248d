namespace Ringback.Wire.Tftp;

/// <summary>How the bytes of the file are to be sent (RFC 1350 §1).</summary>
public enum TftpMode
{
    /// <summary>As they are.</summary>
    Octet,

    /// <summary>Line ends as CR LF, a lone CR as CR NUL.</summary>
    Netascii,
}

/// <summary>An option of a request or of an OACK (RFC 2347).</summary>
/// <param name="Name">Its name in the sender's spelling; compare without regard to case.</param>
/// <param name="Value">Its value as text.</param>
public sealed record TftpOption(string Name, string Value)
{
    /// <summary>Block size, RFC 2348.</summary>
    public const string BlockSize = "blksize";

    /// <summary>Seconds before a retransmission, RFC 2349.</summary>
    public const string Timeout = "timeout";

    /// <summary>Bytes of the whole transfer, RFC 2349.</summary>
    public const string TransferSize = "tsize";

    /// <summary>Blocks sent before an acknowledgement is awaited, RFC 7440.</summary>
    public const string WindowSize = "windowsize";

    /// <summary>True when this is the option called <paramref name="name"/>.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}

/// <summary>A request to read or to write a file.</summary>
/// <param name="IsWrite">True for a WRQ.</param>
/// <param name="FileName">
/// The name, one character to a byte (Latin-1), so that a stray byte can be shown exactly as it came.
/// </param>
/// <param name="Mode">Octet or netascii.</param>
/// <param name="Options">In the client's order; empty for a plain request.</param>
public sealed record TftpRequest(bool IsWrite, string FileName, TftpMode Mode, IReadOnlyList<TftpOption> Options)
{
    /// <summary>The longest request, RFC 2347 (the options must fit into 512 octets).</summary>
    public const int MaximumLength = 512;

    /// <summary>More options than any client sends; a request with more is refused.</summary>
    public const int MaximumOptions = 16;
}
