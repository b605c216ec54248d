using Microsoft.Extensions.Logging;

namespace Ringback.Workbench.Tests;

/// <summary>A log in which a test waits for a sentence: what the program says has happened.</summary>
internal sealed class SpokenLog(string awaited) : ILogger
{
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the sentence has been said.</summary>
    internal Task SaidAsync() => _said.Task.WaitAsync(Deadline.Token);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(awaited, StringComparison.Ordinal)) _said.TrySetResult();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
