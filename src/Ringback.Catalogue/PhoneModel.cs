using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>What is known about one model. Data: one file per model in <c>Data/Models</c>.</summary>
/// <remarks>Unknown is null or empty, never a guess.</remarks>
public sealed record PhoneModel
{
    /// <summary>The name on the housing: <c>7940G</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Cisco's product number: <c>CP-7940G</c>.</summary>
    public required string Product { get; init; }

    /// <summary>Other names that people and protocols use for it: <c>7941</c> for a 7941G.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>The family that shares boot code and habits: <c>7940-7960</c>, <c>java</c>.</summary>
    public required string Family { get; init; }

    /// <summary>
    /// The family that shares firmware files, as <c>inspect</c> calls it: <c>79x1</c>; null when none is known.
    /// </summary>
    public required string? FirmwareFamily { get; init; }

    /// <summary>
    /// The device type of SCCP, of SIP's <c>model.ccm.cisco.com</c> and of <c>XMLDefault.cnf.xml</c>: 7 for a 7960.
    /// </summary>
    public Known<int>? DeviceType { get; init; }

    /// <summary>
    /// The element of <c>XMLDefault.cnf.xml</c> that names this model's load; its number has no zeros in front (field
    /// guide other-phones §2.10).
    /// </summary>
    [JsonIgnore]
    public string? LoadInformation => DeviceType is { } type ? $"loadInformation{type.Value}" : null;

    /// <summary>The model attribute that a <c>SEP</c> file's loadInformation carries in the field.</summary>
    public Known<string>? XmlModel { get; init; }

    /// <summary>Line keys.</summary>
    public Known<int>? Lines { get; init; }

    /// <summary>DHCP option 60, in every form that is known; empty when none is.</summary>
    public IReadOnlyList<DhcpClass> DhcpClasses { get; init => field = value ?? []; } = [];

    /// <summary>The platform that it announces by CDP.</summary>
    public Known<string>? CdpPlatform { get; init; }

    /// <summary>The SIP User-Agent before its slash.</summary>
    public Known<string>? SipUserAgent { get; init; }

    /// <summary>What its profile's name begins with: <c>gk</c> for a 7912; null for one without a profile.</summary>
    public Known<string>? ProfilePrefix { get; init; }

    /// <summary>What Ringback can do for it, when that is not what it can do for the family.</summary>
    public HelpOffered? Help { get; init; }

    /// <summary>What it is, the name and the product number rest on.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Where the name and the product number are written.</summary>
    public required string Source { get; init; }

    /// <summary>All names by which it can be called.</summary>
    [JsonIgnore]
    public IEnumerable<string> Names => [Model, Product, .. Aliases];
}
