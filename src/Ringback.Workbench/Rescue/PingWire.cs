using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Probing;

namespace Ringback.Workbench.Rescue;

/// <summary>
/// Where raw frames cannot be had: hears nothing of phones, so that a person has to say what they look for, and asks by
/// echo requests whether anybody has an address.
/// </summary>
public sealed class PingWire(ILogger logger) : IRescueWire
{
    private PingProber? _prober;

    /// <inheritdoc/>
    public string Name => "ping";

    /// <inheritdoc/>
    public void Begin(Action<RescueSight> heard, Action<PhoneEvent> tell) =>
        _prober = new PingProber((address, owner) => heard(new AnswerSight(address, owner)), logger);

    /// <inheritdoc/>
    public void Probe(ushort vlan, Ipv4Address address) => _prober?.Ask(address);

    /// <summary>Windows and macOS announce what they are given themselves.</summary>
    public void Announce(ushort vlan, Ipv4Address address)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _prober?.Dispose();
}
