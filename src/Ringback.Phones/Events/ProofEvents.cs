using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>How far a call has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PhoneCallStage>))]
public enum PhoneCallStage
{
    /// <summary>The other phone rings.</summary>
    [JsonStringEnumMemberName("ringing")] Ringing,

    /// <summary>It was answered.</summary>
    [JsonStringEnumMemberName("answered")] Answered,

    /// <summary>It is over, or never came about.</summary>
    [JsonStringEnumMemberName("ended")] Ended,
}

/// <summary>A call between two phones at our registrar, or of a phone with the echo, came a stage further.</summary>
public sealed record PhoneCalled : PhoneEvent
{
    /// <summary>The device or line that called; null when the bench did.</summary>
    public string? From { get; init; }

    /// <summary>The device or line that was called; null for the echo.</summary>
    public string? To { get; init; }

    /// <summary>What was dialled.</summary>
    public required string Number { get; init; }

    /// <summary>How far it has come.</summary>
    public required PhoneCallStage Stage { get; init; }

    /// <summary>How long they spoke, seconds; 0 when nobody answered, null before the end.</summary>
    public double? Seconds { get; init; }
}
