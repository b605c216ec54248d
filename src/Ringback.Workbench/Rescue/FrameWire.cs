using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Workbench.Rescue;

/// <summary>Raw frames: hears whoever asks for whom, tagged or not.</summary>
public sealed partial class FrameWire : IRescueWire
{
    private const ushort Dot1Q = 0x8100;
    private const int TagLength = 4;

    // The smallest frame of Ethernet without its checksum. Cards fill up what is shorter, virtual cables do not.
    private const int SmallestFrame = 60;

    // Jumbo frames are cut off: what is asked stands at the beginning.
    private const int LongestFrame = 2048;

    // Ports from 1024 on at which a phone asks: MGCP and SIP.
    private static readonly ushort[] Ports = [2427, 5060];

    private readonly IFramePort _port;
    private readonly HardwareAddress _own;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Thread? _listener;
    private volatile bool _ends;

    private FrameWire(IFramePort port, HardwareAddress own, TimeProvider time, ILogger logger)
    {
        _time = time;
        _port = port;
        _own = own;
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name => "raw frames";

    /// <summary>Opens it.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="own">Our MAC address there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    /// <param name="wire">The wire, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpen(int interfaceIndex, HardwareAddress own, TimeProvider time, ILogger logger,
        [NotNullWhen(true)] out FrameWire? wire, out string whyNot)
    {
        wire = FramePorts.TryOpenQuestions(interfaceIndex, Ports, out IFramePort? port, out whyNot)
            ? new FrameWire(port, own, time, logger)
            : null;
        return wire is not null;
    }

    /// <inheritdoc/>
    public void Begin(Action<RescueSight> heard, Action<PhoneEvent> tell)
    {
        _listener = new Thread(() => Listen(heard, tell)) { IsBackground = true, Name = "rescue frames" };
        _listener.Start();
    }

    /// <inheritdoc/>
    public void Probe(ushort vlan, Ipv4Address address) => Send(vlan, ArpPacket.Probe(_own, address));

    /// <inheritdoc/>
    public void Announce(ushort vlan, Ipv4Address address) => Send(vlan, ArpPacket.Announcement(_own, address));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ends) return;
        _ends = true;
        _port.Wake();
        _listener?.Join();
        _port.Dispose();
    }

    private void Send(ushort vlan, ArpPacket packet)
    {
        Span<byte> frame = stackalloc byte[SmallestFrame + TagLength];
        frame.Clear();
        int at = EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, _own, EthernetFrame.Arp);
        int length = SmallestFrame;
        if (vlan != 0)
        {
            // The tag stands before the type.
            BinaryPrimitives.WriteUInt16BigEndian(frame[(at - 2)..], Dot1Q);
            BinaryPrimitives.WriteUInt16BigEndian(frame[at..], vlan);
            BinaryPrimitives.WriteUInt16BigEndian(frame[(at + 2)..], EthernetFrame.Arp);
            at += TagLength;
            length += TagLength;
        }

        packet.Write(frame[at..]);
        if (!_port.Send(frame[..length])) LogUnsent(packet.TargetAddress);
    }

    private void Listen(Action<RescueSight> heard, Action<PhoneEvent> tell)
    {
        byte[] buffer = new byte[LongestFrame];
        while (!_ends)
        {
            int length = _port.Receive(buffer, Timeout.InfiniteTimeSpan);
            if (length <= 0 || _ends) continue;
            ReadOnlySpan<byte> frame = buffer.AsSpan(0, length);
            if (RescueReading.Read(frame, _own) is { } sight) heard(sight);
            if (RescueReading.ReadWord(frame, _time.GetUtcNow()) is { } word) tell(word);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Rescue: ARP for {Address} could not be sent")]
    private partial void LogUnsent(Ipv4Address address);
}
