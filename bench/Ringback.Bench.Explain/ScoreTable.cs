using System.Globalization;

namespace Ringback.Bench.Explain;

/// <summary>Prints how many logs of a set are explained rightly.</summary>
internal static class ScoreTable
{
    /// <summary>The least that is good enough, of a hundred.</summary>
    internal const int Wanted = 95;

    /// <summary>Scores the cases of these files; those that the program was built with where none are given.</summary>
    /// <returns>An exit code: 0 when it is good enough.</returns>
    internal static int Print(string[] files)
    {
        List<ScoredCase> cases = [];
        if (files.Length == 0) cases = BuiltIn();
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(file);
            cases.AddRange(ScoredCase.Read(stream));
        }

        CaseScore[] scores = [.. cases.Select(c => c.Score())];
        foreach (CaseScore score in scores.Where(s => !s.IsRight))
            Console.Out.WriteLine($"{score.Case.Name}: {score.Case.Expected} expected, {score.Said} said.");
        int right = scores.Count(s => s.IsRight), healthy = scores.Count(s => s.Case.IsHealthy);
        int alarms = scores.Count(s => s.IsFalseAlarm);
        double percent = scores.Length == 0 ? 0 : 100.0 * right / scores.Length;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{right} of {scores.Length} logs explained rightly ({percent:0.0} %), {alarms} false alarms on ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{healthy} healthy ones, {scores.Sum(s => s.Strange)} lines not understood."));
        return percent >= Wanted && alarms == 0 ? 0 : 1;
    }

    /// <summary>The cases that were built in.</summary>
    internal static List<ScoredCase> BuiltIn()
    {
        List<ScoredCase> cases = [];
        foreach (string name in typeof(ScoreTable).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using Stream stream = typeof(ScoreTable).Assembly.GetManifestResourceStream(name)!;
            cases.AddRange(ScoredCase.Read(stream));
        }

        return cases;
    }
}
