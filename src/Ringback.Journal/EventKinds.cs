using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>
/// The kinds of events that this version knows, as <see cref="PhoneEvent"/> declares them for JSON, so that the list
/// exists only once.
/// </summary>
internal static class EventKinds
{
    private static readonly FrozenDictionary<Type, string> ByType =
        typeof(PhoneEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    private static readonly FrozenDictionary<Type, byte[]> Utf8ByType =
        ByType.ToFrozenDictionary(k => k.Key, k => Encoding.UTF8.GetBytes(k.Value));

    private static readonly FrozenSet<string> Known = ByType.Values.ToFrozenSet();

    /// <summary>Whether this version can read events of this kind.</summary>
    public static bool Knows(string kind) => Known.Contains(kind);

    /// <summary>The kind of an event.</summary>
    /// <exception cref="ArgumentException">The type is not declared on <see cref="PhoneEvent"/>: a bug.</exception>
    public static string Of(PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return ByType.TryGetValue(e.GetType(), out string? kind)
            ? kind
            : throw new ArgumentException($"{e.GetType().Name} has no JsonDerivedType on PhoneEvent.", nameof(e));
    }

    /// <summary>The kind of an event that <see cref="Of"/> knows, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Of(PhoneEvent e) => Utf8ByType[e.GetType()];
}
