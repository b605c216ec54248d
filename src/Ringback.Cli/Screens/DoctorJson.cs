using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorJson(bool Healthy, string? Interface, IReadOnlyList<DoctorJson.Check> Checks)
{
    internal static DoctorJson Of(Examination examination) => new(
        examination.IsHealthy,
        (examination.Choice as CardChosen)?.Card.Name,
        [
            .. examination.Checks.Select(c => new Check(
                c.Code, c.Status.ToString().ToLowerInvariant(), c.Message, c.Advice, c.Evidence)),
        ]);

    /// <summary>One check.</summary>
    internal sealed record Check(
        string Code, string Status, string Message, string? Advice, IReadOnlyList<string> Evidence);
}
