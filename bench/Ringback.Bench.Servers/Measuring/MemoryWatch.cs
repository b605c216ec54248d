namespace Ringback.Bench.Servers.Measuring;

/// <summary>Looks at a tree's memory again and again, and keeps the most that it saw.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    // To read thousands of processes takes a while, which is the server's as well; only memory scenarios are watched.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private MemoryUse _most;

    internal MemoryWatch(ProcessTree tree) => _watching = WatchAsync(tree);

    /// <summary>Stops, and tells the most that was seen.</summary>
    internal async Task<MemoryUse> StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        return _most;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync(ProcessTree tree)
    {
        while (!_stop.IsCancellationRequested)
        {
            MemoryUse now = tree.Memory();
            if (now.ResidentBytes > _most.ResidentBytes) _most = now;
            await Task.Delay(BetweenLooks, TimeProvider.System, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
