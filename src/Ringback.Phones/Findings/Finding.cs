using System.Text.Json.Serialization;

namespace Ringback.Phones.Findings;

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingSeverity>))]
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    [JsonStringEnumMemberName("info")] Info,

    /// <summary>It works, and may not work for long.</summary>
    [JsonStringEnumMemberName("warning")] Warning,

    /// <summary>The phone cannot go on.</summary>
    [JsonStringEnumMemberName("error")] Error,
}

/// <summary>How sure it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingConfidence>))]
public enum FindingConfidence
{
    /// <summary>One of several explanations.</summary>
    [JsonStringEnumMemberName("possible")] Possible,

    /// <summary>The usual explanation of what was seen.</summary>
    [JsonStringEnumMemberName("likely")] Likely,

    /// <summary>Seen.</summary>
    [JsonStringEnumMemberName("certain")] Certain,
}

/// <summary>One thing that was seen.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, in words.</param>
public sealed record FindingEvidence(DateTimeOffset At, string Text);

/// <summary>Something that is wrong with a phone. A healthy phone has none.</summary>
/// <param name="Code">Which: a stable code of <c>docs/findings.md</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Evidence">What was seen, oldest first.</param>
public sealed record Finding(string Code, FindingSeverity Severity, FindingConfidence Confidence, string Message,
    string Advice, IReadOnlyList<FindingEvidence> Evidence);
