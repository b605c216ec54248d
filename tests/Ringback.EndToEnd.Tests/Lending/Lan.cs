using System.Security.Cryptography;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// A network with a switch in its middle: a bridge in a network namespace of its own, and as many stations around it
/// as are plugged in.
/// </summary>
internal sealed class Lan : IAsyncDisposable
{
    private readonly List<Station> _own = [];
    private readonly string _name = $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private Lan()
    {
    }

    /// <summary>Lays it; skips the test where that cannot be.</summary>
    internal static async Task<Lan> LayAsync()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        Lan lan = new();
        await TwoNamespaces.IpAsync("netns", "add", lan._name);
        Finished bridge = await Command.RunAsync(Command.Find("ip", "iproute2"),
            "-n", lan._name, "link", "add", "lan", "type", "bridge");
        if (bridge.ExitCode != 0) await lan.DisposeAsync();
        Assert.SkipUnless(bridge.ExitCode == 0, $"This kernel has no bridges. ip said: {bridge.Errors.Trim()}");
        await TwoNamespaces.IpAsync("-n", lan._name, "link", "set", "lan", "up");
        return lan;
    }

    /// <summary>Plugs in a new station.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="address">Its address and the length of its mask; null for none.</param>
    internal async Task<Station> AddAsync(string name, string? address = null)
    {
        Station station = new($"{_name}-{name}", address?.Split('/')[0] ?? "0.0.0.0");
        _own.Add(station);
        await TwoNamespaces.IpAsync("netns", "add", station.Namespace);
        await TwoNamespaces.IpAsync("-n", station.Namespace, "link", "set", "lo", "up");
        await PlugAsync(station, Station.Device, address);
        return station;
    }

    /// <summary>Plugs a station in, which may be plugged into another network too.</summary>
    internal async Task PlugAsync(Station station, string device, string? address)
    {
        string end = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        await TwoNamespaces.IpAsync("link", "add", $"{end}s", "type", "veth", "peer", "name", $"{end}p");
        await TwoNamespaces.IpAsync("link", "set", $"{end}s", "netns", _name);
        await TwoNamespaces.IpAsync("-n", _name, "link", "set", $"{end}s", "master", "lan");
        await TwoNamespaces.IpAsync("-n", _name, "link", "set", $"{end}s", "up");
        await TwoNamespaces.IpAsync("link", "set", $"{end}p", "netns", station.Namespace, "name", device);
        await TwoNamespaces.IpAsync("-n", station.Namespace, "link", "set", device, "up");
        if (address is not null)
            await TwoNamespaces.IpAsync("-n", station.Namespace, "address", "add", address, "dev", device);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Station station in _own)
        {
            await station.EndAllAsync();
            await TwoNamespaces.IpAsync("netns", "delete", station.Namespace);
        }

        await TwoNamespaces.IpAsync("netns", "delete", _name);
    }
}
