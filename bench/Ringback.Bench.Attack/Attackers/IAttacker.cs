namespace Ringback.Bench.Attack.Attackers;

/// <summary>Somebody at one door: over UDP, or over TCP.</summary>
internal interface IAttacker : IDisposable
{
    /// <summary>What was sent and what came back.</summary>
    Tally Tally { get; }

    /// <summary>The last inputs, the newest last.</summary>
    IReadOnlyCollection<byte[]> Last { get; }

    /// <summary>Sends what is due and takes what came.</summary>
    /// <param name="since">Since the last time.</param>
    void Strike(TimeSpan since);
}
