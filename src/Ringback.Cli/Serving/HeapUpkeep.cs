namespace Ringback.Cli.Serving;

/// <summary>
/// Has collected what outlived one collection and was dropped after it. What is believed of a phone is a new record at
/// each of its registrations: between two collections the newest of every phone stays, and is garbage a minute later.
/// The collector, which is set up to save time (ConcurrentGarbageCollection), would let 200 MB of it come together.
/// </summary>
internal sealed class HeapUpkeep : IDisposable
{
    /// <summary>Between two looks. A collection of that generation takes some milliseconds.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the middle generation that are left in peace: what 4,000 phones leave in a minute.</summary>
    internal const long Allowed = 4 * 1024 * 1024;

    private const int Middle = 1;

    private readonly ITimer _timer;

    /// <summary>Begins to look.</summary>
    internal HeapUpkeep(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, Every, Every);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static void Look()
    {
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        if (last.GenerationInfo[Middle].SizeAfterBytes > Allowed) GC.Collect(Middle);
    }
}
