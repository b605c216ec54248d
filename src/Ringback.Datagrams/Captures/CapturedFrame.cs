namespace Ringback.Datagrams.Captures;

/// <summary>A frame that somebody captured: a view, which holds until the next one is read.</summary>
/// <param name="number">Its place among the frames of the capture, from 1.</param>
/// <param name="at">When.</param>
/// <param name="linkType">What stands before the packet, by the numbers of capture files; 1 is Ethernet.</param>
/// <param name="bytes">What was captured of it.</param>
/// <param name="length">How long it was.</param>
public readonly ref struct CapturedFrame(
    long number, DateTimeOffset at, int linkType, ReadOnlySpan<byte> bytes, long length)
{
    /// <summary>Its place among the frames of the capture, from 1.</summary>
    public long Number { get; } = number;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>What stands before the packet, by the numbers of capture files; 1 is Ethernet.</summary>
    public int LinkType { get; } = linkType;

    /// <summary>What was captured of it.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>How long it was; more than the bytes when whoever captured cut it.</summary>
    public long Length { get; } = length;
}

/// <summary>The forms of capture files.</summary>
public enum CaptureFormat
{
    /// <summary>pcap: one link, times in microseconds or nanoseconds.</summary>
    Pcap,

    /// <summary>pcapng: blocks, several interfaces.</summary>
    PcapNg,
}

/// <summary>How a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>It has not.</summary>
    NotYet,

    /// <summary>At the end of a frame or block.</summary>
    Whole,

    /// <summary>In the middle of one: it was cut off, or is still being written.</summary>
    Cut,

    /// <summary>At bytes that are none of this format; what is behind them cannot be found.</summary>
    Damaged,
}
