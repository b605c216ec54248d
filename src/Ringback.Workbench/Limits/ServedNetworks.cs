using System.Net;
using System.Net.NetworkInformation;
using Ringback.Datagrams;

namespace Ringback.Workbench.Limits;

/// <summary>
/// Who is served at all, by every door. Without a list it is whoever is on a network that this machine is attached to:
/// phones have no passwords, and what is here is nobody's business beyond the bench. Safe for several threads.
/// </summary>
/// <param name="networks">
/// The networks; null for those that this machine is attached to, or guests that are served beside them.
/// </param>
/// <param name="time">The clock.</param>
internal sealed class ServedNetworks(IReadOnlyList<IPNetwork>? networks, TimeProvider time)
{
    // A cable is plugged in, an address is given: soon enough for a phone, which asks again after 4 s.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _looking = new();
    private readonly bool _servesOwn = networks is null or GuestNetworks { BesideOwn: true };
    private volatile IReadOnlyList<IPNetwork> _own = [];
    private long _lookedAt;
    private bool _hasLooked;

    internal bool Serves(in PeerAddress peer) => Serves(peer.Address);

    internal bool Serves(IPAddress peer)
    {
        IPAddress address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        if (Contains(address)) return true;
        if (!_servesOwn) return false;
        lock (_looking)
        {
            // Not known: the machine may have got a new address meanwhile.
            if (_hasLooked && time.GetElapsedTime(_lookedAt) < LookAgainAfter) return Contains(address);
            _hasLooked = true;
            _lookedAt = time.GetTimestamp();
            _own = Attached();
            return Contains(address);
        }
    }

    private bool Contains(IPAddress address)
    {
        // Whoever may start programs here may as well read the folder. A link-local address is on the same cable.
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal) return _servesOwn || Listed(address);
        return Listed(address);
    }

    private bool Listed(IPAddress address) =>
        IsIn(_own, address) || (networks is not null && IsIn(networks, address));

    private static bool IsIn(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        // A list of guests only grows, so no place of it is ever gone.
        for (int i = 0; i < networks.Count; i++)
        {
            if (networks[i].Contains(address)) return true;
        }

        return false;
    }

    private static List<IPNetwork> Attached() => [.. NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => NetworkOf(a.Address, a.PrefixLength))];

    private static IPNetwork NetworkOf(IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = prefixLength; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }
}
