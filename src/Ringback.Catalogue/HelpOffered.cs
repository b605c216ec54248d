using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>How far Ringback can go with a phone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HelpGrade>))]
public enum HelpGrade
{
    /// <summary>It is recognised and named, and nothing more.</summary>
    [JsonStringEnumMemberName("name")]
    Name,

    /// <summary>It is named, its files are served as they are, and its requests are explained.</summary>
    [JsonStringEnumMemberName("serve")]
    Serve,

    /// <summary>As <see cref="Serve"/>, and its configuration can be written and read.</summary>
    [JsonStringEnumMemberName("configure")]
    Configure,

    /// <summary>It is brought to another load, and the arrival is proved.</summary>
    [JsonStringEnumMemberName("convert")]
    Convert,
}

/// <summary>What Ringback can do for a phone.</summary>
/// <param name="Grade">How far it goes.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record HelpOffered(HelpGrade Grade, string Sentence);
