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
/// <param name="Phone">The phone as it stands.</param>
/// <param name="Title">What it is called.</param>
public sealed record PastPhone(BenchPhoneJson Phone, string Title)
{
    /// <summary>When that end was: a proof stays where it was, whatever the phone said since.</summary>
    public DateTimeOffset At => Phone switch
    {
        { State.State: PhoneState.Proved, Conversion.ProvedAt: { } proved } => proved,
        { State.State: PhoneState.Refused, Conversion.RefusedAt: { } refused } => refused,
        { State.State: PhoneState.Registered, UpSince: { } up } => up,
        _ => Phone.LastSeen ?? default,
    };

    /// <summary>True for one that only was simulated: it has proved nothing.</summary>
    public bool IsSimulated => Phone.Conversion is { IsSimulated: true };
}

/// <summary>Finds in the story what somebody looks for.</summary>
public static class JournalSearch
{
    /// <summary>Sentences that are given at most: the newest.</summary>
    public const int Most = 200;

    /// <summary>Every phone that is known, the one first that ended last.</summary>
    public static IReadOnlyList<PastPhone> Phones(ConsoleSubject subject, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return
        [
            .. subject.Bench.Desk.Cases.Where(c => !c.IsStranger).Select(c => new PastPhone(
                BenchPhoneJson.Of(c, new BenchScene(0, null, c.Mac is { } mac && subject.Bench.Desk.Stays(mac), null,
                    subject.Options.Catalogue, now)),
                c.Title)).OrderByDescending(p => p.At),
        ];
    }

    /// <summary>The newest sentences that have all the words.</summary>
    /// <param name="subject">The bench.</param>
    /// <param name="words">What is looked for; empty for everything.</param>
    /// <param name="since">What came before is left out.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IReadOnlyList<FoundLine>> LinesAsync(
        ConsoleSubject subject, string words, DateTimeOffset since, CancellationToken cancel)
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
            if (entry.Event.At < since) continue;
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
