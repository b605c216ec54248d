using System.Buffers.Text;
using System.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The log of IIS and of other web servers that name their columns in a line (the W3C's extended form):
/// <c>#Fields: date time s-ip cs-method cs-uri-stem … c-ip … sc-status …</c>
/// </summary>
internal sealed class WebColumnsFormat : ILogFormat
{
    private readonly LogClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<string> _columns = [];

    public string Name => "w3c-web";

    public IReadOnlyList<byte[]> Anchors { get; } = [];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Whole);
        if (scan.Take("#Fields: "u8))
        {
            const int most = 64;
            _columns.Clear();
            while (!scan.IsAtEnd && _columns.Count < most) _columns.Add(Encoding.Latin1.GetString(scan.TakeWord()));
            return LineVerdict.Idle;
        }

        if (_columns.Count == 0) return LineVerdict.Strange;
        if (line.Whole is [(byte)'#', ..]) return LineVerdict.Idle;
        ReadOnlySpan<byte> date = default, ofDay = default, path = default, method = default;
        ClientAddress client = ClientAddress.None;
        long status = 0, bytes = 0;
        foreach (string column in _columns)
        {
            if (scan.IsAtEnd) return LineVerdict.Strange;
            ReadOnlySpan<byte> value = scan.TakeWord();
            switch (column)
            {
                case "date":
                    date = value;
                    break;
                case "time":
                    ofDay = value;
                    break;
                case "cs-method":
                    method = value;
                    break;
                case "cs-uri-stem" or "cs-uri":
                    path = value;
                    break;
                case "c-ip" when !ClientAddress.TryRead(value, out client):
                    return LineVerdict.Strange;
                case "sc-status" when !Utf8Parser.TryParse(value, out status, out _):
                    return LineVerdict.Strange;
                case "sc-bytes" when Utf8Parser.TryParse(value, out long sent, out _):
                    bytes = sent;
                    break;
                default:
                    break;
            }
        }

        if (!method.SequenceEqual("GET"u8)) return LineVerdict.Idle;
        if (TimeText.TryRead([.. date, (byte)' ', .. ofDay], out LogTime time, out _)
            && _clock.TryTell(time, out DateTimeOffset at)) book.PassTo(at);
        HttpAccessFormat.Tell(book, client, path, status, bytes);
        return LineVerdict.Told;
    }
}
