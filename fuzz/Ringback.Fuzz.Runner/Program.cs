using System.Globalization;

namespace Ringback.Fuzz.Runner;

/// <summary>
/// Fuzz targets from the command line; <c>eng/fuzz</c> calls it. 0 when no promise was broken, 1 when one was, 2 when
/// the command was not understood.
/// </summary>
internal static class Program
{
    private const string Usage = """
        list                                  the targets
        run TARGET|all [SECONDS] [SEED]       mutates without coverage for so long; with 0 seconds as ./test does
        replay TARGET FILE…                   tries files
        seeds TARGET FOLDER                   writes the seeds, and the words as a dictionary
        afl TARGET                            for afl-fuzz, with Ringback's assemblies instrumented by sharpfuzz
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            // First, because the others look at the targets, which must not be touched before its loop.
            case ["afl", var name]:
                AflLoop.Run(name);
                return 0;
            case ["list"]:
                foreach (string name in FuzzTargets.All.Keys) Console.WriteLine(name);
                return 0;
            case ["run", var which, .. var rest] when which == "all" || FuzzTargets.All.ContainsKey(which):
                return Run(which, Number(rest, 0, 0), Number(rest, 1, Random(TimeProvider.System)));
            case ["replay", var name, .. var files] when FuzzTargets.All.TryGetValue(name, out FuzzTarget? target):
                return Replay(target, files);
            case ["seeds", var name, var folder] when FuzzTargets.All.TryGetValue(name, out FuzzTarget? target):
                SeedFolder.Write(target, folder);
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int Number(string[] words, int index, int otherwise) =>
        words.Length > index ? int.Parse(words[index], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A long run looks where none has looked before; it prints its seed.</summary>
    private static int Random(TimeProvider time) => (int)(time.GetUtcNow().Ticks / TimeSpan.TicksPerSecond % 1_000_000);

    private static int Run(string which, int seconds, int seed)
    {
        int broken = 0;
        FuzzTarget[] targets = [.. which == "all" ? FuzzTargets.All.Values : [FuzzTargets.All[which]]];
        foreach (FuzzTarget target in targets)
        {
            TimeProvider time = TimeProvider.System;
            long begun = time.GetTimestamp();
            Campaign campaign = new(target, seed);
            FuzzFault? fault = campaign.Run(tried => seconds == 0
                ? tried < target.SmokeRuns
                : time.GetElapsedTime(begun).TotalSeconds < seconds);
            TimeSpan took = time.GetElapsedTime(begun);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{target.Name,-20} seed {seed}, {campaign.Tried,9} inputs, {campaign.Outcomes,6} outcomes, "
                + $"{took.TotalSeconds,7:F1} s{(fault is null ? "" : ", BROKEN")}"));
            if (fault is null) continue;
            broken++;
            Console.WriteLine(fault.Tell(fault.Keep(Path.Combine("artifacts", "fuzz", "faults"))));
        }

        return broken == 0 ? 0 : 1;
    }

    private static int Replay(FuzzTarget target, string[] files)
    {
        int broken = 0;
        foreach (string file in files)
        {
            try
            {
                target.Try(File.ReadAllBytes(file));
                Console.WriteLine($"{file}: holds");
            }
#pragma warning disable CA1031 // Whatever it is that comes out, it is what is looked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                broken++;
                Console.WriteLine($"{file}: {e}");
            }
        }

        return broken == 0 ? 0 : 1;
    }
}
