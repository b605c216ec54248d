using System.Net;
using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>How urgent a phone finds what it says, in syslog's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SaidSeverity>))]
public enum SaidSeverity
{
    /// <summary>0.</summary>
    [JsonStringEnumMemberName("emergency")] Emergency,

    /// <summary>1.</summary>
    [JsonStringEnumMemberName("alert")] Alert,

    /// <summary>2.</summary>
    [JsonStringEnumMemberName("critical")] Critical,

    /// <summary>3.</summary>
    [JsonStringEnumMemberName("error")] Error,

    /// <summary>4.</summary>
    [JsonStringEnumMemberName("warning")] Warning,

    /// <summary>5.</summary>
    [JsonStringEnumMemberName("notice")] Notice,

    /// <summary>6.</summary>
    [JsonStringEnumMemberName("informational")] Informational,

    /// <summary>7.</summary>
    [JsonStringEnumMemberName("debug")] Debug,
}

/// <summary>A phone, or whoever is at its address, sent a line of its log.</summary>
public sealed record PhoneSaid : PhoneEvent
{
    /// <summary>How urgent it finds it; null when the line does not say.</summary>
    public SaidSeverity? Severity { get; init; }

    /// <summary>The kind of program that speaks: <c>user</c>, <c>local7</c>; null when not said.</summary>
    public string? Facility { get; init; }

    /// <summary>The name that it gives itself; null when it gives none.</summary>
    public string? Host { get; init; }

    /// <summary>The part of it that speaks; null when not said.</summary>
    public string? Tag { get; init; }

    /// <summary>What it says, with invisible characters written out.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// Lines from its address that are left out between the last one that is told and this one: there were too many.
    /// </summary>
    public int LeftOut { get; init; }
}

/// <summary>A phone, or whoever is at its address, asked DNS for a name. Told once in some minutes.</summary>
public sealed record NameAsked : PhoneEvent
{
    /// <summary>The name, with bytes that are no letter, digit, hyphen or underline as <c>\046</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The type of record: <c>A</c>, <c>SRV</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The address that it got; null when it got none.</summary>
    public IPAddress? AnsweredWith { get; init; }

    /// <summary>
    /// Why, in words for a person; null where it was somebody else who answered, and only the answer was seen.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }
}
