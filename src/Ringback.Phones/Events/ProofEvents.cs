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

    /// <summary>True when we called the phone and it was answered; false for a call that it made itself.</summary>
    [JsonIgnore]
    public bool IsAnswered => Stage is PhoneCallStage.Answered && From is null;
}

/// <summary>A part of a phone that a bench test tries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BenchTestPart>))]
public enum BenchTestPart
{
    /// <summary>It rang, and somebody lifted the handset.</summary>
    [JsonStringEnumMemberName("ringer")] Ringer,

    /// <summary>The handset: who spoke heard himself.</summary>
    [JsonStringEnumMemberName("handset")] Handset,

    /// <summary>What it showed was read and typed.</summary>
    [JsonStringEnumMemberName("display")] Display,

    /// <summary>Each key of the keypad was pressed and arrived.</summary>
    [JsonStringEnumMemberName("keys")] Keys,

    /// <summary>The red lamp blinked.</summary>
    [JsonStringEnumMemberName("lamps")] Lamps,

    /// <summary>The speaker and its microphone.</summary>
    [JsonStringEnumMemberName("speaker")] Speaker,
}

/// <summary>What became of one part of a bench test.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BenchTestOutcome>))]
public enum BenchTestOutcome
{
    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("passed")] Passed,

    /// <summary>It does not, or nobody confirmed it in time.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>The test ended before it.</summary>
    [JsonStringEnumMemberName("not-tried")] NotTried,
}

/// <summary>One part of a bench test.</summary>
/// <param name="Part">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">How that is known.</param>
public sealed record BenchTestResult(BenchTestPart Part, BenchTestOutcome Outcome, string Detail);

/// <summary>A person, or a simulated one, tried all of a phone that can be tried.</summary>
public sealed record BenchTested : PhoneEvent
{
    /// <summary>Every part, in the order in which they were tried.</summary>
    public required IReadOnlyList<BenchTestResult> Parts { get; init; }

    /// <summary>How long it took, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Who had it done.</summary>
    public string? By { get; init; }

    /// <summary>True when it rang and somebody lifted the handset.</summary>
    [JsonIgnore]
    public bool Rang => Parts.Any(p => p is { Part: BenchTestPart.Ringer, Outcome: BenchTestOutcome.Passed });
}

/// <summary>What a registered phone can be told to do from here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PhoneHand>))]
public enum PhoneHand
{
    /// <summary>Ring; who answers hears himself.</summary>
    [JsonStringEnumMemberName("ring")] Ring,

    /// <summary>End the call that it is in.</summary>
    [JsonStringEnumMemberName("hang-up")] HangUp,

    /// <summary>Show a text at the foot of the display.</summary>
    [JsonStringEnumMemberName("show")] Show,

    /// <summary>Restart wholly, with a look for its load.</summary>
    [JsonStringEnumMemberName("reset")] Reset,

    /// <summary>Read its files again.</summary>
    [JsonStringEnumMemberName("restart")] Restart,

    /// <summary>Look whether it is to restart (SIP).</summary>
    [JsonStringEnumMemberName("check-sync")] CheckSync,
}

/// <summary>A registered phone was told to do something.</summary>
public sealed record PhoneTold : PhoneEvent
{
    /// <summary>What.</summary>
    public required PhoneHand Hand { get; init; }

    /// <summary>The message that it is registered by.</summary>
    public required ProofKind Via { get; init; }

    /// <summary>What it was to show; null for everything else.</summary>
    public string? Text { get; init; }

    /// <summary>Who told it.</summary>
    public string? By { get; init; }
}
