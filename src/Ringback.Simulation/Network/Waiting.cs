namespace Ringback.Simulation.Network;

/// <summary>
/// Waiting that ends on the thread that ends it. A delay of the framework goes on elsewhere when it is
/// cancelled, and a simulation has one thread.
/// </summary>
internal static class Waiting
{
    /// <summary>Waits for a time, or until the plug is pulled.</summary>
    internal static async Task ForAsync(TimeSpan howLong, TimeProvider time, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (howLong <= TimeSpan.Zero) return;
        TaskCompletionSource done = new();
        using CancellationTokenRegistration plug = cancel.Register(() => done.TrySetCanceled(cancel));
        using ITimer timer = time.CreateTimer(
            _ => done.TrySetResult(), null, howLong, System.Threading.Timeout.InfiniteTimeSpan);
        await done.Task.ConfigureAwait(false);
    }
}
