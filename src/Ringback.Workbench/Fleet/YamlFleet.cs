using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ringback.Workbench.Fleet;

/// <summary>
/// A fleet in YAML. It is read as a stream of events and every scalar is a text, so that 0201 stays a number of four
/// digits. Anchors and aliases are refused: with them a small file can stand for an endless one.
/// </summary>
internal sealed class YamlFleet
{
    private readonly Parser _parser;
    private readonly FleetErrors _errors;

    private YamlFleet(string text, FleetErrors errors)
    {
        _parser = new Parser(new StringReader(text));
        _errors = errors;
    }

    internal static FleetDocument? Read(string text, FleetErrors errors)
    {
        FleetNode? root = ReadTree(text, errors);
        return errors.Any ? null : FleetShape.Of(root, errors);
    }

    /// <summary>The values as they stand in the file; null for an empty one, and when something is wrong.</summary>
    internal static FleetNode? ReadTree(string text, FleetErrors errors)
    {
        YamlFleet fleet = new(text, errors);
        try
        {
            fleet._parser.MoveNext();
            _ = fleet.Take<StreamStart>();
            if (fleet.Take<DocumentStart>() is null) return null;
            FleetNode? root = fleet.Value(depth: 0);
            if (errors.Any) return null;
            _ = fleet.Take<DocumentEnd>();
            if (fleet.Take<DocumentStart>() is { } second)
                errors.Add(Line(second), "", "A second document begins here.", "Write one document to a file.");
            return errors.Any ? null : root;
        }
        catch (YamlException e)
        {
            // What is missing at the end is told for the line behind it.
            int line = Math.Min((int)e.Start.Line, text.Count(c => c == '\n') + 1);
            errors.Add(line, "", "It is no YAML: " + e.Message, "Mend this place.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner's own state check fails on some spoilt texts, where it should have said what is wrong.
            errors.Add(fleet._parser.Current is { } at ? Line(at) : 1, "",
                "It is no YAML: what follows here cannot be read.", "Mend this place.");
            return null;
        }
    }

    private FleetNode? Value(int depth)
    {
        if (depth > FleetShape.Deepest)
        {
            _errors.Add(Line(_parser.Current!), "", "It is nested too deep.", $"Compare it with {_errors.Guide}.");
            return null;
        }

        if (Take<Scalar>() is { } scalar)
        {
            Plain(scalar);
            bool empty = scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
            return empty ? null : new FleetText(scalar.Value, Line(scalar));
        }

        if (Take<SequenceStart>() is { } list)
        {
            Plain(list);
            return List(Line(list), depth);
        }

        if (Take<MappingStart>() is { } map)
        {
            Plain(map);
            return Map(Line(map), depth);
        }

        _errors.Add(Line(_parser.Current!), "", "Aliases (*name) are not read.",
            "Write the value out, or put it into defaults.");
        return null;
    }

    private FleetList List(int line, int depth)
    {
        List<FleetNode> items = [];
        while (!_errors.Any && Take<SequenceEnd>() is null)
        {
            if (Value(depth + 1) is { } item) items.Add(item);
        }

        return new FleetList(items, line);
    }

    private FleetMap Map(int line, int depth)
    {
        List<FleetField> fields = [];
        while (!_errors.Any && Take<MappingEnd>() is null)
        {
            if (Take<Scalar>() is not { } key)
            {
                _errors.Add(Line(_parser.Current!), "", "A field's name is a word.",
                    $"Compare it with {_errors.Guide}.");
                break;
            }

            FleetNode? value = Value(depth + 1);
            if (fields.Exists(f => f.Name == key.Value))
                _errors.Add(Line(key), key.Value, "It is there twice.", "Leave one of them.");
            else if (value is not null) fields.Add(new FleetField(key.Value, value, Line(key)));
        }

        return new FleetMap(fields, line);
    }

    /// <summary>The next event when it is of that kind; else it stays for the next question.</summary>
    private T? Take<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is not T found) return null;
        _parser.MoveNext();
        return found;
    }

    private void Plain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            _errors.Add(Line(node), "", "Anchors (&name) are not read.",
                "Write the value out, or put it into defaults.");
    }

    private static int Line(ParsingEvent at) => (int)at.Start.Line;
}
