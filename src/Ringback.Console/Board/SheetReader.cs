using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Proofs;

namespace Ringback.Console.Board;

/// <summary>Proof sheets of the phones that the desk knows.</summary>
public sealed class SheetReader
{
    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;

    internal SheetReader(ConsoleSubject subject, TimeProvider time)
    {
        _subject = subject;
        _time = time;
    }

    /// <summary>The sheet of a phone; null for one that nobody knows.</summary>
    public async Task<ProofSheet?> ReadAsync(MacAddress mac, CancellationToken cancel) =>
        _subject.Bench.Desk.CaseOf(mac) is { } phone
            ? (await ReadAsync([phone], cancel).ConfigureAwait(false))[0]
            : null;

    /// <summary>The sheets of every phone that has named itself, in the order of their arrival.</summary>
    public Task<IReadOnlyList<ProofSheet>> ReadAllAsync(CancellationToken cancel) => ReadAsync(
        [.. _subject.Bench.Desk.Cases.Where(c => c is { Mac: not null, IsStranger: false }).OrderBy(c => c.FirstSeen)],
        cancel);

    private async Task<IReadOnlyList<ProofSheet>> ReadAsync(IReadOnlyList<PhoneCase> phones, CancellationToken cancel)
    {
        // What the library says now; files are looked at only as far as they are asked for.
        ProofSheets sheets = new(_subject.Journal, _subject.Options.Catalogue,
            new LibraryAuthenticity(_subject.Options.Library ?? ""));
        DateTimeOffset now = _time.GetUtcNow();
        List<ProofSheet> read = [];
        foreach (PhoneCase phone in phones)
            read.Add(await sheets.ReadAsync(phone, now, RunningWorkbench.Version, cancel).ConfigureAwait(false));
        return read;
    }
}
