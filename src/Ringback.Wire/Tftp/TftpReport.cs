namespace Ringback.Wire.Tftp;

/// <summary>How a transfer ended.</summary>
public enum TftpOutcome
{
    /// <summary>All of it arrived, and the other side knows.</summary>
    Delivered,

    /// <summary>Only the last block was never acknowledged; sent again and again, it may have arrived.</summary>
    Unconfirmed,

    /// <summary>The peer fell silent in the middle.</summary>
    Stalled,

    /// <summary>The peer never answered at all.</summary>
    NeverAnswered,

    /// <summary>The peer sent ERROR.</summary>
    PeerError,

    /// <summary>The peer asked anew before it was done.</summary>
    Replaced,

    /// <summary>The server stopped.</summary>
    Stopped,

    /// <summary>Its options have values that their RFC does not allow; it was told so, and nothing was sent.</summary>
    OptionsRefused,

    /// <summary>The file became shorter, or could not be read any more, while it was sent.</summary>
    Changed,

    /// <summary>An upload was larger than is taken.</summary>
    TooLarge,

    /// <summary>An upload could not be kept.</summary>
    NotKept,
}

/// <summary>A transfer's result.</summary>
public sealed record TftpReport
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended.</summary>
    public required TftpOutcome Outcome { get; init; }

    /// <summary>What was agreed.</summary>
    public required TftpTerms Terms { get; init; }

    /// <summary>Bytes that arrived for certain.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of the whole; for an upload what arrived.</summary>
    public required long Length { get; init; }

    /// <summary>Blocks of the whole; for an upload what arrived.</summary>
    public required long Blocks { get; init; }

    /// <summary>Packets sent again.</summary>
    public required int Retransmissions { get; init; }

    /// <summary>From request to end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The smoothed round trip; null when none was measured.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>
    /// The code of the ERROR that the peer sent to a download, or that told it why an upload was not kept; null
    /// otherwise.
    /// </summary>
    public TftpErrorCode? Code { get; init; }

    /// <summary>What the peer said in its ERROR, or why an upload was not kept; null when nothing.</summary>
    public string? Message { get; init; }
}
