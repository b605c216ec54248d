using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>A network card as it stands now.</summary>
public sealed record NetworkCard
{
    /// <summary>The name that the system's own tools take: eth0, en5, Ethernet 2.</summary>
    public required string Name { get; init; }

    /// <summary>The system's number of it.</summary>
    public int Index { get; init; }

    /// <summary>What the driver calls it; on Linux the name again.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it is.</summary>
    public CardKind Kind { get; init; }

    /// <summary>True when it is switched on, whether or not a cable is in.</summary>
    public bool IsUp { get; init; }

    /// <summary>True when the other end of the cable answers; null when the system does not say.</summary>
    public bool? HasCarrier { get; init; }

    /// <summary>Its MAC address; null when it has none.</summary>
    public HardwareAddress? Hardware { get; init; }

    /// <summary>Its IPv4 addresses, in the system's order.</summary>
    public IReadOnlyList<CardAddress> Addresses { get; init; } = [];

    /// <summary>The subnets that are reached through it, its own among them and the default route not.</summary>
    public IReadOnlyList<Ipv4Network> Routes { get; init; } = [];

    /// <summary>True when the way to the rest of the world goes through it.</summary>
    public bool HasDefaultRoute { get; init; }

    /// <summary>Every subnet that addresses or routes of it lie in.</summary>
    public IEnumerable<Ipv4Network> Subnets => Addresses.Select(a => a.Subnet).Concat(Routes).Distinct();

    /// <summary>Of what kind it is, and what keeps it from being used: <c>wired, no cable</c>.</summary>
    public string What
    {
        get
        {
            string kind = Kind switch
            {
                CardKind.Wired => "wired",
                CardKind.WiFi => "Wi-Fi",
                CardKind.Loopback => "loopback",
                CardKind.Virtual => "virtual",
                _ => "other",
            };
            return kind + (!IsUp ? ", switched off" : HasCarrier == false ? ", no cable" : "");
        }
    }

    /// <summary>A line for a list that people choose from.</summary>
    public string Told
    {
        get
        {
            string addresses = Addresses.Count == 0 ? "no IPv4 address" : string.Join(", ", Addresses);
            string route = HasDefaultRoute ? ", default route" : "";
            string driver = Description.Length == 0 || Description == Name ? "" : $"; {Description}";
            return $"{Name} ({What}; {addresses}{route}{driver})";
        }
    }
}
