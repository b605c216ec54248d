using System.Buffers;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Desk;

/// <summary>
/// What is believed of phones, as a journal keeps it beside the story: a case is its newest snapshot and the events
/// after it.
/// </summary>
public static class CaseMemory
{
    /// <summary>
    /// Fills an empty book with what a journal remembers, and gives the place after which its events are still to be
    /// folded: the beginning, when it remembers nothing that is of use here.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="book">The book.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="takeOrder">Told of the orders and approvals that stood then.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static async Task<JournalPlace> RecallAsync(IJournalReader journal, CaseBook book,
        PhoneCatalogue catalogue, Action<PhoneEvent>? takeOrder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(book);
        string known = CatalogueVersion.Of(catalogue), version = Version(known);
        if (await journal.ReadSnapshotAsync(version, cancel).ConfigureAwait(false) is not { } kept)
            return JournalPlace.Beginning;
        List<CaseSnapshot> cases = [];
        List<PhoneEvent> orders = [];
        foreach (string line in kept.Lines)
        {
            if (CaseSnapshot.TryRead(line, kept.Version == version ? known : null, out CaseSnapshot? snapshot))
            {
                cases.Add(snapshot);
            }
            else if (Order(line) is { } order)
            {
                orders.Add(order);
            }
            else
            {
                // Half of what was known is worse than what the events tell.
                return JournalPlace.Beginning;
            }
        }

        foreach (CaseSnapshot snapshot in cases) book.Restore(snapshot);
        foreach (PhoneEvent order in orders) takeOrder?.Invoke(order);
        return kept.Place;
    }

    /// <summary>The cases of a book and what was ordered, to be kept.</summary>
    internal static JournalSnapshot Of(
        IReadOnlyList<CaseSnapshot> cases, IReadOnlyList<PhoneEvent> orders, PhoneCatalogue catalogue)
    {
        string known = CatalogueVersion.Of(catalogue);
        return new JournalSnapshot(Version(known), Lines(cases, orders, known));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(
        IReadOnlyList<CaseSnapshot> cases, IReadOnlyList<PhoneEvent> orders, string catalogue)
    {
        ArrayBufferWriter<byte> line = new();
        using Utf8JsonWriter writer = new(line, EventJson.WriterOptions);
        foreach (PhoneEvent order in orders) yield return Line(order, static (w, e) => EventJson.Write(w, e));
        foreach (CaseSnapshot one in cases) yield return Line(one, (w, c) => c.Write(w, catalogue));

        ReadOnlyMemory<byte> Line<T>(T what, Action<Utf8JsonWriter, T> write)
        {
            line.ResetWrittenCount();
            writer.Reset();
            write(writer, what);
            return line.WrittenMemory;
        }
    }

    private static string Version(string catalogue) => $"{CaseBook.FoldVersion}/{catalogue}";

    private static PhoneEvent? Order(string line)
    {
        try
        {
            return EventJson.Read(line) is PhoneEvent e and (OrderGiven or ApprovalGiven or FileChosen) ? e : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
