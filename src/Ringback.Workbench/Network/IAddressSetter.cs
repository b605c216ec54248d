using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>The commands by which a system is told of a card's addresses, until it is started again.</summary>
public interface IAddressSetter
{
    /// <summary>Gives a card one more address.</summary>
    ToolCommand Add(string card, CardAddress address);

    /// <summary>Takes that one away.</summary>
    ToolCommand Remove(string card, CardAddress address);

    /// <summary>Switches a card on.</summary>
    ToolCommand SwitchOn(string card);

    /// <summary>Switches it off.</summary>
    ToolCommand SwitchOff(string card);

    /// <summary>Says that a machine is on the card's cable itself, whatever its address.</summary>
    ToolCommand Reach(string card, Ipv4Address host);

    /// <summary>Says so no more.</summary>
    ToolCommand Unreach(string card, Ipv4Address host);

    /// <summary>What the interface for a VLAN on a card is called; the card's own name where it becomes that itself.
    /// </summary>
    string VlanName(string card, ushort vlan);

    /// <summary>Makes it, and switches it on.</summary>
    IReadOnlyList<ToolCommand> AddVlan(string card, ushort vlan);

    /// <summary>Takes it away.</summary>
    ToolCommand RemoveVlan(string card, ushort vlan);
}

/// <summary>The setter of each system.</summary>
public static class AddressSetters
{
    /// <summary>This system's own.</summary>
    public static IAddressSetter Own { get; } = OperatingSystem.IsWindows() ? new NetshSetter()
        : OperatingSystem.IsLinux() ? new IpSetter()
        : new IfconfigSetter();
}

/// <summary>Linux: ip of iproute2.</summary>
internal sealed class IpSetter : IAddressSetter
{
    // IFNAMSIZ is 16 with the NUL; a VLAN has four digits and a dot before them.
    private const int MostOfName = 10;

    // An address alone has no network and so no address of all in it.
    public ToolCommand Add(string card, CardAddress address) => address.PrefixLength == 32
        ? new("ip", "address", "add", $"{address}", "dev", card)
        : new("ip", "address", "add", $"{address}", "broadcast", "+", "dev", card);

    public ToolCommand Remove(string card, CardAddress address) =>
        new("ip", "address", "delete", $"{address}", "dev", card);

    public ToolCommand SwitchOn(string card) => new("ip", "link", "set", "dev", card, "up");

    public ToolCommand SwitchOff(string card) => new("ip", "link", "set", "dev", card, "down");

    public ToolCommand Reach(string card, Ipv4Address host) =>
        new("ip", "route", "add", $"{host}/32", "dev", card, "scope", "link");

    public ToolCommand Unreach(string card, Ipv4Address host) =>
        new("ip", "route", "delete", $"{host}/32", "dev", card);

    public string VlanName(string card, ushort vlan) => string.Create(CultureInfo.InvariantCulture,
        $"{(card.Length > MostOfName ? card[..MostOfName] : card)}.{vlan}");

    public IReadOnlyList<ToolCommand> AddVlan(string card, ushort vlan)
    {
        string name = VlanName(card, vlan), id = vlan.ToString(CultureInfo.InvariantCulture);
        return
        [
            new("ip", "link", "add", "link", card, "name", name, "type", "vlan", "id", id), SwitchOn(name),
        ];
    }

    public ToolCommand RemoveVlan(string card, ushort vlan) =>
        new("ip", "link", "delete", "dev", VlanName(card, vlan));
}

/// <summary>Windows: netsh; the active store is gone after a restart.</summary>
internal sealed class NetshSetter : IAddressSetter
{
    public ToolCommand Add(string card, CardAddress address) => new("netsh", "interface", "ipv4", "add", "address",
        $"name={card}", $"address={address.Address}", $"mask={address.Subnet.Mask}", "store=active");

    public ToolCommand Remove(string card, CardAddress address) => new("netsh", "interface", "ipv4", "delete",
        "address", $"name={card}", $"address={address.Address}", "store=active");

    public ToolCommand SwitchOn(string card) =>
        new("netsh", "interface", "set", "interface", $"name={card}", "admin=enabled");

    public ToolCommand SwitchOff(string card) =>
        new("netsh", "interface", "set", "interface", $"name={card}", "admin=disabled");

    public ToolCommand Reach(string card, Ipv4Address host) => new("netsh", "interface", "ipv4", "add", "route",
        $"prefix={host}/32", $"interface={card}", "store=active");

    public ToolCommand Unreach(string card, Ipv4Address host) => new("netsh", "interface", "ipv4", "delete", "route",
        $"prefix={host}/32", $"interface={card}", "store=active");

    public string VlanName(string card, ushort vlan) => card;

    public IReadOnlyList<ToolCommand> AddVlan(string card, ushort vlan) => [SetVlan(card, vlan)];

    public ToolCommand RemoveVlan(string card, ushort vlan) => SetVlan(card, 0);

    // Windows has no interface per VLAN: it is a property of the driver, whose keyword is standardised.
    private static ToolCommand SetVlan(string card, ushort vlan) => new("powershell", "-NoProfile", "-Command",
        string.Create(CultureInfo.InvariantCulture, $"Set-NetAdapterAdvancedProperty -Name '{Quoted(card)}' ")
        + string.Create(CultureInfo.InvariantCulture, $"-RegistryKeyword VlanID -RegistryValue {vlan}"));

    // Within single quotes PowerShell expands nothing, and a quote is written twice.
    private static string Quoted(string card) => card.Replace("'", "''", StringComparison.Ordinal);
}

/// <summary>macOS and the BSDs: ifconfig.</summary>
internal sealed class IfconfigSetter : IAddressSetter
{
    public ToolCommand Add(string card, CardAddress address) =>
        new("ifconfig", card, "inet", $"{address.Address}", "netmask", $"{address.Subnet.Mask}", "alias");

    public ToolCommand Remove(string card, CardAddress address) =>
        new("ifconfig", card, "inet", $"{address.Address}", "-alias");

    public ToolCommand SwitchOn(string card) => new("ifconfig", card, "up");

    public ToolCommand SwitchOff(string card) => new("ifconfig", card, "down");

    public ToolCommand Reach(string card, Ipv4Address host) =>
        new("route", "-n", "add", "-host", $"{host}", "-interface", card);

    public ToolCommand Unreach(string card, Ipv4Address host) =>
        new("route", "-n", "delete", "-host", $"{host}", "-interface", card);

    public string VlanName(string card, ushort vlan) => string.Create(CultureInfo.InvariantCulture, $"vlan{vlan}");

    public IReadOnlyList<ToolCommand> AddVlan(string card, ushort vlan)
    {
        string id = vlan.ToString(CultureInfo.InvariantCulture);
        return [new("ifconfig", VlanName(card, vlan), "create", "vlan", id, "vlandev", card)];
    }

    public ToolCommand RemoveVlan(string card, ushort vlan) => new("ifconfig", VlanName(card, vlan), "destroy");
}
