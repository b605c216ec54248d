namespace Ringback.Bench.Servers.Load;

/// <summary>The load generator itself failed: nothing was learned about the server.</summary>
internal sealed class StormException : Exception
{
    public StormException()
    {
    }

    public StormException(string message)
        : base(message)
    {
    }

    public StormException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
