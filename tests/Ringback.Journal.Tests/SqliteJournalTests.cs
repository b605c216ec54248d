using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>The SQLite journal keeps the contract.</summary>
public sealed class SqliteJournalTests : JournalAcceptance
{
    private readonly ScratchFolder _folder = new();

    protected override IJournal Open() => SqliteJournal.Open(_folder["journal.db"]);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
