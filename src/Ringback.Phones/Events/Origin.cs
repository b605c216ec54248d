using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>
/// Where an event comes from, so that it can be told from every other one and found again. As text it is short, because
/// every event carries one: <c>bench:3f2c…/12/345</c>, <c>line:tftpd32.log/17</c>, <c>frame:boot.pcapng/1234</c>.
/// </summary>
[JsonConverter(typeof(OriginConverter))]
public abstract record Origin
{
    private protected Origin()
    {
    }

    /// <summary>The text form.</summary>
    public sealed override string ToString() => this switch
    {
        BenchOrigin b => string.Create(CultureInfo.InvariantCulture, $"bench:{b.Bench:N}/{b.Run}/{b.Sequence}"),
        LineOrigin l => string.Create(CultureInfo.InvariantCulture, $"line:{l.File}/{l.Line}"),
        FrameOrigin f => string.Create(CultureInfo.InvariantCulture, $"frame:{f.Capture}/{f.Frame}"),
        _ => "",
    };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Origin? origin)
    {
        origin = null;
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        int slash = text?.LastIndexOf('/') ?? -1;
        // A file's name may hold both; what stands before the first colon and after the last slash is ours.
        if (colon < 0 || slash <= colon) return false;
        string name = text![(colon + 1)..slash];
        if (!TryNumber(text[(slash + 1)..], out long number)) return false;
        origin = text[..colon] switch
        {
            "bench" => Ours(name, number),
            "line" => new LineOrigin(name, number),
            "frame" => new FrameOrigin(name, number),
            _ => null,
        };
        return origin is not null;
    }

    private static BenchOrigin? Ours(string name, long sequence)
    {
        string[] parts = name.Split('/');
        return parts.Length == 2 && Guid.TryParseExact(parts[0], "N", out Guid bench)
            && TryNumber(parts[1], out long run) ? new BenchOrigin(bench, run, sequence) : null;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>An event of a workbench of ours. No two events have the same, on whatever bench they happened.</summary>
/// <param name="Bench">The bench: made once for a data folder, and kept in its journal.</param>
/// <param name="Run">How often the bench had been opened, this time included.</param>
/// <param name="Sequence">
/// Its place among the events of that run, from 1. A number that is missing is an event that was not kept.
/// </param>
public sealed record BenchOrigin(Guid Bench, long Run, long Sequence) : Origin;

/// <summary>An event that a line of somebody's log tells.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record LineOrigin(string File, long Line) : Origin
{
    /// <summary>The file's name, in the length that is kept.</summary>
    public string File { get; } = EventTexts.Cut(File);
}

/// <summary>An event that a frame of a capture shows.</summary>
/// <param name="Capture">The capture's name.</param>
/// <param name="Frame">The frame, from 1.</param>
public sealed record FrameOrigin(string Capture, long Frame) : Origin
{
    /// <summary>The capture's name, in the length that is kept.</summary>
    public string Capture { get; } = EventTexts.Cut(Capture);
}

/// <summary>Writes an origin as its text.</summary>
internal sealed class OriginConverter : JsonConverter<Origin>
{
    public override Origin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Origin.TryParse(reader.GetString(), out Origin? origin)
            ? origin
            : throw new JsonException("Not an origin of an event.");

    public override void Write(Utf8JsonWriter writer, Origin value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
