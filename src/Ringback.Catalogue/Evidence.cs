using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>What a statement about a phone rests on, the kinds of docs/sources.md.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Evidence>))]
public enum Evidence
{
    /// <summary>Believed, but no source could be read. Where behaviour hangs on it, an assumption names it.</summary>
    [JsonStringEnumMemberName("UNVERIFIED")]
    Unverified,

    /// <summary>Read out of firmware files.</summary>
    [JsonStringEnumMemberName("FW")]
    Firmware,

    /// <summary>Read out of a tool of Cisco's.</summary>
    [JsonStringEnumMemberName("TOOL")]
    Tool,

    /// <summary>A log or a capture that somebody published.</summary>
    [JsonStringEnumMemberName("LOG")]
    Log,

    /// <summary>A document of Cisco's.</summary>
    [JsonStringEnumMemberName("CISCO")]
    Cisco,

    /// <summary>Open-source code or its documentation.</summary>
    [JsonStringEnumMemberName("SRC")]
    SourceCode,

    /// <summary>A forum, a blog, a wiki.</summary>
    [JsonStringEnumMemberName("COMM")]
    Community,

    /// <summary>Concluded from the others.</summary>
    [JsonStringEnumMemberName("INFER")]
    Inferred,
}

/// <summary>One fact with what it rests on.</summary>
/// <typeparam name="T">What kind of fact.</typeparam>
/// <param name="Value">The fact.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record Known<T>(T Value, Evidence Evidence, string Source)
{
    /// <summary>The assumption that must hold for this to be acted on; null when it needs none.</summary>
    public string? Assumption { get; init; }
}

/// <summary>Something we act on without being sure; it has a name so that it can be told and switched off.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Statement">What is assumed.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Holds">
/// False when the user has switched it off; what depends on it is then refused or left unsaid.
/// </param>
public sealed record Assumption(string Id, string Statement, Evidence Evidence, string Source, bool Holds = true);
