namespace Ringback.Phones.Conversion.Routes;

/// <summary>Something to know before a conversion.</summary>
/// <param name="Code">Stable, kebab case.</param>
/// <param name="Message">For people.</param>
public sealed record PlanWarning(string Code, string Message);
