using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>What somebody said about the card to use.</summary>
public sealed record CardQuestion
{
    /// <summary>The name he gave; null when he gave none.</summary>
    public string? Interface { get; init; }

    /// <summary>The addresses he wants to listen on; none when the choice is free.</summary>
    public IReadOnlyList<Ipv4Address> Bind { get; init; } = [];

    /// <summary>What is to be done there, and so what could go wrong.</summary>
    public CardUse Use { get; init; }

    /// <summary>True when he was told of the danger and still wants it.</summary>
    public bool Insist { get; init; }
}

/// <summary>What is done on a card that could hurt others on its network.</summary>
public enum CardUse
{
    /// <summary>Addresses are lent by DHCP.</summary>
    Lend,

    /// <summary>Addresses that phones look for are taken.</summary>
    Take,
}
