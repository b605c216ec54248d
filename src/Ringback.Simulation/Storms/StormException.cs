namespace Ringback.Simulation.Storms;

/// <summary>The storm cannot be made on this machine; the message says why and what to do.</summary>
public sealed class StormException(string message, Exception inner) : Exception(message, inner);
