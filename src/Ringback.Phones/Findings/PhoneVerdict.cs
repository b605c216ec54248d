using System.Text.Json.Serialization;
using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Findings;

/// <summary>How a phone is, in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PhoneVerdict>))]
public enum PhoneVerdict
{
    /// <summary>Nothing is wrong, as far as was seen; what is only worth knowing does not count.</summary>
    [JsonStringEnumMemberName("healthy")] Healthy,

    /// <summary>It works or may work, and something should be looked at.</summary>
    [JsonStringEnumMemberName("attention")] Attention,

    /// <summary>It cannot do its work like this.</summary>
    [JsonStringEnumMemberName("fault")] Fault,
}

/// <summary>From findings to one word.</summary>
public static class PhoneVerdicts
{
    /// <summary>The verdict about a phone with these findings.</summary>
    public static PhoneVerdict Of(IReadOnlyList<Problem> findings) =>
        findings.Select(f => f.Severity).DefaultIfEmpty().Max() switch
        {
            ProblemSeverity.Error => PhoneVerdict.Fault,
            ProblemSeverity.Warning => PhoneVerdict.Attention,
            _ => PhoneVerdict.Healthy,
        };
}
