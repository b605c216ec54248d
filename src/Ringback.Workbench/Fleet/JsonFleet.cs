using System.Text;
using System.Text.Json;

namespace Ringback.Workbench.Fleet;

/// <summary>A fleet in JSON. Comments and a comma behind the last item are allowed.</summary>
internal ref struct JsonFleet
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FleetErrors _errors;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line;

    private JsonFleet(ReadOnlySpan<byte> bytes, FleetErrors errors)
    {
        _bytes = bytes;
        _errors = errors;
        _line = 1;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = FleetShape.Deepest,
        });
    }

    internal static FleetDocument? Read(string text, FleetErrors errors)
    {
        JsonFleet fleet = new(Encoding.UTF8.GetBytes(text), errors);
        try
        {
            FleetNode? root = fleet._reader.Read() ? fleet.Value() : null;
            _ = fleet._reader.Read();
            return FleetShape.Of(root, errors);
        }
        catch (JsonException e)
        {
            errors.Add((int)(e.LineNumber ?? 0) + 1, "", "It is no JSON: " + Reason(e.Message), "Mend this place.");
            return null;
        }
    }

    private static string Reason(string message)
    {
        // The reader adds the place, which is told already, and counts lines from 0.
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    private FleetNode? Value()
    {
        int line = Line();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject: return Map(line);
            case JsonTokenType.StartArray: return List(line);
            case JsonTokenType.Null: return null;
            case JsonTokenType.String: return new FleetText(_reader.GetString()!, line);
            default: return new FleetText(Encoding.UTF8.GetString(_reader.ValueSpan), line);
        }
    }

    private FleetMap Map(int line)
    {
        List<FleetField> fields = [];
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            string name = _reader.GetString()!;
            int at = Line();
            _reader.Read();
            if (Value() is not { } value) continue;
            if (fields.Exists(f => f.Name == name)) _errors.Add(at, name, "It is there twice.", "Leave one of them.");
            else fields.Add(new FleetField(name, value, at));
        }

        return new FleetMap(fields, line);
    }

    private FleetList List(int line)
    {
        List<FleetNode> items = [];
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray)
        {
            if (Value() is { } item) items.Add(item);
        }

        return new FleetList(items, line);
    }

    private int Line()
    {
        int start = (int)_reader.TokenStartIndex;
        _line += _bytes[_counted..start].Count((byte)'\n');
        _counted = start;
        return _line;
    }
}
