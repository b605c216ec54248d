namespace Ringback.Wire.Dhcp;

/// <summary>How a message came.</summary>
/// <param name="LocalAddress">Our address on the network where it came in.</param>
/// <param name="WasBroadcast">True when it was addressed to all.</param>
public readonly record struct DhcpArrival(Ipv4Address LocalAddress, bool WasBroadcast)
{
    /// <summary>Where it came from; none when that is not known, or when the sender has no address yet.</summary>
    public Ipv4Address Source { get; init; }
}

/// <summary>A message with everything that is found out about it once.</summary>
internal readonly record struct DhcpExchange(DhcpMessage Message, DhcpArrival Arrival, DhcpPool Pool)
{
    public required TimeSpan Now { get; init; }

    public required List<DhcpEffect> Effects { get; init; }

    /// <summary>Our name in option 54.</summary>
    public required Ipv4Address ServerIdentifier { get; init; }

    public required DhcpClientKey Client { get; init; }

    /// <summary>The relay's port; none without option 82.</summary>
    public required DhcpClientKey Circuit { get; init; }

    /// <summary>The address that is reserved for the client; none without.</summary>
    public required Ipv4Address Reserved { get; init; }

    /// <summary>True for an address that the client may have by the configuration.</summary>
    public bool MayHave(Ipv4Address address) => address == Reserved || Pool.IsForAnybody(address);

    public void Add(DhcpEffect effect) => Effects.Add(effect);

    /// <summary>The relay and its port; none when no port is named, for a relay alone is a whole network.</summary>
    public static DhcpClientKey CircuitOf(DhcpMessage message)
    {
        ReadOnlyMemory<byte> information = message.RelayInformation;
        if (information.IsEmpty
            || !DhcpRelayInformation.TryGet(information, DhcpRelayInformation.CircuitId, out ReadOnlyMemory<byte> id))
        {
            return default;
        }

        byte[] key = new byte[Ipv4Address.Length + id.Length];
        message.Relay.Write(key);
        id.Span.CopyTo(key.AsSpan(Ipv4Address.Length));
        return new DhcpClientKey(key);
    }
}
