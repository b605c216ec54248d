namespace Ringback.Journal.Sqlite;

/// <summary>The limits of a <see cref="SqliteJournal"/>.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>
    /// Events that may wait for the disk. A phone that boots and converts writes some thirty events, so 65 536 is two
    /// thousand phones booting at once while the disk stands still; at about half a kilobyte each that is 32 MiB,
    /// which a Raspberry Pi can spare.
    /// </summary>
    public int QueueCapacity { get; init; } = 65_536;

    /// <summary>
    /// Events in one transaction at most. A thousand inserts take some milliseconds, so a flush never waits long for
    /// the batch before its own, and the cost of a commit is already spread thin.
    /// </summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>
    /// The least time from one transaction to the next, unless somebody waits for it or the queue is full. The first
    /// event after a silence is written at once; phones that boot together share a transaction, which costs what a
    /// single event's does. Nobody sees a hundredth of a second.
    /// </summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The pause after a failed write. A person frees a disk in minutes; a second is soon enough.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a follower in another process looks; a quarter of a second still feels immediate.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Events that may wait while the disk is full. Somebody who clears up soon on a quiet bench loses nothing, and a
    /// flood does not fill the memory in place of the disk. The rest is counted.
    /// </summary>
    public int WaitingWhileFull { get; init; } = 4096;

    /// <summary>
    /// Bytes that the file may have before its oldest rows go; 0 for no limit. 256 MiB are half a million events, with
    /// which a bench that converts ten phones a day is full after three years.
    /// </summary>
    public long Limit { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Rows that one step of upkeep looks at. It takes a tenth of a second, for which events wait in the queue.
    /// </summary>
    public int UpkeepRows { get; init; } = 20_000;

    /// <summary>Looks how much room a file's disk has; null where the system does not say.</summary>
    public Func<string, DiskSpace?> Disk { get; init; } = DiskSpace.Of;
}
