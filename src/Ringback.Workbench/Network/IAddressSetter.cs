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
    public ToolCommand Add(string card, CardAddress address) =>
        new("ip", "address", "add", $"{address}", "broadcast", "+", "dev", card);

    public ToolCommand Remove(string card, CardAddress address) =>
        new("ip", "address", "delete", $"{address}", "dev", card);

    public ToolCommand SwitchOn(string card) => new("ip", "link", "set", "dev", card, "up");

    public ToolCommand SwitchOff(string card) => new("ip", "link", "set", "dev", card, "down");
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
}
