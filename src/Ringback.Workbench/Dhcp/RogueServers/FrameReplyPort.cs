using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>
/// Raw frames: works on an interface without an address, and beside a DHCP client that has port 68.
/// </summary>
internal sealed class FrameReplyPort(IFramePort port, InquiryInterface at) : IReplyPort
{
    internal const ushort ClientPort = 68, ServerPort = 67;

    private readonly byte[] _received = new byte[EthernetFrame.HeaderLength + 4 + 60 + DhcpMessage.MaximumLength];
    private readonly Lock _lock = new();
    private readonly Dictionary<Ipv4Address, HardwareAddress> _servers = [];

    public string Name => "raw frames";

    public void Send(DhcpInquirySend sending)
    {
        Span<byte> datagram = stackalloc byte[DhcpWriter.RoomOfAnyClient];
        datagram.Clear();
        DhcpWriter.Write(datagram, sending.Message, datagram.Length, out _);
        HardwareAddress destination = EthernetFrame.Everybody;
        lock (_lock)
        {
            // What goes to one server goes to where its offer came from; not heard of, everybody gets it.
            if (_servers.TryGetValue(sending.Destination, out HardwareAddress known)) destination = known;
        }

        Span<byte> frame =
            stackalloc byte[EthernetFrame.HeaderLength + UdpDatagram.HeadersLength + DhcpWriter.RoomOfAnyClient];
        int length = EthernetFrame.WriteHeader(frame, destination, at.Hardware, EthernetFrame.Ipv4);
        // A phone sends its 548 bytes whole, whatever it fills of them.
        length += UdpDatagram.Write(
            frame[length..], (sending.Source, ClientPort), (sending.Destination, ServerPort), datagram);
        port.Send(frame[..length]);
    }

    public DhcpAnswer? Receive(TimeSpan longest)
    {
        int length = port.Receive(_received, longest);
        if (!EthernetFrame.TryRead(_received.AsSpan(0, length), out EthernetFrame frame, out _)
            || frame.EtherType != EthernetFrame.Ipv4
            || !UdpDatagram.TryRead(frame.Payload, out UdpDatagram datagram, out _, trustsUdpChecksum: true)
            || datagram.DestinationPort != ClientPort
            || !DhcpMessage.TryRead(datagram.Payload, out DhcpMessage? message, out _)
            || message.Operation != DhcpOperation.Reply)
        {
            return null;
        }

        DhcpAnswer answer = new(message, datagram.Source, frame.Source);
        lock (_lock)
        {
            if (_servers.Count < DhcpInquiry.MostServers || _servers.ContainsKey(answer.Server))
                _servers[answer.Server] = answer.FromHardware;
        }

        return answer;
    }

    public void Wake() => port.Wake();

    public void Dispose() => port.Dispose();
}
