using System.Globalization;
using Ringback.Observation.Explaining;
using Ringback.Phones.Events;

namespace Ringback.Cli.Input;

/// <summary>The lines that an explanation points at, read again from the logs.</summary>
internal sealed class ExplainQuotes
{
    // A bundle is to be looked through by a person.
    private const int MostLines = 2_000;

    private readonly Dictionary<(string File, long Line), string> _words = [];

    internal ExplainQuotes(IReadOnlyList<LogInput> files, Explanation explanation)
    {
        LineOrigin[] wanted =
        [
            .. explanation.Phones.SelectMany(p => p.Findings).SelectMany(f => f.Evidence)
                .Select(e => Origin.TryParse(e.Origin, out Origin? origin) ? origin : null)
                .Concat(explanation.Phones.SelectMany(p => p.Case.Boots).Select(b => b.Evidence))
                .OfType<LineOrigin>().Distinct().Take(MostLines),
        ];
        foreach (LogInput file in files)
        {
            string name = new LineOrigin(file.Summary.Name, 1).File;
            long[] lines = [.. wanted.Where(o => o.File == name).Select(o => o.Line)];
            if (lines.Length == 0) continue;
            foreach ((long line, string words) in file.Quote(lines)) _words.TryAdd((name, line), words);
        }
    }

    /// <summary>The words of a line; null where they are not at hand.</summary>
    internal string? Of(Origin origin) =>
        origin is LineOrigin line && _words.TryGetValue((line.File, line.Line), out string? words) ? words : null;

    /// <summary>All of them, with their places.</summary>
    internal IEnumerable<string> Lines() => _words
        .OrderBy(w => w.Key.File, StringComparer.Ordinal).ThenBy(w => w.Key.Line)
        .Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key.File}:{w.Key.Line}: {w.Value}"));
}
