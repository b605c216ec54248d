using System.Text.Json;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>Events of Ringback's own, one to a line: <c>serve --events json</c>, <c>journal --json</c>.</summary>
internal sealed class EventLinesFormat : ILogFormat
{
    public string Name => "ringback";

    public IReadOnlyList<byte[]> Anchors { get; } = ["{\"kind\":"u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        if (line.Text is not [(byte)'{', ..] || line.Text.IndexOf("\"kind\""u8) < 0) return LineVerdict.Strange;
        try
        {
            if (JsonSerializer.Deserialize<PhoneEvent>(line.Text, EventJson.Options) is not { } e)
                return LineVerdict.Strange;
            e = EventTexts.Cut(e);
            book.PassTo(e.At);
            // Where it stands in this file is where a person finds it.
            book.Saw(e with { Origin = null });
            return LineVerdict.Told;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            // A line that was cut, or one that a later version wrote.
            return LineVerdict.Strange;
        }
    }
}
