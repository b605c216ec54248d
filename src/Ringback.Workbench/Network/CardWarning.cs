namespace Ringback.Workbench.Network;

/// <summary>Something around the card that may lead phones astray.</summary>
/// <param name="Code">Stable and kebab-case; docs/doctor.md tells of each.</param>
/// <param name="Message">What is so.</param>
/// <param name="Advice">What to do.</param>
public sealed record CardWarning(string Code, string Message, string Advice);
