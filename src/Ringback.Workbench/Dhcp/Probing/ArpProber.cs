using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Workbench.Dhcp.Probing;

/// <summary>
/// Probes as RFC 5227 §2.1.1 has it, and hears all other ARP on the network as well. It keeps nothing of what it
/// hears, so a flood costs time and no memory.
/// </summary>
internal sealed partial class ArpProber : IAddressProber
{
    // The smallest frame of Ethernet without its checksum. Cards fill up what is shorter, virtual cables do not.
    private const int SmallestFrame = 60;

    private readonly IFramePort _port;
    private readonly Ipv4Address _own;
    private readonly HardwareAddress _ownHardware;
    private readonly Action<Ipv4Address, HardwareAddress> _seen;
    private readonly Action<NeighbourQuestion>? _overheard;
    private readonly ILogger _logger;
    private readonly Thread _listener;
    private volatile bool _ends;

    internal ArpProber(IFramePort port, Ipv4Address own, HardwareAddress ownHardware,
        Action<Ipv4Address, HardwareAddress> seen, Action<NeighbourQuestion>? overheard, ILogger logger)
    {
        _port = port;
        _overheard = overheard;
        _own = own;
        _ownHardware = ownHardware;
        _seen = seen;
        _logger = logger;
        _listener = new Thread(Listen) { IsBackground = true, Name = "ARP prober" };
        _listener.Start();
    }

    public string Name => "ARP";

    public void Ask(Ipv4Address address)
    {
        Span<byte> frame = stackalloc byte[SmallestFrame];
        frame.Clear();
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, _ownHardware, EthernetFrame.Arp);
        ArpPacket.Probe(_ownHardware, address).Write(frame[at..]);
        if (!_port.Send(frame)) LogUnsent(_logger, address);
    }

    public void Dispose()
    {
        if (_ends) return;
        _ends = true;
        _port.Wake();
        // Called from within "seen", waiting for this very thread would be for ever.
        if (Environment.CurrentManagedThreadId != _listener.ManagedThreadId) _listener.Join();
        _port.Dispose();
    }

    private void Listen()
    {
        // ARP over Ethernet has 42 bytes; what more there is, is filling.
        Span<byte> buffer = stackalloc byte[128];
        while (!_ends)
        {
            int length = _port.Receive(buffer, Timeout.InfiniteTimeSpan);
            if (length > 0 && !_ends) Hear(buffer[..length]);
        }
    }

    private void Hear(ReadOnlySpan<byte> bytes)
    {
        if (!EthernetFrame.TryRead(bytes, out EthernetFrame frame, out _) || frame.EtherType != EthernetFrame.Arp)
            return;
        if (!ArpPacket.TryRead(frame.Payload, out ArpPacket packet, out _)) return;
        // A probe has no sender address: its sender has none yet.
        if (packet.SenderAddress.IsNone || packet.SenderAddress == _own || packet.SenderHardware == _ownHardware)
            return;
        try
        {
            _seen(packet.SenderAddress, packet.SenderHardware);
            if (_overheard is { } tell && packet.Operation is ArpOperation.Request)
                tell(new NeighbourQuestion(packet.SenderAddress, packet.SenderHardware, packet.TargetAddress));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One bad word must not end the hearing.
            LogUnheard(_logger, packet.SenderAddress, e);
        }
    }

    [LoggerMessage(LogLevel.Debug, "DHCP: the ARP probe for {Address} could not be sent")]
    private static partial void LogUnsent(ILogger logger, Ipv4Address address);

    [LoggerMessage(LogLevel.Error, "DHCP: that somebody has {Address} could not be taken in")]
    private static partial void LogUnheard(ILogger logger, Ipv4Address address, Exception e);
}
