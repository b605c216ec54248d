using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>
/// Something that this program makes on a card and takes back: an <see cref="AddressChange"/>, a
/// <see cref="RouteChange"/> or a <see cref="VlanChange"/>.
/// </summary>
public abstract record CardChange
{
    /// <summary>What it is, as records on the disk call it.</summary>
    internal abstract string Kind { get; }

    /// <summary>Its value, as records on the disk write it.</summary>
    internal abstract string Value { get; }

    /// <summary>For people: what is on the card then.</summary>
    /// <param name="card">The card.</param>
    public abstract string Told(string card);

    /// <summary>The commands that make it, in order.</summary>
    public abstract IReadOnlyList<ToolCommand> Make(IAddressSetter setter, string card);

    /// <summary>The command that takes it back.</summary>
    public abstract ToolCommand Undo(IAddressSetter setter, string card);

    /// <summary>Whether it stands there; null where the system does not say.</summary>
    internal abstract bool? IsOn(NetworkCard card, IReadOnlyList<NetworkCard> cards, IAddressSetter setter);

    /// <summary>Reads what a record says; null when it says nothing that this program makes.</summary>
    internal static CardChange? Read(string? kind, string value) => kind switch
    {
        null or AddressChange.Name when CardAddress.TryParse(value, out CardAddress address) =>
            new AddressChange(address),
        RouteChange.Name when Ipv4Address.TryParse(value, out Ipv4Address host) => new RouteChange(host),
        VlanChange.Name when ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort vlan)
            && VlanChange.IsVlan(vlan) => new VlanChange(vlan),
        _ => null,
    };
}

/// <summary>One more address.</summary>
/// <param name="Address">The address, with the bits of its network: 32 reaches nobody by itself.</param>
public sealed record AddressChange(CardAddress Address) : CardChange
{
    internal const string Name = "address";

    internal override string Kind => Name;

    internal override string Value => $"{Address}";

    /// <inheritdoc/>
    public override string Told(string card) => $"{Address}";

    /// <inheritdoc/>
    public override IReadOnlyList<ToolCommand> Make(IAddressSetter setter, string card) => [setter.Add(card, Address)];

    /// <inheritdoc/>
    public override ToolCommand Undo(IAddressSetter setter, string card) => setter.Remove(card, Address);

    internal override bool? IsOn(NetworkCard card, IReadOnlyList<NetworkCard> cards, IAddressSetter setter) =>
        card.Addresses.Contains(Address);
}

/// <summary>A route to one machine that is on the cable itself, whatever network its address is in.</summary>
/// <param name="Host">The machine's address.</param>
public sealed record RouteChange(Ipv4Address Host) : CardChange
{
    internal const string Name = "route";

    internal override string Kind => Name;

    internal override string Value => $"{Host}";

    /// <inheritdoc/>
    public override string Told(string card) => $"the route to {Host}";

    /// <inheritdoc/>
    public override IReadOnlyList<ToolCommand> Make(IAddressSetter setter, string card) => [setter.Reach(card, Host)];

    /// <inheritdoc/>
    public override ToolCommand Undo(IAddressSetter setter, string card) => setter.Unreach(card, Host);

    internal override bool? IsOn(NetworkCard card, IReadOnlyList<NetworkCard> cards, IAddressSetter setter)
    {
        bool isListed = card.Routes.Contains(Ipv4Network.Of(Host, 32));
        // Only Linux lists its routes here; elsewhere they are made up from the addresses.
        return isListed || setter is IpSetter ? isListed : null;
    }
}

/// <summary>An interface for the frames of one VLAN on the card (IEEE 802.1Q).</summary>
/// <param name="Vlan">The VLAN, 1 to 4094.</param>
public sealed record VlanChange(ushort Vlan) : CardChange
{
    internal const string Name = "vlan";

    internal override string Kind => Name;

    internal override string Value => Vlan.ToString(CultureInfo.InvariantCulture);

    /// <summary>0 and 4095 are reserved (IEEE 802.1Q table 9-2).</summary>
    internal static bool IsVlan(ushort vlan) => vlan is > 0 and < 4095;

    /// <inheritdoc/>
    public override string Told(string card) => $"VLAN {Value}";

    /// <inheritdoc/>
    public override IReadOnlyList<ToolCommand> Make(IAddressSetter setter, string card) => setter.AddVlan(card, Vlan);

    /// <inheritdoc/>
    public override ToolCommand Undo(IAddressSetter setter, string card) => setter.RemoveVlan(card, Vlan);

    internal override bool? IsOn(NetworkCard card, IReadOnlyList<NetworkCard> cards, IAddressSetter setter)
    {
        string name = setter.VlanName(card.Name, Vlan);
        // Where the card itself becomes the tagged one, its name does not tell.
        return name == card.Name ? null : cards.Any(c => c.Name == name);
    }
}
