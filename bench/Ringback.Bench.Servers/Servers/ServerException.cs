namespace Ringback.Bench.Servers.Servers;

/// <summary>A server that does not come up. The others are measured without it.</summary>
internal sealed class ServerException : Exception
{
    public ServerException()
    {
    }

    public ServerException(string message)
        : base(message)
    {
    }

    public ServerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
