using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Stories;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Board;

/// <summary>A sentence of the journal.</summary>
/// <param name="At">When.</param>
/// <param name="Mac">The phone; null when it is about the bench, or about one that has no name.</param>
/// <param name="Who">What the phone is called; null when it is about the bench.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Text">The sentence.</param>
public sealed record FoundLine(DateTimeOffset At, MacAddress? Mac, string? Who, StoryTone Tone, string Text);

/// <summary>How a phone's story ended so far.</summary>
/// <param name="Mac">The phone.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Load">What it runs; null when not known.</param>
/// <param name="Goal">What it was to become; null for nothing.</param>
/// <param name="Note">Why it was refused, or its first finding; null for neither.</param>
/// <param name="FirstSeen">When it was heard first.</param>
/// <param name="LastSeen">When it was heard last.</param>
public sealed record PastPhone(MacAddress? Mac, string Title, PhoneState State, string? Load, string? Goal,
    string? Note, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>Finds in the story what somebody looks for.</summary>
public static class JournalSearch
{
    /// <summary>Sentences that are given at most: the newest.</summary>
    public const int Most = 200;

    /// <summary>Every phone that is known, the one heard last first.</summary>
    public static IReadOnlyList<PastPhone> Phones(ConsoleSubject subject, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return
        [
            .. subject.Bench.Desk.Cases.Where(c => !c.IsStranger).OrderByDescending(c => c.LastSeen).Select(c =>
            {
                BenchPhoneJson phone = BenchPhoneJson.Of(
                    c, new BenchScene(0, null, false, null, subject.Options.Catalogue, now));
                return new PastPhone(c.Mac, c.Title, phone.State.State, c.Load,
                    c.Conversion?.Target ?? c.Conversion?.Goal,
                    phone.State.Reason ?? (phone.Findings.Count > 0 ? phone.Findings[0].Message : null),
                    c.FirstSeen, c.LastSeen);
            }),
        ];
    }

    /// <summary>The newest sentences that have all the words.</summary>
    /// <param name="subject">The bench.</param>
    /// <param name="words">What is looked for; empty for everything.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IReadOnlyList<FoundLine>> LinesAsync(
        ConsoleSubject subject, string words, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(words);
        string[] wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        PhoneCatalogue catalogue = subject.Options.Catalogue;
        CaseBook book = new(catalogue) { Home = subject.Journal.Bench };
        Queue<FoundLine> found = new();
        await foreach (JournalEntry entry in subject.Journal
            .ReadAsync(JournalPlace.Beginning, cancel).ConfigureAwait(false))
        {
            PhoneCase? before = book.Before(entry.Event), phone = book.Apply(entry.Event);
            IEnumerable<StoryLine> told = phone is null
                ? Narrator.TellBench(entry.Event)
                : Narrator.Tell(before ?? phone, entry.Event, phone, catalogue);
            foreach (StoryLine line in told)
            {
                string? who = phone?.Title;
                if (!wanted.All(w => Has(line.Text, w) || Has(who, w))) continue;
                found.Enqueue(new FoundLine(line.At, phone?.Mac, who, line.Tone, line.Text));
                if (found.Count > Most) found.Dequeue();
            }
        }

        return [.. found.Reverse()];
    }

    private static bool Has(string? text, string word) =>
        text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
