namespace Ringback.Cli.Serving;

/// <summary>
/// Has collected what outlived one collection and was dropped after it. What is believed of a phone is a new record at
/// each of its registrations: between two collections the newest of every phone stays, and is garbage a minute later.
/// The collector, which is set up to save time (ConcurrentGarbageCollection), would let 200 MB of it come together.
/// </summary>
internal sealed class HeapUpkeep : IDisposable
{
    /// <summary>Between two looks. A collection of the middle generation takes some milliseconds.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the middle generation that are left in peace.</summary>
    internal const long Allowed = 4 * 1024 * 1024;

    // What a collection of the middle one finds alive gets old, and is garbage there: then all are collected, when that
    // is worth it. With thousands of phones it takes some thirty milliseconds every other minute.
    private const long AllowedOld = 2 * Allowed;
    private const int PartOfOld = 4;

    private const int Middle = 1;
    private const int Old = 2;

    private readonly ITimer _timer;

    /// <summary>Begins to look.</summary>
    internal HeapUpkeep(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, Every, Every);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static void Look()
    {
        if (Size(GCKind.Any, Middle) > Allowed) GC.Collect(Middle);
        long kept = Size(GCKind.FullBlocking, Old);
        if (Size(GCKind.Any, Old) - kept > Math.Max(AllowedOld, kept / PartOfOld)) GC.Collect();
    }

    /// <summary>Bytes of a generation after the last collection of that kind; 0 when there was none.</summary>
    private static long Size(GCKind kind, int generation) =>
        GC.GetGCMemoryInfo(kind).GenerationInfo[generation].SizeAfterBytes;
}
