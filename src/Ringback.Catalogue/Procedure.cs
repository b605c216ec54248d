using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>What a person can do at a phone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcedureKind>))]
public enum ProcedureKind
{
    /// <summary>Opens the settings.</summary>
    [JsonStringEnumMemberName("unlock")]
    Unlock,

    /// <summary>Forgets the settings.</summary>
    [JsonStringEnumMemberName("factory-reset")]
    FactoryReset,

    /// <summary>Forgets the firmware too.</summary>
    [JsonStringEnumMemberName("flash-format")]
    FlashFormat,

    /// <summary>Starts it again and forgets nothing.</summary>
    [JsonStringEnumMemberName("restart")]
    Restart,

    /// <summary>Something else.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}

/// <summary>How to do something at a phone: which keys, what it shows, how long it takes.</summary>
/// <param name="Id">Its name, kebab case.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">For people.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record Procedure(
    string Id, ProcedureKind Kind, string Title, IReadOnlyList<string> Steps, Evidence Evidence, string Source)
{
    /// <summary>The models it is for; empty for all of the family.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>What the phone shows; null when nothing is known.</summary>
    public string? Shows { get; init; }

    /// <summary>How long it takes, and within what time keys must be pressed; null when nothing is known.</summary>
    public string? Takes { get; init; }

    /// <summary>What it changes, and what to have ready; null when nothing is known.</summary>
    public string? Effect { get; init; }
}

/// <summary>A road that leads nowhere, and the way out.</summary>
/// <param name="Id">Its name, kebab case.</param>
/// <param name="Statement">What does not work.</param>
/// <param name="WayOut">What to do instead.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record DeadEnd(string Id, string Statement, string WayOut, Evidence Evidence, string Source);
