using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>
/// The oldest events were removed on purpose, because the journal had reached its limit; what they came to is believed
/// as before. It stands in the journal where the newest of them stood.
/// </summary>
public sealed record EventsRemoved : PhoneEvent
{
    /// <summary>How many, with those that were removed before.</summary>
    public required long Count { get; init; }

    /// <summary>When the newest of them happened; null when that could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the newest of them came from: of its run, numbers up to this one are not lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Origin? Through { get; init; }
}
