using Ringback.Fuzz.Mutation;

namespace Ringback.Fuzz;

/// <summary>Many inputs for one target, all of them from one seed.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">The same seed gives the same inputs.</param>
internal sealed class Campaign(FuzzTarget target, int seed)
{
    // What is kept has shown something new; more than this is mutated too seldom to be worth its memory.
    private const int MostKept = 2_000;
    private const int LongestKept = 16 * 1024;

    private readonly Random _dice = new(seed);
    private readonly HashSet<ulong> _outcomes = [];
    private readonly List<byte[]> _kept = [.. target.Seeds];

    /// <summary>How many inputs were tried.</summary>
    internal long Tried { get; private set; }

    /// <summary>How many different things were seen.</summary>
    internal int Outcomes => _outcomes.Count;

    /// <summary>Tries the seeds as they are, and then what becomes of them.</summary>
    /// <param name="goesOn">Asked before each input, with the number of those before.</param>
    /// <returns>The first input that breaks a promise; null when none does.</returns>
    internal FuzzFault? Run(Func<long, bool> goesOn)
    {
        foreach (byte[] sound in target.Seeds)
        {
            if (Fails(sound) is { } fault) return fault;
        }

        Mutator mutator = new(_dice, Words.Of(target), target.LongestInput);
        while (goesOn(Tried))
        {
            byte[] input = mutator.Change(Any(), Any());
            int before = _outcomes.Count;
            if (Fails(input) is { } fault) return fault;
            if (_outcomes.Count > before && _kept.Count < MostKept && input.Length <= LongestKept) _kept.Add(input);
        }

        return null;
    }

    private byte[] Any() => _kept[_dice.Next(_kept.Count)];

    private FuzzFault? Fails(byte[] input)
    {
        Tried++;
        try
        {
            _outcomes.Add(target.Try(input));
            return null;
        }
#pragma warning disable CA1031 // Whatever it is that comes out, it is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return FuzzFault.Of(target, seed, Tried, input, e);
        }
    }
}
