using System.Collections;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ringback.Phones.Events;

/// <summary>
/// How long the texts of an event may be. Much in an event is said by whoever sends a datagram, which may be forged and
/// 64 KB long, and an event is kept for ever and remembered in a case: so texts are cut in this one place, before
/// anything is done with an event. It looks at every property of every kind of event, those of later versions too.
/// </summary>
public static class EventTexts
{
    /// <summary>
    /// Characters of a text at most, with the words that say how much was cut. The longest that is honestly meant is a
    /// line of a log (1,024 bytes, RFC 3164 §4.1) or a sentence of ours around the longest name that TFTP carries (512
    /// bytes, RFC 2347).
    /// </summary>
    public const int Longest = 1024;

    /// <summary>Entries of a list at most; the longest of ours is that of the files that a package lacks.</summary>
    public const int MostEntries = 64;

    // By the type of an event: how to get at each property that can hold a text or a list.
    private static readonly ConcurrentDictionary<Type, Func<object, object?>[]> Readers = new();

    /// <summary>The event itself when all texts are short enough; else one like it, in which they are cut.</summary>
    public static PhoneEvent Cut(PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (!IsTooLong(e)) return e;
        JsonNode whole = JsonSerializer.SerializeToNode(e, EventJson.Options)!;
        CutWithin(whole);
        return whole.Deserialize<PhoneEvent>(EventJson.Options)!;
    }

    /// <summary>A text in the length that is kept; what was cut is told at its end.</summary>
    public static string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= Longest) return text;
        string told = $"… ({text.Length} characters)";
        int kept = Longest - told.Length;
        // Half of a character of two would be no text any more.
        if (char.IsHighSurrogate(text[kept - 1])) kept--;
        return string.Concat(text.AsSpan(0, kept), told);
    }

    private static bool IsTooLong(object? value) => value switch
    {
        null or IPAddress => false,
        string text => text.Length > Longest,
        ICollection { Count: > MostEntries } => true,
        IEnumerable entries => IsAnyTooLong(entries),
        _ => IsPartTooLong(value),
    };

    private static bool IsAnyTooLong(IEnumerable entries)
    {
        int count = 0;
        foreach (object? entry in entries)
        {
            if (++count > MostEntries || IsTooLong(entry)) return true;
        }

        return false;
    }

    private static bool IsPartTooLong(object value)
    {
        foreach (Func<object, object?> read in Readers.GetOrAdd(value.GetType(), Find))
        {
            if (IsTooLong(read(value))) return true;
        }

        return false;
    }

    private static Func<object, object?>[] Find(Type type) =>
    [
        .. EventJson.Options.GetTypeInfo(type).Properties
            .Where(p => p.Get is not null && CanHoldText(p.PropertyType)).Select(p => p.Get!),
    ];

    private static bool CanHoldText(Type type) =>
        type == typeof(string)
        || (type != typeof(IPAddress) && !type.IsValueType
            && (type.IsAssignableTo(typeof(IEnumerable))
                || EventJson.Options.GetTypeInfo(type).Kind is JsonTypeInfoKind.Object));

    private static void CutWithin(JsonNode? node)
    {
        if (node is JsonObject parts)
        {
            foreach ((string name, JsonNode? part) in parts.ToList())
            {
                if (Shorter(part) is { } shorter) parts[name] = shorter;
                else CutWithin(part);
            }
        }
        else if (node is JsonArray entries)
        {
            while (entries.Count > MostEntries) entries.RemoveAt(entries.Count - 1);
            for (int i = 0; i < entries.Count; i++)
            {
                if (Shorter(entries[i]) is { } shorter) entries[i] = shorter;
                else CutWithin(entries[i]);
            }
        }
    }

    private static JsonValue? Shorter(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > Longest
            ? JsonValue.Create(Cut(text))
            : null;
}
