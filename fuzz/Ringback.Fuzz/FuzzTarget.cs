namespace Ringback.Fuzz;

/// <summary>Something that takes bytes from outside, with what it promises for any of them.</summary>
/// <param name="Name">In kebab case; tests, folders and the runner call it by this.</param>
/// <param name="Take">Takes the bytes and throws when a promise is broken.</param>
/// <param name="MakeSeeds">Sound inputs to begin with.</param>
internal sealed record FuzzTarget(string Name, Action<FuzzRun> Take, Func<IEnumerable<byte[]>> MakeSeeds)
{
    private byte[][]? _seeds;

    /// <summary>Sound inputs, made once.</summary>
    internal byte[][] Seeds => _seeds ??= [.. MakeSeeds()];

    /// <summary>Words that a mutation may put in, beside those that every target gets.</summary>
    internal IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Inputs of the run in <c>./test</c>, chosen so that it takes about a second.</summary>
    internal int SmokeRuns { get; init; } = 5_000;

    /// <summary>The longest input: a UDP datagram, unless something else is more.</summary>
    internal int LongestInput { get; init; } = 65_507;

    /// <summary>
    /// Bytes that may be allocated whatever the input, and for each byte of it. Memory is work that can be counted on
    /// any machine: what grows with the square of its input shows here and not on a clock.
    /// </summary>
    internal (long Fixed, int PerByte) Memory { get; init; } = (64 * 1024, 64);

    /// <summary>Takes an input, and holds it to the promises that all targets make.</summary>
    /// <returns>The number for what was seen.</returns>
    /// <exception cref="BrokenPromiseException">One of the promises is broken.</exception>
    internal ulong Try(byte[] input)
    {
        long most = Memory.Fixed + ((long)Memory.PerByte * input.Length);
        FuzzRun run = new(input);
        long allocated = Measure(run);
        // The first to come makes tables that stay.
        if (allocated > most) allocated = Math.Min(allocated, Measure(new FuzzRun(input)));
        FuzzRun.AtMost(allocated, most, $"bytes that are allocated for {input.Length}");
        return run.Outcome;
    }

    private long Measure(FuzzRun run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Take(run);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
