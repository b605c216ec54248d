namespace Ringback.Simulation.Practice;

/// <summary>One file of a practice package.</summary>
/// <param name="Name">The name that a phone asks for.</param>
/// <param name="Content">The whole content.</param>
public sealed record PracticeFile(string Name, ReadOnlyMemory<byte> Content);
