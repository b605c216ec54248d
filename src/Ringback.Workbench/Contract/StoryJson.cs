using System.Text.Json.Serialization;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Contract;

/// <summary>Which part of a phone's life a sentence tells of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StoryChannel>))]
public enum StoryChannel
{
    /// <summary>Its address, and other machines on the network.</summary>
    [JsonStringEnumMemberName("address")] Address,

    /// <summary>What it asked for and what it got.</summary>
    [JsonStringEnumMemberName("files")] Files,

    /// <summary>How it came up.</summary>
    [JsonStringEnumMemberName("registration")] Registration,

    /// <summary>What Ringback decided, and what people ordered.</summary>
    [JsonStringEnumMemberName("decision")] Decision,
}

/// <summary>One boot of a phone, with the sentences of it.</summary>
/// <param name="Number">Which, from 1, of those that the story has.</param>
/// <param name="At">When it began.</param>
/// <param name="By">By what it shows; null for what came before the first boot that was seen.</param>
/// <param name="Took">The firmware files that it had whole.</param>
/// <param name="CameUp">How it came up; null when it did not, or not yet.</param>
/// <param name="Lines">The sentences, oldest first.</param>
public sealed record StoryBootJson(
    int Number, DateTimeOffset At, BootSign? By, IReadOnlyList<string> Took, string? CameUp,
    IReadOnlyList<StoryLineJson> Lines);

/// <summary>A sentence.</summary>
/// <param name="At">When.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Channel">What it tells of.</param>
/// <param name="Text">The sentence, without the phone at its beginning.</param>
/// <param name="Times">How often it was told in a row.</param>
/// <param name="Event">The event as it is kept.</param>
public sealed record StoryLineJson(
    DateTimeOffset At, StoryTone Tone, StoryChannel Channel, string Text, int Times, string Event)
{
    /// <summary>What an event tells of.</summary>
    public static StoryChannel ChannelOf(PhoneEvent e) => e switch
    {
        AddressAsked or AddressAnswered or RogueDhcpAnswered or NeighbourSought or SilenceNoticed or AbuseNoticed
            or NameAsked => StoryChannel.Address,
        AlarmReceived or PhoneRegistered or PhoneSaid => StoryChannel.Registration,
        ConversionStarted or ConversionRefused or StepProved or ConversionProved or OrderGiven or ApprovalGiven
            or FileChosen =>
            StoryChannel.Decision,
        _ => StoryChannel.Files,
    };
}
