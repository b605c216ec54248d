using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers.Results;

/// <summary>All turns of one scenario, and where and when they were taken.</summary>
internal sealed record ScenarioResult
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The machine.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The servers that took part, with versions, in the order of their turns.</summary>
    public required IReadOnlyList<Participant> Participants { get; init; }

    /// <summary>Every turn.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>Whether a server took its turns, and each without a failed transfer or a wrong byte.</summary>
    internal bool IsFaultless(string server) =>
        Turns.Any(turn => turn.Server == server)
        && Turns.Where(turn => turn.Server == server).All(turn => turn.Outcome == TurnOutcome.Measured
            && turn.Load is null or { Failed: 0, Wrong: 0 });

    /// <summary>The peer that comes nearest: the highest or the lowest median among those that served most phones.
    /// </summary>
    internal (Participant Peer, double Value)? BestPeer(Func<Turn, double?> quantity, bool lowest = false)
    {
        var peers = Participants.Where(p => p.Part == ServerPart.Peer).SelectMany(peer =>
            Spread.Of(Measured(peer.Name).Where(ServedMost).Select(quantity)) is { } spread
                ? new[] { (Peer: peer, Value: spread.Median) }
                : []).OrderBy(entry => lowest ? entry.Value : -entry.Value).ToArray();
        return peers.Length == 0 ? null : peers[0];
    }

    // One that leaves nearly all phones without a file is not fast, whatever the rest got.
    private static bool ServedMost(Turn turn) => turn.Load is { } load && load.Succeeded > load.Failed + load.Wrong;

    /// <summary>The measured turns of a server.</summary>
    internal IEnumerable<Turn> Measured(string server) =>
        Turns.Where(turn => turn.Server == server && turn.Outcome == TurnOutcome.Measured);

    /// <summary>The median, least and most of a quantity over a server's measured turns; null without any.</summary>
    internal Spread? Of(string server, Func<Turn, double?> quantity) => Spread.Of(Measured(server).Select(quantity));
}
