namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>How rogues are watched for while we serve.</summary>
public sealed record RogueDhcpWatchOptions
{
    /// <summary>How often to ask. Each time, other servers set an address aside for a moment.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How to ask.</summary>
    public RogueDhcpSearchOptions Search { get; init; } = new();

    /// <summary>Servers that are remembered; who was heard longest ago is forgotten, and is news when it comes back.
    /// </summary>
    public int MostRogueServers { get; init; } = 32;
}

/// <summary>What is new about a rogue.</summary>
public enum RogueDhcpNews
{
    /// <summary>It answered us for the first time.</summary>
    Appeared,

    /// <summary>It was heard answering somebody else, and has not answered us.</summary>
    Overheard,

    /// <summary>What it offers is not what it offered before.</summary>
    Changed,

    /// <summary>It was heard refusing somebody an address (NAK), which makes a phone start over.</summary>
    Refused,
}

/// <summary>News of a rogue.</summary>
/// <param name="News">What is new.</param>
/// <param name="Offer">What it said, and how a phone reads that.</param>
public sealed record RogueDhcpSighting(RogueDhcpNews News, RogueDhcpOffer Offer);
