using System.Globalization;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet;

/// <summary>Reads the values of fields, and remembers their lines.</summary>
internal sealed class FleetValues(FleetErrors errors)
{
    internal Dictionary<string, int> Lines { get; } = [];

    /// <summary>Tells that a value cannot be used.</summary>
    internal void Refuse(int line, string path, string message, string advice) =>
        errors.Add(line, path, message, advice);

    internal string? Text(FleetNode node, string path)
    {
        Lines[path] = node.Line;
        if (node is FleetText text) return text.Value;
        Refuse(node.Line, path, "It is a single value.", "Write one value.");
        return null;
    }

    internal bool? Switch(FleetNode node, string path)
    {
        if (Text(node, path) is not { } text) return null;
        switch (text.ToLowerInvariant())
        {
            case "true" or "yes" or "on" or "1": return true;
            case "false" or "no" or "off" or "0": return false;
            default:
                Refuse(node.Line, path, $"'{text}' is neither yes nor no.", "Write yes or no.");
                return null;
        }
    }

    internal int? Number(FleetNode node, string path, int lowest, int highest)
    {
        if (Text(node, path) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= lowest
            && number <= highest)
        {
            return number;
        }

        Refuse(node.Line, path, $"'{text}' is no number from {lowest} to {highest}.", "Correct it.");
        return null;
    }

    internal T? Word<T>(FleetNode node, string path, IReadOnlyList<(string Word, T Meaning)> words)
        where T : struct
    {
        if (Text(node, path) is not { } text) return null;
        foreach ((string word, T meaning) in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase)) return meaning;
        }

        Refuse(node.Line, path, $"'{text}' is none of its words.",
            $"Write {string.Join(", ", words.Select(w => w.Word))}.");
        return null;
    }

    /// <summary>The items of a list; a single value or map stands for a list of one.</summary>
    internal List<T> List<T>(FleetNode node, string path, Func<FleetNode, string, T?> item)
        where T : class
    {
        Lines[path] = node.Line;
        IReadOnlyList<FleetNode> items = node is FleetList list ? list.Items : [node];
        List<T> read = [];
        for (int i = 0; i < items.Count; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i + 1}]");
            Lines[at] = items[i].Line;
            if (item(items[i], at) is { } one) read.Add(one);
        }

        return read;
    }

    /// <summary>The fields of a map by name; what is not among the names is told.</summary>
    internal Dictionary<string, FleetNode>? Map(FleetNode node, string path, params string[] names)
    {
        Lines[path] = node.Line;
        if (node is not FleetMap map)
        {
            Refuse(node.Line, path, "It holds fields.", $"Write {string.Join(", ", names)}.");
            return null;
        }

        Dictionary<string, FleetNode> fields = [];
        foreach (FleetField field in map.Fields)
        {
            if (names.Contains(field.Name))
            {
                fields[field.Name] = field.Value;
                continue;
            }

            string near = Nearest.Of(field.Name, names) is { } meant ? $" Did you mean {meant}?" : "";
            Refuse(field.Line, $"{path}.{field.Name}", "There is no such field.",
                $"Here stand {string.Join(", ", names)}.{near}");
        }

        return fields;
    }
}
