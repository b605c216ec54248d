using System.Text.Json.Serialization;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>Puts an event into sentences, with what was known before it and after it.</summary>
public delegate IEnumerable<StoryLine> StoryTeller(
    PhoneCase before, PhoneEvent e, PhoneCase after, PhoneCatalogue catalogue);

/// <summary>One sentence of a phone's story.</summary>
/// <param name="At">When.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Text">The sentence.</param>
public sealed record StoryLine(DateTimeOffset At, StoryTone Tone, string Text);

/// <summary>How a sentence is meant; a terminal shows it as a colour.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StoryTone>))]
public enum StoryTone
{
    /// <summary>Routine.</summary>
    [JsonStringEnumMemberName("plain")] Plain,

    /// <summary>Something moved on.</summary>
    [JsonStringEnumMemberName("good")] Good,

    /// <summary>Something that a person should read.</summary>
    [JsonStringEnumMemberName("attention")] Attention,

    /// <summary>Something is wrong.</summary>
    [JsonStringEnumMemberName("fault")] Fault,
}
