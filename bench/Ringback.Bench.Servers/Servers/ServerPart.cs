namespace Ringback.Bench.Servers.Servers;

/// <summary>What a server is in the comparison.</summary>
internal enum ServerPart
{
    /// <summary>The one that is measured.</summary>
    Ours,

    /// <summary>A server that people use.</summary>
    Peer,

    /// <summary>The same design in C: what the machine can do.</summary>
    Limit,
}
