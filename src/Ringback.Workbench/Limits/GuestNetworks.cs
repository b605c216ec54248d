using System.Collections;
using System.Net;

namespace Ringback.Workbench.Limits;

/// <summary>
/// Networks that are served and that become more while serving: the phones of a rescue, whose own networks are not
/// here. Safe for several threads; whoever goes through it sees it as it was when he began.
/// </summary>
public sealed class GuestNetworks : IReadOnlyList<IPNetwork>
{
    private readonly Lock _lock = new();
    private volatile IPNetwork[] _networks;

    /// <summary>Begins with some.</summary>
    public GuestNetworks(params IEnumerable<IPNetwork> networks) => _networks = [.. networks];

    /// <summary>
    /// True when whoever is on a network that this machine is attached to is served besides them; false when they are
    /// all that is served.
    /// </summary>
    public bool BesideOwn { get; init; }

    /// <inheritdoc/>
    public int Count => _networks.Length;

    /// <inheritdoc/>
    public IPNetwork this[int index] => _networks[index];

    /// <summary>Adds one, once.</summary>
    public void Add(IPNetwork network)
    {
        lock (_lock)
        {
            if (!_networks.Contains(network)) _networks = [.. _networks, network];
        }
    }

    /// <inheritdoc/>
    public IEnumerator<IPNetwork> GetEnumerator() => ((IEnumerable<IPNetwork>)_networks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
