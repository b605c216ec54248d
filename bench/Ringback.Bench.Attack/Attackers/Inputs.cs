using Ringback.Fuzz;
using Ringback.Fuzz.Mutation;

namespace Ringback.Bench.Attack.Attackers;

/// <summary>Sound, mutated and random inputs for a door, always the same from the same seed.</summary>
internal sealed class Inputs
{
    // Enough to see what killed it.
    private const int LastKept = 256;

    private readonly byte[][] _seeds;
    private readonly Mutator _mutator;
    private readonly int _longest;
    private readonly bool _isSound;
    private readonly Queue<byte[]> _last = new();

    /// <param name="target">Whose seeds and words.</param>
    /// <param name="seed">For the dice.</param>
    /// <param name="more">Seeds that this bench knows, such as files that are really there.</param>
    /// <param name="isSound">True sends these as they are.</param>
    internal Inputs(FuzzTarget target, int seed, IReadOnlyList<byte[]>? more = null, bool isSound = false)
    {
        Dice = new Random(seed);
        _isSound = isSound;
        _seeds = isSound ? [.. more ?? []] : [.. target.Seeds, .. more ?? []];
        _longest = target.LongestInput;
        _mutator = new Mutator(Dice, Words.Of(target), _longest);
    }

    internal Random Dice { get; }

    internal IReadOnlyCollection<byte[]> Last => _last;

    /// <summary>The next one.</summary>
    internal byte[] Next()
    {
        byte[] input = Dice.Next(20) switch
        {
            _ when _isSound => Any(),
            0 => Any(),
            1 => Noise(),
            _ => _mutator.Change(Any(), Any()),
        };
        _last.Enqueue(input);
        if (_last.Count > LastKept) _last.Dequeue();
        return input;
    }

    private byte[] Any() => _seeds[Dice.Next(_seeds.Length)];

    private byte[] Noise()
    {
        byte[] noise = new byte[Dice.Next(1 + Dice.Next(_longest))];
        Dice.NextBytes(noise);
        return noise;
    }
}
