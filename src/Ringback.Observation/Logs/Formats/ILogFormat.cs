using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;

namespace Ringback.Observation.Logs.Formats;

/// <summary>What a format makes of a line.</summary>
internal enum LineVerdict
{
    /// <summary>It is no line of this format.</summary>
    Strange,

    /// <summary>It is, and says nothing of a phone.</summary>
    Idle,

    /// <summary>It is, and something was put into the book.</summary>
    Told,
}

/// <summary>
/// A kind of log, as one program writes it. One object reads one file: what a line leaves out may stand in the one
/// before.
/// </summary>
internal interface ILogFormat
{
    /// <summary>Its name, as <c>--format</c> takes it.</summary>
    string Name { get; }

    /// <summary>
    /// Words of which one stands in every line that matters: where something unknown stands before them, the line is
    /// read from there.
    /// </summary>
    IReadOnlyList<byte[]> Anchors { get; }

    /// <summary>Reads a line into the book.</summary>
    LineVerdict Read(in LogLine line, SightingBook book);

    /// <summary>No more lines come: what was held back is told.</summary>
    void Finish(SightingBook book)
    {
    }
}
