using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>What somebody said about the card to use.</summary>
public sealed record CardQuestion
{
    /// <summary>The name he gave; null when he gave none.</summary>
    public string? Interface { get; init; }

    /// <summary>The addresses he wants to listen on; none when the choice is free.</summary>
    public IReadOnlyList<Ipv4Address> Bind { get; init; } = [];

    /// <summary>True when he was told of the danger and still wants it.</summary>
    public bool Insist { get; init; }
}
