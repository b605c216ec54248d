using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ringback.Catalogue.Tables;

/// <summary>
/// One object of a JSON table, asked for what it may say, name by name. What it must say and does not is an error, and
/// so is what nobody asked for: no fact is lost to a slip of the pen.
/// </summary>
/// <remarks>
/// The serializer can do the same. But it compiles some sixty methods at run time for each kind of number, word or
/// truth value that a record holds, and a start of the program paid 0.1 s and more for the eight hundred of the
/// catalogue (docs/performance.md). Everything here is compiled when the program is built.
/// </remarks>
internal sealed class TableRecord
{
    private readonly JsonElement _object;
    private readonly string _place;
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private TableRecord(JsonElement element, string place)
    {
        _place = place;
        if (element.ValueKind is not JsonValueKind.Object) throw Wrong("is no object");
        _object = element;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_unread.Add(property.Name)) throw Wrong($"says '{property.Name}' twice");
        }
    }

    /// <summary>What a file's object says.</summary>
    /// <param name="data">The file's bytes, UTF-8.</param>
    /// <param name="place">What to call the file in an error.</param>
    /// <param name="form">Asks for everything that the object may say.</param>
    /// <exception cref="InvalidDataException">It says too little or too much, or something of another kind.</exception>
    internal static T Read<T>(Stream data, string place, Func<TableRecord, T> form)
        where T : class
    {
        using JsonDocument document = JsonDocument.Parse(data);
        return Read(document.RootElement, place, form);
    }

    /// <summary>A text that must be there.</summary>
    internal string Text(string name) => TextOf(Must(name), name);

    /// <summary>A text that may be missing.</summary>
    internal string? TextIfAny(string name) => Has(name, out JsonElement value) ? TextOf(value, name) : null;

    /// <summary>A text that must be spoken of, if only as <c>null</c>.</summary>
    internal string? TextOrNull(string name)
    {
        JsonElement value = Must(name);
        return value.ValueKind is JsonValueKind.Null ? null : TextOf(value, name);
    }

    /// <summary>Texts; none when the name is missing.</summary>
    internal IReadOnlyList<string> TextsIfAny(string name) =>
        Has(name, out JsonElement list) ? ListOf(list, name, TextOf) : [];

    /// <summary>Texts that must be there, if only none.</summary>
    internal IReadOnlyList<string> Texts(string name) => ListOf(Must(name), name, TextOf);

    /// <summary>A number that must be there.</summary>
    internal double Number(string name) =>
        Must(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : throw Kind(name, "a number");

    /// <summary>A whole number that must be there.</summary>
    internal int Count(string name) => CountOf(Must(name), name);

    /// <summary>A whole number that may be missing.</summary>
    internal int? CountIfAny(string name) => Has(name, out JsonElement value) ? CountOf(value, name) : null;

    /// <summary>Whether it is so; that must be said.</summary>
    internal bool Flag(string name) => FlagOf(Must(name), name);

    /// <summary>Whether it is so; null when that is not said.</summary>
    internal bool? FlagIfAny(string name) => Has(name, out JsonElement value) ? FlagOf(value, name) : null;

    /// <summary>
    /// A word of an enumeration, as <see cref="JsonStringEnumMemberNameAttribute"/> spells it, in any letter case.
    /// </summary>
    internal T Word<T>(string name)
        where T : struct, Enum => WordOf<T>(Must(name), name);

    /// <summary>The same, when it may be missing.</summary>
    internal T? WordIfAny<T>(string name)
        where T : struct, Enum => Has(name, out JsonElement value) ? WordOf<T>(value, name) : null;

    /// <summary>Words of an enumeration that must be there, if only none.</summary>
    internal IReadOnlyList<T> Words<T>(string name)
        where T : struct, Enum => ListOf(Must(name), name, WordOf<T>);

    /// <summary>A record that must be there.</summary>
    internal T One<T>(string name, Func<TableRecord, T> form)
        where T : class => Read(Must(name), Below(name), form);

    /// <summary>A record that may be missing.</summary>
    internal T? OneIfAny<T>(string name, Func<TableRecord, T> form)
        where T : class => Has(name, out JsonElement value) ? Read(value, Below(name), form) : null;

    /// <summary>Records that must be there, if only none.</summary>
    internal IReadOnlyList<T> Many<T>(string name, Func<TableRecord, T> form)
        where T : class => ListOf(Must(name), name, (item, at) => Read(item, Below(at), form));

    /// <summary>Records; none when the name is missing.</summary>
    internal IReadOnlyList<T> ManyIfAny<T>(string name, Func<TableRecord, T> form)
        where T : class => Has(name, out _) ? Many(name, form) : [];

    private static T Read<T>(JsonElement element, string place, Func<TableRecord, T> form)
        where T : class
    {
        TableRecord record = new(element, place);
        T read = form(record);
        return record._unread.Count == 0
            ? read
            : throw record.Wrong($"says '{string.Join("', '", record._unread)}', which nothing here has");
    }

    private T[] ListOf<T>(JsonElement list, string name, Func<JsonElement, string, T> item)
    {
        if (list.ValueKind is not JsonValueKind.Array) throw Kind(name, "a list");
        T[] items = new T[list.GetArrayLength()];
        for (int i = 0; i < items.Length; i++) items[i] = item(list[i], name);
        return items;
    }

    private JsonElement Must(string name)
    {
        _unread.Remove(name);
        return _object.TryGetProperty(name, out JsonElement value) ? value : throw Wrong($"has no '{name}'");
    }

    /// <summary>A <c>null</c> says as little as nothing does.</summary>
    private bool Has(string name, out JsonElement value)
    {
        _unread.Remove(name);
        return _object.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;
    }

    private string TextOf(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Kind(name, "a text");

    private int CountOf(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int count)
            ? count
            : throw Kind(name, "a whole number");

    private bool FlagOf(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Kind(name, "true or false"),
    };

    private T WordOf<T>(JsonElement value, string name)
        where T : struct, Enum
    {
        string text = TextOf(value, name);
        return Spelling<T>.Words.TryGetValue(text, out object? word)
            ? (T)word
            : throw Wrong($"says '{text}' as '{name}', which is none of {string.Join(", ", Spelling<T>.Words.Keys)}");
    }

    private string Below(string name) => $"{_place}, {name}";

    private InvalidDataException Kind(string name, string kind) => Wrong($"must say {kind} as '{name}'");

    private InvalidDataException Wrong(string what) => new($"{_place} {what}.");

    /// <summary>How an enumeration's words are written, each boxed once.</summary>
    private static class Spelling<T>
        where T : struct, Enum
    {
        internal static Dictionary<string, object> Words { get; } = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(
                f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name, f => f.GetValue(null)!,
                StringComparer.OrdinalIgnoreCase);
    }
}
