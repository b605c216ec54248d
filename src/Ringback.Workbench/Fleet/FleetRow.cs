using System.Globalization;
using System.Text.RegularExpressions;

namespace Ringback.Workbench.Fleet;

/// <summary>Turns the flat cells of a row into fields within fields.</summary>
internal sealed partial class FleetRow(int line)
{
    // No phone has nearly as many of anything.
    private const int MostItems = 99;

    // The longest has some forty characters; each dot in it is a map within a map.
    private const int LongestName = 100;

    private readonly List<Cell> _fields = [];

    private string? _plain;

    /// <summary>Puts a cell in its place; false when the column's name cannot be read.</summary>
    internal bool Put(string path, string value)
    {
        if (path.Length > LongestName || Part().Match(path) is not { Success: true } part) return false;
        string name = part.Groups["name"].Value;
        string rest = part.Groups["rest"].Value;
        if (!part.Groups["index"].Success)
        {
            if (rest.Length > 0) return Inner(name).Put(rest, value);
            _fields.Add(new Cell(name, value, null, null));
            return true;
        }

        int index = int.Parse(part.Groups["index"].Value, CultureInfo.InvariantCulture);
        if (index is < 1 or > MostItems) return false;
        SortedDictionary<int, FleetRow> items = Items(name);
        if (!items.TryGetValue(index, out FleetRow? item)) items[index] = item = new FleetRow(line);
        if (rest.Length > 0) return item.Put(rest, value);
        item._plain = value;
        return true;
    }

    internal FleetMap ToMap() => new([.. _fields.Select(f => new FleetField(f.Name, Node(f), line))], line);

    private FleetNode Node(Cell field) =>
        field.Value is { } value ? new FleetText(value, line)
        : field.Items is { } items ? new FleetList([.. items.Values.Select(i => i.ToNode())], line)
        : field.Inner!.ToMap();

    private FleetNode ToNode() => _plain is { } plain ? new FleetText(plain, line) : ToMap();

    private FleetRow Inner(string name)
    {
        if (_fields.Find(f => f.Name == name)?.Inner is { } known) return known;
        FleetRow inner = new(line);
        _fields.Add(new Cell(name, null, null, inner));
        return inner;
    }

    private SortedDictionary<int, FleetRow> Items(string name)
    {
        if (_fields.Find(f => f.Name == name)?.Items is { } known) return known;
        SortedDictionary<int, FleetRow> items = [];
        _fields.Add(new Cell(name, null, items, null));
        return items;
    }

    private sealed record Cell(
        string Name, string? Value, SortedDictionary<int, FleetRow>? Items, FleetRow? Inner);

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9]+)(\[(?<index>[0-9]{1,2})\])?(\.(?<rest>.+))?$")]
    private static partial Regex Part();
}
