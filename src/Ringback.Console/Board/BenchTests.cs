using System.Collections.Concurrent;
using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Registrars;

namespace Ringback.Console.Board;

/// <summary>
/// The bench tests that were begun at a page or through the API. A test goes on when the page that began it is closed:
/// whoever stands before the phone is led by its display. Safe for several threads.
/// </summary>
public sealed class BenchTests : IAsyncDisposable
{
    private readonly PhoneHands _hands;
    private readonly ConcurrentDictionary<MacAddress, Running> _tests = [];
    private readonly ConcurrentDictionary<Action<MacAddress>, byte> _followers = [];

    internal BenchTests(ConsoleSubject subject) => _hands = subject.Bench.Hands;

    /// <summary>The test of a phone, as it is or as it ended; null when none was begun since the start.</summary>
    public OrderAnswerJson? Of(MacAddress mac) => _tests.GetValueOrDefault(mac)?.Answer;

    /// <summary>Begins one.</summary>
    /// <param name="mac">The phone.</param>
    /// <param name="author">Who has it done.</param>
    /// <returns>How it begins, or why there is none.</returns>
    public async Task<OrderAnswerJson> BeginAsync(MacAddress mac, string author)
    {
        Running running = new();
        IAsyncEnumerator<BenchTestProgress> steps =
            _hands.TestAsync(mac, author, running.End.Token).GetAsyncEnumerator(CancellationToken.None);
        await steps.MoveNextAsync().ConfigureAwait(false);
        OrderAnswerJson first = Tell(steps.Current);
        if (first.Because is not null)
        {
            await steps.DisposeAsync().ConfigureAwait(false);
            running.End.Dispose();
            return first;
        }

        running.Answer = first;
        _tests[mac] = running;
        running.Going = GoOnAsync(mac, running, steps);
        Changed(mac);
        return first;
    }

    /// <summary>Ends the test of a phone; what was tried until then is recorded.</summary>
    /// <returns>False when none runs.</returns>
    public async Task<bool> EndAsync(MacAddress mac)
    {
        if (_tests.GetValueOrDefault(mac) is not { Answer.Part: not null } running) return false;
        await running.EndAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Tells of every step of every test until the answer is disposed of.</summary>
    public IDisposable Follow(Action<MacAddress> changed)
    {
        _followers[changed] = 0;
        return new Ending(() => _followers.TryRemove(changed, out _));
    }

    /// <summary>Ends every test.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Running running in _tests.Values) await running.EndAsync().ConfigureAwait(false);
    }

    private async Task GoOnAsync(MacAddress mac, Running running, IAsyncEnumerator<BenchTestProgress> steps)
    {
        try
        {
            while (await steps.MoveNextAsync().ConfigureAwait(false))
            {
                running.Answer = Tell(steps.Current);
                Changed(mac);
            }
        }
        finally
        {
            await steps.DisposeAsync().ConfigureAwait(false);
            if (running.Answer.Part is not null) running.Answer = running.Answer with { Part = null };
            running.HasEnded = true;
            Changed(mac);
        }
    }

    private void Changed(MacAddress mac)
    {
        foreach (Action<MacAddress> follower in _followers.Keys) follower(mac);
    }

    private static OrderAnswerJson Tell(BenchTestProgress progress) => new()
    {
        Done = progress is { Because: null, Part: null }, Because = progress.Because, Part = progress.Part,
        Results = progress.Results,
    };

    private sealed class Running
    {
        internal CancellationTokenSource End { get; } = new();

        internal Task Going { get; set; } = Task.CompletedTask;

        internal bool HasEnded { get; set; }

        internal OrderAnswerJson Answer { get; set; } = new() { Done = false };

        internal async Task EndAsync()
        {
            if (!HasEnded) await End.CancelAsync().ConfigureAwait(false);
            await Going.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
