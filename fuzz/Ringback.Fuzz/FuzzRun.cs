namespace Ringback.Fuzz;

/// <summary>One input on its way through a target, and what came of it.</summary>
/// <param name="input">Any bytes.</param>
internal sealed class FuzzRun(byte[] input)
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The bytes.</summary>
    internal byte[] Input { get; } = input;

    /// <summary>
    /// A number for what was seen on the way. An input with a number that was not there before is kept and mutated
    /// again: it stands in for coverage where nothing is instrumented.
    /// </summary>
    internal ulong Outcome { get; private set; } = Basis;

    /// <summary>The same dice for the same input, for what the input does not say: where a stream is cut.</summary>
    internal Random Dice()
    {
        ulong sum = Basis;
        foreach (byte b in Input) sum = (sum ^ b) * Prime;
        return new Random((int)(sum ^ (sum >> 32)));
    }

    /// <summary>Notes what happened: a reason, a kind, a small number.</summary>
    internal void Saw(long what) => Outcome = (Outcome ^ (ulong)what) * Prime;

    /// <summary>Notes a reason.</summary>
    internal void Saw<T>(T what)
        where T : struct, Enum => Saw(what.GetHashCode());

    /// <summary>What must hold for every input.</summary>
    /// <exception cref="BrokenPromiseException">It does not.</exception>
    internal static void Hold(bool holds, string promise)
    {
        if (!holds) throw new BrokenPromiseException(promise);
    }

    /// <summary>A number that must not exceed another.</summary>
    /// <exception cref="BrokenPromiseException">It does.</exception>
    internal static void AtMost(long value, long most, string what)
    {
        if (value > most) throw new BrokenPromiseException($"{what}: {value}, and {most} is the most");
    }
}
