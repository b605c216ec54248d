namespace Ringback.Bench.Servers.Results;

/// <summary>How a server's turn ended.</summary>
internal enum TurnOutcome
{
    /// <summary>It was measured; phones may have failed all the same.</summary>
    Measured,

    /// <summary>It does not come up.</summary>
    NeverStarted,

    /// <summary>It was no longer there after the load.</summary>
    Died,

    /// <summary>The load generator failed: nothing was learned.</summary>
    NoLoad,
}
