using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Tests.Bench;

/// <summary>A running workbench on free ports, and what it records.</summary>
internal sealed class OpenBench : IAsyncDisposable
{
    private readonly Channel<PhoneEvent> _events = Channel.CreateUnbounded<PhoneEvent>();
    private RunningWorkbench? _running;

    internal PracticeBench Practice { get; } = new();

    internal RunningWorkbench Running => _running ?? throw new InvalidOperationException("It is not open.");

    internal static async Task<OpenBench> StartAsync(string? goal = null, TimeProvider? time = null)
    {
        OpenBench bench = new();
        bench._running = await RunningWorkbench.StartAsync(bench.Practice.Options(goal),
            bench.Practice.Shelf(time ?? TimeProvider.System), bench.Practice.Journal, time ?? TimeProvider.System,
            NullLoggerFactory.Instance, bench.Keep, Deadline.Token);
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
        Practice.Dispose();
    }

    internal IPEndPoint EndPoint(string service)
    {
        Listening listener = Running.Listening.First(d => d.Service == service);
        return new IPEndPoint(listener.Address, listener.Port);
    }

    /// <summary>The next event of that kind.</summary>
    internal async Task<T> NextAsync<T>()
        where T : PhoneEvent
    {
        while (true)
        {
            if (await _events.Reader.ReadAsync(Deadline.Token) is T wanted) return wanted;
        }
    }

    private void Keep(Recorded recorded) => _events.Writer.TryWrite(recorded.Event);
}
