using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Console.Board;

/// <summary>A file that a phone had whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest; null when nobody had worked it out.</param>
/// <param name="Blocks">DATA blocks.</param>
/// <param name="Again">Blocks sent again.</param>
public sealed record GivenFile(string Name, long Bytes, string? Sha256, long Blocks, int Again);

/// <summary>Something that was done.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, as the story has it.</param>
public sealed record DoneStep(DateTimeOffset At, string Text);

/// <summary>What a proof rests on: read out of the journal, and nothing that the journal does not have.</summary>
public sealed record ProofFacts
{
    /// <summary>The case.</summary>
    public required PhoneCase Phone { get; init; }

    /// <summary>When it was proved; null when it is not, or not any more.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>When its conversion began; null when it never did.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>What it ran before; null when not known.</summary>
    public string? Before { get; init; }

    /// <summary>What it says of itself; null when it said nothing.</summary>
    public string? OwnWords { get; init; }

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<DoneStep> Done { get; init; } = [];

    /// <summary>The firmware that it had whole, in the order of its questions.</summary>
    public IReadOnlyList<GivenFile> Files { get; init; } = [];

    /// <summary>Reads what is known; null for a phone that the journal does not know.</summary>
    public static async Task<ProofFacts?> ReadAsync(ConsoleSubject subject, MacAddress mac, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(subject);
        CaseBook book = new(subject.Options.Catalogue) { Home = subject.Journal.Bench };
        Dictionary<string, string> digests = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, GivenFile> files = new(StringComparer.OrdinalIgnoreCase);
        List<DoneStep> done = [];
        DateTimeOffset? began = null, proved = null;
        string? before = null, words = null;
        await foreach (JournalEntry entry in subject.Journal.ReadAboutAsync(mac, cancel).ConfigureAwait(false))
        {
            PhoneCase? was = book.Before(entry.Event), phone = book.Apply(entry.Event);
            if (phone?.Mac != mac) continue;
            switch (entry.Event)
            {
                case FileAsked { Served: { } served, Sha256: { } digest }:
                    digests[served] = digest;
                    break;
                case TransferEnded { Outcome: TransferOutcome.Delivered or TransferOutcome.Unconfirmed } end
                    when IsFirmware(end.Name):
                    files[end.Name] = new GivenFile(end.Name, end.Length, null, end.Blocks, end.Retransmissions);
                    break;
                case ConversionStarted started:
                    // Another way to the same goal is the same conversion.
                    if (began is null || proved is not null)
                    {
                        (began, before, proved) = (started.At, was?.Load, null);
                        done.Clear();
                        files.Clear();
                    }

                    break;
                case StepProved step:
                    done.Add(new DoneStep(step.At, Title(was, step.Step)));
                    break;
                case AlarmReceived alarm:
                    words = alarm.Text;
                    break;
                case ConversionProved:
                    proved = entry.Event.At;
                    done.Add(new DoneStep(entry.Event.At, Title(was, (was?.Conversion?.Steps.Count ?? 1) - 1)));
                    break;
            }
        }

        if (book.Find(mac) is not { } known) return null;
        IShelf shelf = subject.Bench.Shelf.Current;
        return new ProofFacts
        {
            Phone = known,
            ProvedAt = known.Conversion is { Status: ConversionStatus.Proved } ? proved : null,
            BeganAt = began,
            Before = before,
            OwnWords = words,
            Done = done,
            Files =
            [
                .. files.Values.Select(f => f with
                {
                    Sha256 = digests.GetValueOrDefault(f.Name) ?? shelf.Find(f.Name)?.Sha256,
                }),
            ],
        };
    }

    private static bool IsFirmware(string name)
    {
        RequestedFile file = RequestedFile.Recognise(name);
        return file.IsFirmware || file.IsManifest;
    }

    private static string Title(PhoneCase? phone, int step) =>
        phone?.Conversion is { } conversion && step >= 0 && step < conversion.Steps.Count
            ? conversion.Steps[step]
            : "";
}
