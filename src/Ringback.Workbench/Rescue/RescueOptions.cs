using Ringback.Wire.Dhcp;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Rescue;

/// <summary>Where and for whom a rescue is.</summary>
public sealed record RescueOptions
{
    /// <summary>The card that the phones are on.</summary>
    public required NetworkCard Card { get; init; }

    /// <summary>What is asked of the system.</summary>
    public required BenchSystem System { get; init; }

    /// <summary>The rules.</summary>
    public required RescueRules Rules { get; init; }

    /// <summary>Who is served: each phone is added as it is found.</summary>
    public required GuestNetworks Guests { get; init; }

    /// <summary>True to change nothing and send nothing, and to tell what would be done.</summary>
    public bool IsDry { get; init; }

    /// <summary>True when what phones say in DHCP is told: false where a server of ours hears them itself.</summary>
    public bool TellsDhcp { get; init; } = true;

    /// <summary>What a person says that a phone looks for; null when nobody says anything.</summary>
    public ToldSight? Told { get; init; }

    /// <summary>The rules for a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cards">All cards.</param>
    /// <param name="mayBePhone">Whether a MAC address is one that a phone can have.</param>
    /// <param name="only">The only phone that counts; null for every phone.</param>
    /// <param name="insists">True to take even what this computer reaches over another card.</param>
    public static RescueRules RulesFor(NetworkCard card, IReadOnlyList<NetworkCard> cards,
        Func<HardwareAddress, bool> mayBePhone, HardwareAddress? only, bool insists) => new()
        {
            Own = card.Hardware ?? default,
            MayBePhone = mayBePhone,
            Only = only,
            OwnAddresses = [.. cards.SelectMany(c => c.Addresses).Select(a => a.Address)],
            OwnNetworks = [.. card.Subnets],
            OtherNetworks = insists ? [] :
            [
                .. cards.Where(c => c.Name != card.Name && c.Kind is not CardKind.Loopback)
                    .SelectMany(c => c.Subnets).Distinct(),
            ],
        };
}
