using System.Diagnostics.Metrics;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// What the TFTP server counts, for any collector of .NET metrics. Nothing here is touched for a packet: packets are
/// added up when their transfer ends.
/// </summary>
internal sealed class TftpMetrics
{
    /// <summary>The meter's name.</summary>
    internal const string MeterName = "Ringback.Tftp";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _shed;
    private readonly Counter<long> _transfers;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _retransmissions;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _roundTrip;
    private readonly UpDownCounter<int> _active;

    internal TftpMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("ringback.tftp.requests", "{request}", "Requests that were answered.");
        _shed = meter.CreateCounter<long>("ringback.tftp.requests.shed", "{request}",
            "Requests that got silence, by the limit that they met.");
        _transfers = meter.CreateCounter<long>("ringback.tftp.transfers", "{transfer}", "Transfers, by outcome.");
        _bytes = meter.CreateCounter<long>("ringback.tftp.bytes", "By", "Bytes of files that arrived.");
        _retransmissions = meter.CreateCounter<long>("ringback.tftp.retransmissions", "{packet}",
            "Packets that were sent again.");
        _duration = meter.CreateHistogram<double>("ringback.tftp.transfer.duration", "s", "From request to end.");
        _roundTrip = meter.CreateHistogram<double>("ringback.tftp.round_trip", "s", "Smoothed round trip at the end.");
        _active = meter.CreateUpDownCounter<int>("ringback.tftp.transfers.active", "{transfer}", "Running transfers.");
    }

    internal void Answered(TftpVerdict verdict) => _requests.Add(1, new KeyValuePair<string, object?>("answer",
        verdict switch { TftpServe => "file", TftpTake => "upload", _ => "error" }));

    internal void Shed(TftpShed why) => _shed.Add(1, new KeyValuePair<string, object?>("reason", NameOf(why)));

    internal void Began() => _active.Add(1);

    internal void Ended(TftpReport report)
    {
        _active.Add(-1);
        KeyValuePair<string, object?> outcome = new("outcome", NameOf(report.Outcome));
        _transfers.Add(1, outcome);
        _bytes.Add(report.Bytes);
        if (report.Retransmissions > 0) _retransmissions.Add(report.Retransmissions);
        _duration.Record(report.Duration.TotalSeconds, outcome);
        if (report.RoundTrip is { } roundTrip) _roundTrip.Record(roundTrip.TotalSeconds);
    }

    /// <summary>A name in kebab case, as tags are written.</summary>
    internal static string NameOf(Enum value) => string.Concat(value.ToString()
        .Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

/// <summary>Makes meters where nobody collects them with a factory of their own.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    private readonly Dictionary<string, Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        lock (_meters)
        {
            if (_meters.TryGetValue(options.Name, out Meter? meter)) return meter;
            options.Scope = this;
            return _meters[options.Name] = new Meter(options);
        }
    }

    public void Dispose()
    {
        lock (_meters)
        {
            foreach (Meter meter in _meters.Values) meter.Dispose();
            _meters.Clear();
        }
    }
}
