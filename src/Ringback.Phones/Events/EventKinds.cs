using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Ringback.Phones.Events;

/// <summary>
/// The kinds of events that this version knows, as <see cref="PhoneEvent"/> declares them, so that the list
/// exists only once.
/// </summary>
public static class EventKinds
{
    private static readonly FrozenDictionary<Type, string> ByType =
        typeof(PhoneEvent).GetCustomAttributes<EventKindAttribute>()
            .ToFrozenDictionary(a => a.Type, a => a.Kind);

    private static readonly FrozenDictionary<Type, byte[]> Utf8ByType =
        ByType.ToFrozenDictionary(k => k.Key, k => Encoding.UTF8.GetBytes(k.Value));

    private static readonly FrozenDictionary<string, Type> ByKind = ByType.ToFrozenDictionary(k => k.Value, k => k.Key);

    /// <summary>Whether this version can read events of this kind.</summary>
    public static bool Knows(string kind) => ByKind.ContainsKey(kind);

    /// <summary>The type of the events of a kind; null for one that this version does not know.</summary>
    public static Type? Find(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>The kind of an event.</summary>
    /// <exception cref="ArgumentException">The type is not declared on <see cref="PhoneEvent"/>: a bug.</exception>
    public static string Of(PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return ByType.TryGetValue(e.GetType(), out string? kind)
            ? kind
            : throw new ArgumentException($"{e.GetType().Name} has no kind on PhoneEvent.", nameof(e));
    }

    /// <summary>The kind of an event that <see cref="Of"/> knows, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Of(PhoneEvent e) => Utf8ByType[e.GetType()];
}

/// <summary>What a kind of event is called in JSON.</summary>
/// <param name="type">Its type.</param>
/// <param name="kind">Its name: a contract.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EventKindAttribute(Type type, string kind) : Attribute
{
    /// <summary>Its type.</summary>
    public Type Type { get; } = type;

    /// <summary>Its name.</summary>
    public string Kind { get; } = kind;
}
