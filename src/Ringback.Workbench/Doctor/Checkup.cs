
namespace Ringback.Workbench.Doctor;

/// <summary>How bad it is.</summary>
public enum CheckupStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing, and nothing to do.</summary>
    Info,

    /// <summary>It may trouble some phones.</summary>
    Warning,

    /// <summary>Phones cannot be served like this.</summary>
    Error,

    /// <summary>It could not be found out.</summary>
    Unknown,
}

/// <summary>What one check found.</summary>
/// <param name="Code">Stable and kebab-case; docs/doctor.md tells of each.</param>
/// <param name="Status">How bad it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">The cure; null when there is nothing to do.</param>
/// <param name="Evidence">What it was seen by.</param>
public sealed record Checkup(string Code, CheckupStatus Status, string Message, string? Advice,
    params IReadOnlyList<string> Evidence)
{
    internal static Checkup Ok(string code, string message, params IReadOnlyList<string> evidence) =>
        new(code, CheckupStatus.Ok, message, null, evidence);

    internal static Checkup Info(string code, string message, string? advice = null) =>
        new(code, CheckupStatus.Info, message, advice);

    internal static Checkup Warning(string code, string message, string advice,
        params IReadOnlyList<string> evidence) => new(code, CheckupStatus.Warning, message, advice, evidence);

    internal static Checkup Error(string code, string message, string advice,
        params IReadOnlyList<string> evidence) => new(code, CheckupStatus.Error, message, advice, evidence);

    internal static Checkup Unknown(string code, string message, string? advice = null,
        params IReadOnlyList<string> evidence) => new(code, CheckupStatus.Unknown, message, advice, evidence);
}
