using SharpFuzz;

namespace Ringback.Fuzz.Runner;

/// <summary>
/// Takes inputs from afl-fuzz one after the other in one process; an exception is a crash to it. SharpFuzz tells it
/// which branches of the instrumented assemblies were taken, into memory that is there only inside of its loop: no
/// instrumented line may run outside.
/// </summary>
internal static class AflLoop
{
    /// <summary>Runs until afl-fuzz ends it.</summary>
    internal static void Run(string name)
    {
        FuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            (target ??= FuzzTargets.All[name]).Try(input.ToArray());
        });
    }
}
