using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Walks the whole way of a phone once before the first one comes, on a machine and a store that are thrown away: code
/// that runs for the first time is compiled first, and a shelf of phones that gets its power at once would wait for
/// that.
/// </summary>
internal static class DhcpWarmUp
{
    // Locally administered, and the network of documentation (RFC 5737): nothing of this leaves the method.
    private static readonly HardwareAddress Nobody = HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, 0, 1]);
    private static readonly Ipv4Address Own = Ipv4Address.Parse("192.0.2.1");

    /// <summary>Walks it; true when it led to a lease and back.</summary>
    /// <param name="like">How the real server is set.</param>
    /// <param name="watcher">Is told, and is thrown away afterwards too.</param>
    internal static bool Run(DhcpServerOptions like, IDhcpWatcher watcher)
    {
        DhcpServer server = new(like with
        {
            Subnets =
            [
                new DhcpSubnet(Ipv4Network.Parse("192.0.2.0/24"))
                {
                    Ranges = [new DhcpRange(Ipv4Address.Parse("192.0.2.10"), Ipv4Address.Parse("192.0.2.20"))],
                },
            ],
            OwnAddresses = [Own],
        });
        DhcpInquiry phone = new(new DhcpInquiryOptions { Hardware = Nobody, TakeFrom = Own });
        using MemoryLeaseStore store = new();
        List<DhcpInquirySend> sent = [];
        phone.Elapsed(TimeSpan.Zero, sent);
        for (int i = 0; i < sent.Count; i++)
        {
            foreach (DhcpMessage reply in Answer(server, store, watcher, sent[i].Message))
                phone.Receive(new DhcpAnswer(reply, Own, default), TimeSpan.Zero, sent);
        }

        return phone.Confirmation?.Message.Type == DhcpMessageType.Ack && !server.Leases.Any();
    }

    private static List<DhcpMessage> Answer(
        DhcpServer server, MemoryLeaseStore store, IDhcpWatcher watcher, DhcpMessage message)
    {
        List<DhcpEffect> effects = [];
        List<DhcpMessage> replies = [];
        if (Travel(message) is not { } heard) return replies;
        DhcpArrival arrival = new(Own, WasBroadcast: true);
        watcher.Asked(heard, arrival);
        server.Receive(heard, arrival, TimeSpan.Zero, effects);
        for (int i = 0; i < effects.Count; i++)
        {
            switch (effects[i])
            {
                case DhcpProbe probe:
                    server.ProbeTimedOut(probe.Address, TimeSpan.Zero, effects);
                    break;
                case DhcpPersist persist:
                    store.Write([StoredLease.Of(persist.Lease, TimeSpan.Zero, DateTimeOffset.UnixEpoch)]);
                    break;
                case DhcpSend send when Travel(send.Reply) is { } told:
                    watcher.Answered(send);
                    replies.Add(told);
                    break;
            }
        }

        return replies;
    }

    private static DhcpMessage? Travel(DhcpMessage message)
    {
        Span<byte> datagram = stackalloc byte[DhcpWriter.RoomOfAnyClient];
        int length = DhcpWriter.Write(datagram, message, datagram.Length, out _);
        return DhcpMessage.TryRead(datagram[..length], out DhcpMessage? read, out _) ? read : null;
    }
}
