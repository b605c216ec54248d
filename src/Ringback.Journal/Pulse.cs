namespace Ringback.Journal;

/// <summary>
/// Wakes everybody who waits for "something changed". Take <see cref="Next"/> first, then look at the state, then
/// wait: a change between looking and waiting has then already completed the task.
/// </summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = Create();

    /// <summary>Completes with the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes everybody who waits.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, Create()).SetResult();

    // Continuations must not run on the writer: whoever follows the journal may be slow.
    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
