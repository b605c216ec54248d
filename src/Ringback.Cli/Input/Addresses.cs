using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Ringback.Cli.Exits;

namespace Ringback.Cli.Input;

/// <summary>From <c>--interface</c> and <c>--bind</c> to the addresses to listen on.</summary>
internal static class Addresses
{
    internal static IReadOnlyList<IPAddress> Choose(string? interfaceName, string[] bind)
    {
        if (bind.Length > 0) return [.. bind.Select(Parse).Distinct()];
        return interfaceName is null ? [IPAddress.Any] : OfInterface(interfaceName);
    }

    private static IPAddress Parse(string text) => IPAddress.TryParse(text, out IPAddress? address)
        ? address
        : throw new UnusableException($"'{text}' is no IP address. --bind takes one such as 192.168.77.1.");

    private static List<IPAddress> OfInterface(string name)
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        NetworkInterface? found = Array.Find(all, i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            throw new UnusableException($"there is no network interface '{name}'. This computer has: "
                + string.Join(", ", all.Select(i => i.Name)) + ".");
        }

        List<IPAddress> addresses =
        [
            .. found.GetIPProperties().UnicastAddresses.Select(a => a.Address)
                .Where(a => a.AddressFamily == AddressFamily.InterNetwork),
        ];
        return addresses.Count > 0
            ? addresses
            : throw new UnusableException($"the interface {name} has no IPv4 address. Give it one, for instance "
                + $"192.168.77.1/24 (on Linux: sudo ip address add 192.168.77.1/24 dev {name}).");
    }
}
