namespace Ringback.Wire.Calls;

/// <summary>When something happens, as a machine is told: it has no clock of its own.</summary>
/// <param name="Running">Time that passes evenly, for patience and repeats.</param>
/// <param name="Clock">The time of day in the phones' zone, for what displays show.</param>
public readonly record struct Moment(TimeSpan Running, DateTimeOffset Clock);
