using Ringback.Files.Firmware;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Contract;

/// <summary>What <c>doctor --json</c> prints.</summary>
public sealed record DoctorJson(bool Healthy, string? Interface, IReadOnlyList<DoctorJson.Check> Checks)
{
    /// <summary>From an examination.</summary>
    public static DoctorJson Of(Examination examination) => new(
        examination.IsHealthy,
        (examination.Choice as CardChosen)?.Card.Name,
        [
            .. examination.Checks.Select(c => new Check(
                c.Code, c.Severity.ToWord(), c.Message, c.Advice.Length == 0 ? null : c.Advice,
                [.. c.Evidence.Select(e => e.Text)])),
        ]);

    /// <summary>One check.</summary>
    public sealed record Check(
        string Code, string Status, string Message, string? Advice, IReadOnlyList<string> Evidence);
}
