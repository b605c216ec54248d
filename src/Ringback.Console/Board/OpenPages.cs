using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Ringback.Console.Board;

/// <summary>How many pages are open.</summary>
public sealed class OpenPages
{
    private int _count;

    /// <summary>Pages that are connected now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Is told when one was opened or closed.</summary>
    internal event Action? Changed;

    internal void Enter()
    {
        Interlocked.Increment(ref _count);
        Changed?.Invoke();
    }

    internal void Leave()
    {
        Interlocked.Decrement(ref _count);
        Changed?.Invoke();
    }
}

/// <summary>Counts them.</summary>
internal sealed class PageCounter(OpenPages pages) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Enter();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Leave();
        return Task.CompletedTask;
    }
}
