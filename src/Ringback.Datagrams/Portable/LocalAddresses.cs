using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Ringback.Datagrams.Portable;

/// <summary>
/// Which addresses are this machine's own. A datagram to any other was sent to many, and those are not answered. Asked
/// for requests only; the list is read again when an address is not in it.
/// </summary>
internal static class LocalAddresses
{
    private static readonly IPAddress LoopbackBroadcast = IPAddress.Parse("127.255.255.255");

    private static HashSet<IPAddress> s_known = [];

    internal static bool AreOurs(IPAddress address)
    {
        if (IsToMany(address)) return false;
        if (IPAddress.IsLoopback(address) || s_known.Contains(address)) return true;
        s_known = Read();
        return s_known.Contains(address);
    }

    private static bool IsToMany(IPAddress address) =>
        address.IsIPv6Multicast || address.Equals(IPAddress.Broadcast) || address.Equals(LoopbackBroadcast)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and < 240);

    private static HashSet<IPAddress> Read() => [.. NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)];
}
