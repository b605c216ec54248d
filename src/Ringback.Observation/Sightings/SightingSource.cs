using Ringback.Phones.Events;

namespace Ringback.Observation.Sightings;

/// <summary>A file that is read: a log, whose places are lines, or a capture, whose places are frames.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsCapture">True for a capture.</param>
public sealed record SightingSource(string Name, bool IsCapture)
{
    /// <summary>True once one of its lines told a time.</summary>
    public bool HasTimes { get; set; }

    /// <summary>
    /// True once it told that a file is not there, or how a transfer ended: then a question of which it tells nothing
    /// bad was answered with the file.
    /// </summary>
    public bool TellsMisses { get; set; }

    /// <summary>True for a log whose newest line stands first.</summary>
    public bool IsNewestFirst { get; set; }

    /// <summary>The place of a line or frame.</summary>
    public Origin OriginOf(long number) => IsCapture ? new FrameOrigin(Name, number) : new LineOrigin(Name, number);
}
