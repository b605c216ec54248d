using System.Text;
using System.Text.RegularExpressions;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Observation.Explaining;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;

namespace Ringback.Bench.Explain;

/// <summary>
/// A log of which it is known what is the matter. Many stand in one file, each below a line
/// <c>=== name, kind of log: code</c>; the code is that of the first finding, or <c>healthy</c> for none but
/// information.
/// </summary>
/// <param name="Name">What it is about, and what wrote it.</param>
/// <param name="Expected">The code of the first finding; <c>healthy</c> for none.</param>
/// <param name="Log">The log, one character to a byte.</param>
internal sealed partial record ScoredCase(string Name, string Expected, string Log)
{
    /// <summary>What a healthy phone is expected to be.</summary>
    internal const string Healthy = "healthy";

    /// <summary>After the youngest of them: a line of syslog has no year.</summary>
    private static readonly DateTimeOffset Written = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal bool IsHealthy => Expected == Healthy;

    /// <summary>The cases of a file.</summary>
    internal static List<ScoredCase> Read(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.Latin1);
        string text = reader.ReadToEnd();
        List<ScoredCase> cases = [];
        Match[] heads = [.. Head().Matches(text).Cast<Match>()];
        for (int i = 0; i < heads.Length; i++)
        {
            int begin = heads[i].Index + heads[i].Length, end = i + 1 < heads.Length ? heads[i + 1].Index : text.Length;
            cases.Add(new ScoredCase(heads[i].Groups[1].Value, heads[i].Groups[2].Value, text[begin..end]));
        }

        return cases;
    }

    /// <summary>What the program says of it.</summary>
    internal CaseScore Score()
    {
        SightingBook book = new();
        using MemoryStream log = new(Encoding.Latin1.GetBytes(Log));
        LogSummary read = LogReading.Read(log, book, new LogOptions(Name) { Reference = Written });
        Explanation told = Explainer.Explain(book, PhoneCatalogue.BuiltIn);
        Problem[] findings = [.. told.Phones.SelectMany(p => p.Findings)];
        string first = told.Phones.Where(p => p.Findings.Count > 0).Select(p => p.Findings[0].Code)
            .FirstOrDefault(Healthy);
        bool isAlarmed = findings.Any(f => f.Severity >= ProblemSeverity.Warning);
        bool isRight = IsHealthy ? !isAlarmed && told.Phones.Count > 0 : first == Expected;
        string said = string.Join(' ', findings.Select(f => f.Code).DefaultIfEmpty(Healthy));
        return new CaseScore(this, isRight, IsHealthy && isAlarmed, told.Phones.Count == 0 ? "no phone" : said,
            read.Lines - read.Understood);
    }

    [GeneratedRegex(@"^=== (.+): ([\w-]+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}

/// <summary>How a case was judged.</summary>
/// <param name="Case">The case.</param>
/// <param name="IsRight">True when the first finding is the right one, or there is rightly none.</param>
/// <param name="IsFalseAlarm">True when a healthy phone is said to have something.</param>
/// <param name="Said">What was said.</param>
/// <param name="Strange">Lines that were not understood.</param>
internal sealed record CaseScore(ScoredCase Case, bool IsRight, bool IsFalseAlarm, string Said, long Strange);
