using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Phones.Cases;

namespace Ringback.Workbench.Desk;

/// <summary>When the desk has its cases remembered. For the desk, which holds its lock.</summary>
internal sealed class CaseSnapshots(
    IJournal journal, CaseBook book, StandingOrders orders, PhoneCatalogue catalogue, TimeProvider time)
{
    /// <summary>
    /// Events from one snapshot to the next while there are few cases. To fold them again takes a start a fifth of a
    /// second.
    /// </summary>
    internal const int Between = 10_000;

    /// <summary>
    /// Events for each case besides: to write a case takes as long as to fold a dozen events. Without it the first
    /// snapshot of five thousand phones that start at once cost as much of the processor as their events did.
    /// </summary>
    private const int ForEachCase = 12;

    /// <summary>
    /// The least time between two: in a storm of requests the writing of snapshots would take as much of the processor
    /// as the phones do. What is lacking after a power cut in a storm is folded again, at some 50,000 events a second.
    /// </summary>
    internal static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(10);

    private long? _last;
    private long _since;

    /// <summary>Takes up what the journal remembers; gives the place after which its events are to be folded.</summary>
    internal Task<JournalPlace> RecallAsync(CancellationToken cancel) =>
        CaseMemory.RecallAsync(journal, book, catalogue, e => orders.Take(e, book.Home), cancel);

    /// <summary>Counts an event that the newest snapshot lacks.</summary>
    internal void Count() => _since++;

    /// <summary>How many such events are enough.</summary>
    /// <param name="cases">The cases that there are.</param>
    internal static long DueAfter(int cases) => Between + ((long)ForEachCase * cases);

    /// <summary>Takes one when there are enough such events.</summary>
    internal void TakeWhenDue()
    {
        if (_since < Between || _since < DueAfter(book.Count)) return;
        if (_last is { } last && time.GetElapsedTime(last) < LeastBetween) return;
        Take();
    }

    /// <summary>Takes one when there is any such event; for the end.</summary>
    internal void TakeRest()
    {
        if (_since > 0) Take();
    }

    private void Take()
    {
        CaseSnapshot[] cases = [.. book.Snapshots()];
        // Cases never change, so the journal can write them later, on its own thread. When it does not take them, the
        // next ones will do.
        _ = journal.TryKeep(CaseMemory.Of(cases, orders.All, catalogue));
        _since = 0;
        _last = time.GetTimestamp();
    }
}
