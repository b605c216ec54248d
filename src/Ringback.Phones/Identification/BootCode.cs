using System.Text.Json.Serialization;

namespace Ringback.Phones.Identification;

/// <summary>How the phone takes firmware, as far as its requests tell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BootCode>))]
public enum BootCode
{
    /// <summary>Not known yet.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>Before the universal loader: it asks for <c>OS79XX.TXT</c> first.</summary>
    [JsonStringEnumMemberName("early")] Early,

    /// <summary>It has the universal application loader.</summary>
    [JsonStringEnumMemberName("universal")] Universal,
}
