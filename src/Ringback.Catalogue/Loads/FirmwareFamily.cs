
namespace Ringback.Catalogue.Loads;

/// <summary>Phones that run the same firmware (sources.md other-phones §2.1, §2.12).</summary>
/// <param name="Name">The name in JSON: <c>7940-7960</c>, <c>79x1</c>, <c>ata</c>.</param>
/// <param name="Line">
/// The line of firmware that it belongs to: how its loads are named, taken and led to. Null where no source says how a
/// phone is sent to a load.
/// </param>
/// <param name="SetNumber">The number in the names of a Java phone's set, <c>41</c>; null for other phones.</param>
/// <param name="DefaultNumbers">The numbers of <c>termNN.default.loads</c>; empty where there is none.</param>
/// <param name="KeyFamily">What the signing keys call it; null when its keys are unknown.</param>
public sealed record FirmwareFamily(
    string Name,
    string? Line,
    string? SetNumber,
    IReadOnlyList<string> DefaultNumbers,
    string? KeyFamily)
{
    /// <summary>True for the phones whose sets are CNU archives: 7906 to 7975.</summary>
    public bool IsJava => SetNumber is not null;
}

/// <summary>What the name of a firmware file says.</summary>
/// <param name="Family">The family that it is for.</param>
/// <param name="Protocol">The protocol; null when the name does not say.</param>
/// <param name="Role">What it does on the phone.</param>
/// <param name="Version">The version as people write it; null when the name carries none.</param>
public sealed record FirmwareNameMeaning(
    FirmwareFamily Family, PhoneProtocol? Protocol, FirmwareRole Role, string? Version);
