namespace Ringback.Simulation.Network;

/// <summary>
/// Decides what happens to each packet: lost, doubled, late. Seeded, so that the same seed throws the same numbers and
/// a failure can be played again.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="loss">Probability, 0 to 1, that a packet is lost.</param>
/// <param name="duplication">Probability that a packet that is not lost arrives twice.</param>
/// <param name="longestDelay">Each copy is late by a time between nothing and this: packets overtake each
/// other.</param>
public sealed class NetworkDice(int seed, double loss, double duplication = 0, TimeSpan longestDelay = default)
{
    private readonly Random _random = new(seed);

    /// <summary>The seed, for the message of a failure.</summary>
    public int Seed { get; } = seed;

    /// <summary>A network that loses nothing.</summary>
    public static NetworkDice Perfect { get; } = new(0, 0);

    /// <summary>The delays of the copies that arrive: none for a lost packet, two for a doubled one.</summary>
    public IReadOnlyList<TimeSpan> Throw()
    {
        lock (_random)
        {
            if (_random.NextDouble() < loss) return [];
            return _random.NextDouble() < duplication ? [Delay(), Delay()] : [Delay()];
        }
    }

    /// <summary>
    /// True when a packet is lost; for a real socket, where copies and delays are the kernel's affair.
    /// </summary>
    public bool IsLost() => Throw().Count == 0;

    private TimeSpan Delay() => longestDelay * _random.NextDouble();
}
