using System.Diagnostics.Metrics;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Dhcp;

/// <summary>What the DHCP server counts, for any collector of .NET metrics.</summary>
internal sealed class DhcpMetrics
{
    /// <summary>The meter's name.</summary>
    internal const string MeterName = "Ringback.Dhcp";

    private readonly Counter<long> _received;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _probes;
    private readonly Counter<long> _stored;
    private readonly Histogram<double> _storing;

    internal DhcpMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _received = meter.CreateCounter<long>("ringback.dhcp.received", "{message}", "Messages that could be read.");
        _answered = meter.CreateCounter<long>("ringback.dhcp.answered", "{message}", "Replies, by their type.");
        _ignored = meter.CreateCounter<long>("ringback.dhcp.ignored", "{message}", "Messages without a reply.");
        _malformed = meter.CreateCounter<long>("ringback.dhcp.malformed", "{datagram}",
            "Datagrams that could not be read, by what was wrong.");
        _probes = meter.CreateCounter<long>("ringback.dhcp.probes", "{probe}",
            "Times that an address had to be known free before it was offered.");
        _stored = meter.CreateCounter<long>("ringback.dhcp.leases.stored", "{lease}", "Leases that were stored.");
        _storing = meter.CreateHistogram<double>("ringback.dhcp.store.duration", "s", "Storing one batch of leases.");
    }

    internal void Received(DhcpMessageType type) => _received.Add(1, Tag("type", type));

    internal void Answered(DhcpMessageType type) => _answered.Add(1, Tag("type", type));

    internal void Ignored(DhcpIgnored ignored) => _ignored.Add(ignored.Count, Tag("reason", ignored.Why));

    internal void Malformed(DhcpMalformation why) => _malformed.Add(1, Tag("reason", why));

    internal void Probed() => _probes.Add(1);

    internal void Stored(int leases, TimeSpan duration)
    {
        _stored.Add(leases);
        _storing.Record(duration.TotalSeconds);
    }

    private static KeyValuePair<string, object?> Tag(string name, Enum value) => new(name, TftpMetrics.NameOf(value));
}
