using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>What a drawing of the bench shows.</summary>
/// <param name="Card">The card that phones hang on.</param>
/// <param name="Address">Its address.</param>
/// <param name="Lent">The addresses that phones get.</param>
internal sealed record BenchSketch(NetworkCard Card, CardAddress Address, string? Lent);
