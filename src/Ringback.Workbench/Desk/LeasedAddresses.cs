using System.Collections.Concurrent;
using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Desk;

/// <summary>Which phone has which address from our own DHCP server. Safe for several threads.</summary>
public sealed class LeasedAddresses
{
    // Addresses are those that are lent here, so that strangers cannot choose them: a network of /16.
    private const int Most = 1 << 16;

    private readonly ConcurrentDictionary<IPAddress, MacAddress> _phones = [];

    /// <summary>The phone that has that address; null when none has.</summary>
    public MacAddress? Find(IPAddress address) => _phones.TryGetValue(address, out MacAddress mac) ? mac : null;

    /// <summary>Notes who has it; null for a machine that is no phone.</summary>
    internal void Set(IPAddress address, MacAddress? phone)
    {
        if (phone is not { } mac) _phones.TryRemove(address, out _);
        else if (_phones.Count < Most || _phones.ContainsKey(address)) _phones[address] = mac;
    }
}
