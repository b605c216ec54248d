namespace Ringback.Journal.Tests;

/// <summary>The memory journal keeps the contract.</summary>
public sealed class MemoryJournalTests : JournalAcceptance
{
    protected override IJournal Open() => new MemoryJournal();
}
