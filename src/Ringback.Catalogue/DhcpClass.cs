using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>How a vendor class ends on the wire.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NulEnding>))]
public enum NulEnding
{
    /// <summary>With one NUL byte, which counts in the option's length.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>With its last letter.</summary>
    [JsonStringEnumMemberName("never")]
    Never,
}

/// <summary>DHCP option 60 as a phone sends it.</summary>
/// <param name="Text">The text, without a NUL.</param>
/// <param name="Nul">Whether a NUL follows.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record DhcpClass(string Text, NulEnding Nul, Evidence Evidence, string Source)
{
    /// <summary>The text as it is on the wire.</summary>
    [JsonIgnore]
    public string OnTheWire => Nul == NulEnding.Always ? Text + "\0" : Text;
}

/// <summary>How much a vendor class says.</summary>
public enum DhcpClassKind
{
    /// <summary>It is no Cisco phone's.</summary>
    Foreign,

    /// <summary>
    /// A Cisco phone that does not say which: a 7940 or 7960 on a load before the universal loader, a 6901, or a phone
    /// in an early stage of its boot (sources.md 7940-7960 §2.2, other-phones §5.1).
    /// </summary>
    WithoutModel,

    /// <summary>A Cisco phone of a model that the catalogue does not know.</summary>
    UnknownModel,

    /// <summary>A model, but not in the very words that were seen: only its product number fits.</summary>
    ModelByProduct,

    /// <summary>A model, in the words that were seen.</summary>
    Model,
}

/// <summary>A vendor class, understood.</summary>
/// <param name="Kind">How much it says.</param>
/// <param name="Model">The model; null when it names none that is known.</param>
/// <param name="IsMultiplatform">
/// True for multiplatform firmware, which is another product on the same hardware (sources.md other-phones §5.1).
/// </param>
public readonly record struct DhcpClassReading(DhcpClassKind Kind, PhoneModel? Model, bool IsMultiplatform);
