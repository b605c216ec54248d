using System.Globalization;
using System.Text;
using Ringback.Bench.Attack.Attackers;
using Ringback.Bench.Attack.Phones;
using Ringback.Bench.Attack.Watching;

namespace Ringback.Bench.Attack;

/// <summary>One page: what was attacked, what it did to the program, who was served, and the judgement.</summary>
internal sealed record Report(AttackOptions Options, IReadOnlyList<Sample> Samples, IReadOnlyList<Tally> Tallies,
    HealthyPhones Phones, bool Lived, int? ExitCode, string Words, IReadOnlyDictionary<string, long> Events)
{
    // The collector breathes; what truly grows does so by more than this in an hour.
    private const double MostGrowth = 1.25;
    private const double FreeGrowth = 32e6;
    private const double MostThreadsMore = 8;

    // Before that it still warms up: code is compiled, and tables fill to their limits.
    private static readonly TimeSpan ShortestJudged = TimeSpan.FromMinutes(10);
    private const double MostFiles = 2_048;

    // A story of forged names that grows faster than this fills a small disk in a week.
    private const double MostJournalBytesPerSecond = 100e3;

    /// <summary>True when nothing is wrong.</summary>
    internal bool IsGood => !Faults().Any();

    /// <summary>The page.</summary>
    internal string Page()
    {
        StringBuilder page = new();
        TimeSpan length = Samples.Count > 0 ? Samples[^1].At : TimeSpan.Zero;
        Say(page, $"# An attack of {length:hh\\:mm\\:ss}\n");
        Say(page, $"Seed {Options.Seed}, {Options.Rate} datagrams a second to a door, served at {Options.Server}.\n");
        string[] faults = [.. Faults()];
        bool isGood = faults.Length == 0;
        string flat = Options.Length >= ShortestJudged ? "its memory was flat" : "its memory was not judged so soon";
        string judgement = isGood ? $"Good: it lived, {flat}, all phones were served." : "NOT GOOD:";
        Say(page, $"{judgement}");
        foreach (string fault in faults) Say(page, $"- {fault}");
        Say(page, $"\n| door | datagrams | bytes | answers | bytes | longest | bytes back for one | refused |");
        Say(page, $"|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (Tally tally in Tallies)
        {
            string sent = $"{tally.Door} | {tally.Sent} | {tally.SentBytes}";
            string got = $"{tally.Received} | {tally.ReceivedBytes}";
            Say(page, $"| {sent} | {got} | {tally.Longest} | {tally.Ratio:F3} | {tally.Refused} |");
        }

        Say(page, $"\n| phones | served | of |\n|---|---:|---:|");
        foreach ((string what, int served, int all) in Phones.Served) Say(page, $"| {what} | {served} | {all} |");
        Say(page, $"\n| | first quarter | last quarter | most | an hour more |\n|---|---:|---:|---:|---:|");
        Row(page, "memory, MB", s => s.Memory / 1e6);
        Row(page, "threads", s => s.Threads);
        Row(page, "open files", s => s.Files);
        Row(page, "journal, MB", s => s.Journal / 1e6);
        string told = string.Join(
            ", ", Events.OrderByDescending(e => e.Value).Take(12).Select(e => $"{e.Key} {e.Value}"));
        Say(page, $"\nEvents told: {told}");
        if (Words.Length > 0) Say(page, $"\n```\n{Words}\n```");
        return page.ToString();
    }

    private IEnumerable<string> Faults()
    {
        if (!Lived)
        {
            TimeSpan after = Samples.Count > 0 ? Samples[^1].At : default;
            yield return $"the program ended with {ExitCode} after {after:hh\\:mm\\:ss}; what each door was told last "
                + "is in last-*.base64";
        }
        else if (Words.Length > 0)
        {
            yield return $"at its end {Words}";
        }

        Trend memory = Trend.Of(Samples, s => s.Memory), threads = Trend.Of(Samples, s => s.Threads);
        Trend files = Trend.Of(Samples, s => s.Files), journal = Trend.Of(Samples, s => s.Journal);
        if (Options.Length >= ShortestJudged && memory.Last > (MostGrowth * memory.First) + FreeGrowth)
            yield return Text($"its memory grew from {memory.First / 1e6:F0} to {memory.Last / 1e6:F0} MB");
        if (threads.Last > threads.First + MostThreadsMore)
            yield return Text($"its threads grew from {threads.First:F0} to {threads.Last:F0}");
        if (files.Most > MostFiles) yield return Text($"it had {files.Most:F0} files open");
        if (Options.Length >= ShortestJudged && journal.PerHour / 3600 > MostJournalBytesPerSecond)
            yield return Text($"its journal grew by {journal.PerHour / 3600e3:F0} KB a second");
        foreach (string fault in Tallies.Select(t => t.Fault).OfType<string>()) yield return fault;
        foreach ((string what, int served, int all) in Phones.Served)
        {
            if (served < all) yield return Text($"{all - served} of {all} were not served: {what}");
        }

        if (Phones.Served.Sum(s => s.All) == 0) yield return "no phone came to its end at all";
        foreach (string fault in Phones.Faults) yield return fault;
    }

    private void Row(StringBuilder page, string name, Func<Sample, double> value)
    {
        Trend trend = Trend.Of(Samples, value);
        Say(page, $"| {name} | {trend.First:F1} | {trend.Last:F1} | {trend.Most:F1} | {trend.PerHour:+0.0;-0.0;0.0} |");
    }

    private static void Say(StringBuilder page, FormattableString line) =>
        page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
