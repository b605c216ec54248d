using Microsoft.Extensions.Logging;
using Ringback.Catalogue;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Brings what happens in DHCP to the desk's inbox, like everybody else. Only phones have a story; a laptop that gets
/// an address here is counted and no more.
/// </summary>
internal sealed partial class DhcpReporter : IDhcpWatcher
{
    private readonly LeasedAddresses _leased;
    private readonly Action<PhoneEvent> _record;
    private readonly SeenPhones _phones = new();
    private readonly DhcpEventLimit _limit;
    private readonly MadeUpClients _madeUp = new();
    private readonly RogueDhcpEventLimit _rogueLimit;
    private readonly HashSet<Ipv4Address> _own;
    private readonly IReadOnlyList<Ipv4Network> _networks;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _prefixes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LogThrottle _leftOutSaid;
    private readonly long _begin;

    /// <summary>Begins to listen.</summary>
    /// <param name="options">How the server is set.</param>
    /// <param name="leased">Is told who has which address.</param>
    /// <param name="record">Takes the events. Quick.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    internal DhcpReporter(DhcpServiceOptions options, LeasedAddresses leased, Action<PhoneEvent> record,
        TimeProvider time, ILogger logger)
    {
        _leased = leased;
        _record = record;
        _time = time;
        _logger = logger;
        _leftOutSaid = new LogThrottle(time);
        _begin = time.GetTimestamp();
        _limit = new DhcpEventLimit(time);
        _rogueLimit = new RogueDhcpEventLimit(time);
        _own = [.. options.Server.OwnAddresses, .. options.Links.Select(d => d.Address)];
        _networks = [.. options.Server.Subnets.Select(s => s.Network)];
        _prefixes = options.Server.PhoneHardwarePrefixes;
    }

    /// <summary>That MAC is a phone's: it has shown so elsewhere. From any thread.</summary>
    /// <returns>True when it was not known.</returns>
    internal bool Know(MacAddress mac)
    {
        HardwareAddress hardware = EthernetAddress.HardwareOf(mac);
        if (!_phones.Show(hardware)) return false;
        lock (_madeUp) _madeUp.Shown(hardware);
        return true;
    }

    /// <inheritdoc/>
    public void Asked(DhcpMessage message, DhcpArrival arrival)
    {
        bool says = SaysPhone(message);
        lock (_madeUp)
        {
            if (_madeUp.Heard(message, says, _time.GetElapsedTime(_begin), _time.GetUtcNow()) is { } abuse)
                _record(abuse);
        }

        if (_phones.Hear(message.Hardware, says) is not { } phone || !MayTell(phone, message.Hardware, out long left))
            return;
        if (DhcpObservation.Asked(message, arrival.WasBroadcast, _own.Contains, _time.GetUtcNow()) is { } asked)
            _record(asked with { LeftOut = left });
    }

    /// <inheritdoc/>
    public void Answered(DhcpSend answer)
    {
        _phones.TryGet(answer.Reply.Hardware, out PhoneSeen? phone);
        if (answer.Reply is { Type: DhcpMessageType.Ack, YourAddress: { IsNone: false } given })
        {
            // The address's own phone is known before it can ask for its first file; a laptop that gets an address
            // that was a phone's is nobody, not that phone.
            _leased.Set(given.ToIPAddress(), phone is null ? null : EthernetAddress.MacOf(answer.Reply.Hardware));
            phone?.Lease(answer.Reply);
        }

        if (phone is null || !MayTell(phone, answer.Reply.Hardware, out long left)) return;
        if (DhcpObservation.Answered(answer.Reply, answer.Because, _time.GetUtcNow()) is { } answered)
            _record(answered with { LeftOut = left });
    }

    /// <inheritdoc/>
    public void Overheard(NeighbourQuestion question)
    {
        // Only of phones: what others look for is nobody's business here.
        if (!_phones.TryGet(question.Hardware, out PhoneSeen? phone) || question.Asker == question.Sought) return;
        if (_own.Contains(question.Sought)) return;
        bool isForeign = !_networks.Any(n => n.Contains(question.Asker));
        if (!isForeign && !phone.IsStrange(question)) return;
        if (!phone.IsNews(question.Sought) || !MayTell(phone, question.Hardware, out long left)) return;
        NeighbourSought? sought = DhcpObservation.Sought(
            question.Hardware, question.Asker, question.Sought, isForeign, _time.GetUtcNow());
        if (sought is not null) _record(sought with { LeftOut = left });
    }

    /// <summary>Another DHCP server was heard. From any thread.</summary>
    internal void Heard(RogueDhcpSighting sighting, HardwareAddress inquirer)
    {
        HardwareAddress asker = sighting.Offer.Answer.Message.Hardware;
        MacAddress? phone = asker != inquirer && _phones.Contains(asker) ? EthernetAddress.MacOf(asker) : null;
        if (!_rogueLimit.TryTake(sighting.Offer.Server, out long left)) return;
        RogueDhcpOffer offer = sighting.Offer;
        RogueDhcpAnswered answered = DhcpObservation.OtherAnswered(
            offer.Reading, offer.Server, phone, _time.GetUtcNow());
        _record(answered with { LeftOut = left });
    }

    /// <inheritdoc/>
    public void Ignored(DhcpIgnored ignored)
    {
        if (ignored.Relay.IsNone) LogIgnored(ignored.Count, ignored.Hardware, DhcpReasons.Of(ignored.Why));
        else LogRelayIgnored(ignored.Count, ignored.Hardware, ignored.Relay, DhcpReasons.Of(ignored.Why));
        if (!_phones.TryGet(ignored.Hardware, out PhoneSeen? phone)
            || DhcpObservation.Unanswered(ignored.Hardware, ignored.Why, _time.GetUtcNow()) is not { } silence
            || !MayTell(phone, ignored.Hardware, out long left))
        {
            return;
        }

        _record(silence with { LeftOut = left });
    }

    /// <inheritdoc/>
    public void Quarantined(DhcpQuarantined quarantined)
    {
        _leased.Set(quarantined.Address.ToIPAddress(), null);
        LogQuarantined(quarantined.Address);
    }

    /// <summary>
    /// True for what says that it is a phone. Who has said so before needs not: DECLINE and RELEASE must not have
    /// option 60 (RFC 2131 table 5).
    /// </summary>
    private bool SaysPhone(DhcpMessage message) => DhcpVendorClass.IsPhone(message.VendorClass)
        || _prefixes.Any(prefix => message.Hardware.StartsWith(prefix.Span));

    private bool MayTell(PhoneSeen phone, HardwareAddress hardware, out long leftOut)
    {
        if (_limit.TryTake(phone, out leftOut)) return true;
        lock (_leftOutSaid)
        {
            if (_leftOutSaid.IsDue(_limit.LeftOut)) LogLeftOut(_limit.LeftOut, hardware);
        }

        return false;
    }

    [LoggerMessage(LogLevel.Information, "DHCP: {Count} messages got no answer, the last one from {Client}: {Why}")]
    private partial void LogIgnored(long count, HardwareAddress client, string why);

    [LoggerMessage(LogLevel.Warning,
        "DHCP: {Count} messages got no answer, the last one from {Client} through {Relay}: {Why}")]
    private partial void LogRelayIgnored(long count, HardwareAddress client, Ipv4Address relay, string why);

    [LoggerMessage(LogLevel.Warning,
        "{Count} events of DHCP are left out of the story, because clients say too much, the last one {Client}; they "
        + "are served all the same")]
    private partial void LogLeftOut(long count, HardwareAddress client);

    [LoggerMessage(LogLevel.Warning,
        "DHCP: {Address} is used by a machine that has not got it from here; it is not lent for a while. Look for a "
        + "fixed address within the range")]
    private partial void LogQuarantined(Ipv4Address address);
}
