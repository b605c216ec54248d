namespace Ringback.Fuzz;

/// <summary>An input made the program do what it must never do.</summary>
internal sealed class BrokenPromiseException(string promise) : Exception(promise);
