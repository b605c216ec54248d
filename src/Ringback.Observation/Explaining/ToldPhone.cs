using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Explaining;

/// <summary>A phone that was explained, in the sentences in which it is told.</summary>
/// <param name="Title">Which phone.</param>
/// <param name="Verdict">What is to be thought of it.</param>
/// <param name="Sentence">The same in words.</param>
/// <param name="Boots">Its last starts, each with its time and place before what it asked for.</param>
/// <param name="Findings">What is wrong, with the lines that show it.</param>
/// <param name="NotShown">What cannot be seen in what was read.</param>
public sealed record ToldPhone(string Title, Verdict Verdict, string Sentence, IReadOnlyList<string> Boots,
    IReadOnlyList<ToldFinding> Findings, IReadOnlyList<string> NotShown)
{
    private const int MostBoots = 3;
    private const int MostNames = 14;
    private const int MostQuotes = 4;

    /// <summary>Puts a phone into sentences.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="quote">The words of a line; null where they are not at hand.</param>
    public static ToldPhone Of(ExplainedPhone phone, Func<Origin, string?> quote)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(quote);
        string where = phone.Case.Mac is not null && phone.ShownAddress is { } at ? $" at {at}" : "";
        string title = phone.Case.Mac is null && phone.ShownAddress is null
            ? "a phone whose address is not told"
            : phone.Case.Mac is null ? $"the phone at {phone.ShownAddress}" : phone.Case.Title + where;
        return new ToldPhone(title, phone.Verdict, phone.Verdict switch
        {
            Verdict.Healthy => "nothing is wrong with it, as far as can be seen here",
            Verdict.Attention => "something wants a look",
            _ => "something is wrong",
        },
        [.. phone.Case.Boots.Where(b => b.Asks.Length > 0).TakeLast(MostBoots).Select(b => Told(b, phone.HasTimes))],
        [.. phone.Findings.Select(f => new ToldFinding(f,
            [.. Origins(f, phone.Case).Distinct().TakeLast(MostQuotes)
                .Select(o => Origin.TryParse(o, out Origin? origin) ? (Place(origin), quote(origin)) : (o, null))])
        {
            Name = f.Code == ProblemCode.StrayCharacterInName ? OddName(phone.Case) : null,
        })],
        [.. phone.NotShown]);
    }

    /// <summary>What shows it; before that, where the phone was told what is wrong.</summary>
    private static IEnumerable<string> Origins(Problem problem, PhoneCase phone)
    {
        string[] shown = [.. problem.Evidence.Select(e => e.Origin).OfType<string>()];
        BootAsk? told = problem.Place?.File is { } file
            ? phone.Boots.SelectMany(b => b.Asks).LastOrDefault(a => a.Name == file)
            : null;
        return told?.Evidence is { } origin && shown.Length > 0 ? shown.Prepend(origin.ToString()!) : shown;
    }

    /// <summary>
    /// Of the names that say something of the phone; a log may have them in letters that are no bytes.
    /// </summary>
    private static string? OddName(PhoneCase phone) => phone.Boots.SelectMany(b => b.Asks)
        .Where(a => a.Kind is not RequestedKind.Other).Select(a => a.Name)
        .LastOrDefault(name => VisibleText.Show(name) != name && name.All(c => c <= 0xFF));

    /// <summary><c>line 17</c>, <c>frame 1234</c>.</summary>
    public static string Place(Origin origin) => origin switch
    {
        LineOrigin line => string.Create(CultureInfo.InvariantCulture, $"line {line.Line}"),
        FrameOrigin frame => string.Create(CultureInfo.InvariantCulture, $"frame {frame.Frame}"),
        _ => "event " + origin,
    };

    private static string Told(Boot boot, bool hasTimes)
    {
        string[] where =
        [
            .. hasTimes ? [boot.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. boot.Evidence is { } origin ? [Place(origin)] : Array.Empty<string>(),
        ];
        string begin = where.Length > 0 ? string.Join(", ", where) + ": " : "";
        string names = string.Join(", ", boot.Asks.Take(MostNames).Select(Told));
        string more = boot.Asks.Length > MostNames
            ? string.Create(CultureInfo.InvariantCulture, $" and {boot.Asks.Length - MostNames} more") : "";
        string up = boot.Registration is { } r
            ? $", and registers over {r.Protocol.ToString().ToUpperInvariant()}" : "";
        return $"{begin}asks for {names}{more}{up}";
    }

    private static string Told(BootAsk ask)
    {
        string times = ask.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $" {ask.Times} times") : "";
        string what = ask.Ended switch
        {
            TransferOutcome.Delivered => "has it",
            TransferOutcome.Unconfirmed => "has it, it seems",
            TransferOutcome.NeverAnswered => "takes no answer",
            TransferOutcome.Stalled => "falls silent in the middle",
            TransferOutcome.PhoneError => "gives it up",
            TransferOutcome.Restarted => "begins anew",
            _ => ask.Outcome switch
            {
                AskOutcome.Served => "gets it",
                AskOutcome.NotHere => "not there",
                AskOutcome.Refused => "refused",
                _ => "",
            },
        };
        return VisibleText.Show(ask.Name) + times + (what.Length > 0 ? $" ({what})" : "");
    }
}

/// <summary>A finding with the lines that show it.</summary>
/// <param name="Problem">The finding.</param>
/// <param name="Quotes">The places, with their words where they are at hand.</param>
public sealed record ToldFinding(Problem Problem, IReadOnlyList<(string Place, string? Words)> Quotes)
{
    /// <summary>
    /// The name that is wrong as it was asked for, one character to a byte; null when no byte of a name is.
    /// </summary>
    public string? Name { get; init; }
}
