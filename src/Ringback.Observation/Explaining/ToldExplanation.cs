using System.Globalization;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Explaining;

/// <summary>An explanation in sentences, for a screen, a report, or whoever is asked for help.</summary>
/// <param name="Files">What was read, a sentence for each file.</param>
/// <param name="Phones">The phones.</param>
/// <param name="Others">Machines that are none of these phones, a sentence for each.</param>
/// <param name="Notes">What else has to be known: limits that were reached.</param>
public sealed record ToldExplanation(IReadOnlyList<string> Files, IReadOnlyList<ToldPhone> Phones,
    IReadOnlyList<string> Others, IReadOnlyList<string> Notes)
{
    private const int MostOthers = 20;

    /// <summary>Puts an explanation into sentences.</summary>
    /// <param name="files">What was read.</param>
    /// <param name="explanation">What it tells.</param>
    /// <param name="book">Where it was gathered.</param>
    /// <param name="quote">The words of a line; null where they are not at hand.</param>
    public static ToldExplanation Of(IReadOnlyList<LogSummary> files, Explanation explanation, SightingBook book,
        Func<Origin, string?> quote)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(book);
        List<string> others =
        [
            .. explanation.Others.Take(MostOthers).Select(o =>
                $"{o.Name ?? o.Address?.ToString() ?? o.Mac?.ToString() ?? "a machine"} is {o.Why}. It is left alone."),
        ];
        if (explanation.Others.Count > MostOthers)
            others.Add(Invariant($"{explanation.Others.Count - MostOthers:N0} more machines are no Cisco phones."));
        return new ToldExplanation([.. files.Select(Told)],
            [.. explanation.Phones.Select(p => ToldPhone.Of(p, quote))], others, [.. Limits(explanation, book)]);
    }

    /// <summary>The same with texts changed, as for <see cref="Masking"/>.</summary>
    public ToldExplanation With(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ToldExplanation([.. Files.Select(change)], [.. Phones.Select(p => p with
        {
            Title = change(p.Title), Boots = [.. p.Boots.Select(change)],
            Findings = [.. p.Findings.Select(f => f with
            {
                Problem = f.Problem with { Message = change(f.Problem.Message), Advice = change(f.Problem.Advice) },
                Quotes = [.. f.Quotes.Select(q => (q.Place, q.Words is null ? null : change(q.Words)))],
                Name = f.Name is null ? null : change(f.Name),
            })],
        })], [.. Others.Select(change)], [.. Notes.Select(change)]);
    }

    private static string Told(LogSummary file)
    {
        string formats = string.Join(", ", file.Formats.Select(f => f.Title));
        string what = formats.Length == 0 ? "nothing that is known" : formats;
        string read = Invariant($"{file.Name}: {what}; {file.Understood:N0} of {file.Lines:N0} lines understood");
        string missed = file.Missed.Count == 0 || file.Formats.Count == 0 ? "" : " (not: "
            + string.Join(", ", file.Missed.Select(n => n.ToString(CultureInfo.InvariantCulture)))
            + (file.Lines - file.Understood > file.Missed.Count ? ", …)" : ")");
        string cut = file.Cut > 0 ? Invariant($"; {file.Cut:N0} were too long and were cut") : "";
        // The odd character is often what the whole log is read for.
        string hidden = file.Hidden > 0
            ? Invariant($"; of {file.Hidden:N0} journalctl shows only that they hold an odd character ([… blob ")
                + "data]), which is often the fault itself: give the output of journalctl -a"
            : "";
        return read + missed + cut + hidden + ".";
    }

    private static IEnumerable<string> Limits(Explanation explanation, SightingBook book)
    {
        if (book.Forgotten > 0)
        {
            yield return Invariant($"There are more phones and machines than are kept: {book.Forgotten:N0} that were ")
                + "heard least and longest ago were left out. Cut the log into parts to see them.";
        }

        long dropped = explanation.Phones.Sum(p => p.Dropped);
        if (dropped > 0)
        {
            yield return Invariant($"Of phones that did much the last {book.KeptOfPhone:N0} events count, of ")
                + Invariant($"at most {book.HuntsOfPhone} hunts for files; {dropped:N0} older ones were left out.");
        }

        if (explanation.Phones.Count == 0) yield return "No phone of Cisco's was seen.";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
