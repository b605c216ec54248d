using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// Thousands of requests that are right, odd or spoilt: none is a surprise, and each reply keeps to RFC 2131 table 3.
/// The seed is the test's argument.
/// </summary>
public sealed class DhcpTableThreeTests
{
    private static readonly DhcpServerOptions ServerOptions = Options(10, 60, probes: true) with
    {
        Subnets =
        [
            Options(10, 60).Subnets[0] with
            {
                Reservations =
                [
                    new(Host(20)) { Hardware = Mac(2) }, new(Host(99)) { ClientIdentifier = new byte[] { 0, 3 } },
                ],
                Exclusions = [Range(30, 39)],
            },
            new DhcpSubnet(Ipv4Network.Parse("10.1.0.0/16"))
            {
                Ranges = [new DhcpRange(Ipv4Address.Parse("10.1.0.1"), Ipv4Address.Parse("10.1.0.9"))],
                ServerIdentifier = Host(1),
            },
        ],
        Rules = [new DhcpRule(new DhcpPhoneOptions { Domain = "phones" }) { Model = "7940" }],
        Options = new DhcpPhoneOptions
        {
            Routers = [Host(254)], Domain = "bench", RenewAt = 0.4, BootFile = "file",
            Others = [new DhcpOption(224, new byte[300]), DhcpOption.Of(2, 3600u)],
        },
    };

    // What tells of the client or asks; a server has no word to say there.
    private static readonly byte[] NotInReplies = [50, 52, 55, 57];
    private static readonly byte[] OfNak = [53, 54, 56, 61, 82];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_request_is_a_surprise_and_each_reply_keeps_to_the_table(int seed)
    {
        Random random = new(seed);
        DhcpServer server = new(ServerOptions);
        TimeSpan now = TimeSpan.FromSeconds(50);
        Dictionary<DhcpMessageType, int> replies = [];
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            now += TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 40));
            byte[] datagram = Datagram(random);
            if (!DhcpMessage.TryRead(datagram, out DhcpMessage? request, out _)) continue;
            read++;
            List<DhcpEffect> effects = [];
            DhcpArrival arrival = new(random.Next(20) == 0 ? default : Host(1), random.Next(2) == 0);
            server.Receive(request, arrival, now, effects);
            for (int e = 0; e < effects.Count; e++)
            {
                if (effects[e] is DhcpProbe probe && random.Next(5) != 0)
                    server.ProbeAnswered(probe.Address, random.Next(8) == 0, now, effects);
                if (effects[e] is not DhcpSend send) continue;
                Check(request, send, $"seed {seed}, message {i}");
                replies[send.Reply.Type] = replies.GetValueOrDefault(send.Reply.Type) + 1;
            }
        }

        Assert.True(read > 1500, $"seed {seed}: {read} could be read");
        foreach (DhcpMessageType type in (DhcpMessageType[])
            [DhcpMessageType.Offer, DhcpMessageType.Ack, DhcpMessageType.Nak])
        {
            Assert.True(replies.GetValueOrDefault(type) > 20, $"seed {seed}: {replies.GetValueOrDefault(type)} {type}");
        }
    }

    [Fact]
    public void A_client_does_not_choose_its_network_by_option_118()
    {
        ServerInHand hand = new(ServerOptions with { ProbesAddresses = false });

        Assert.Equal("offer .10", hand.Discover(1, DhcpOption.Of(118, Ipv4Address.Parse("10.1.0.0")),
            DhcpOption.Of(DhcpOptionCode.MaximumMessageSize, (ushort)1500)));
    }

    private static void Check(DhcpMessage request, DhcpSend send, string where)
    {
        byte[] buffer = new byte[send.Room];
        int length = DhcpWriter.Write(buffer, send.Reply, send.Room, out _);
        Assert.True(DhcpMessage.TryRead(buffer.AsSpan(0, length), out DhcpMessage? reply, out DhcpMalformation why),
            $"{where}: {why}");
        Assert.InRange(length, DhcpWriter.MinimumLength, request.RoomForReply);

        bool isNak = reply.Type == DhcpMessageType.Nak, isInform = request.Type == DhcpMessageType.Inform;
        Assert.True(reply.Operation == DhcpOperation.Reply && reply.TransactionId == request.TransactionId
            && reply.Hardware == request.Hardware && reply.Relay == request.Relay && reply.Hops == 0
            && reply.Seconds == 0, $"{where}: {reply}");
        ushort flags = isNak && !request.Relay.IsNone ? (ushort)(request.Flags | 0x8000) : request.Flags;
        Assert.True(flags == reply.Flags, $"{where}: flags {reply.Flags:X}");
        Ipv4Address client = isNak || reply.Type == DhcpMessageType.Offer ? default : request.ClientAddress;
        Assert.True(reply.ClientAddress == client, $"{where}: ciaddr {reply.ClientAddress}");
        Assert.True(reply.YourAddress.IsNone == (isNak || isInform), $"{where}: yiaddr {reply.YourAddress}");
        Assert.False(reply.ServerIdentifier.IsNone, where);

        bool hasLease = reply.TryGet(DhcpOptionCode.LeaseTime, out _);
        Assert.True(hasLease != (isNak || isInform), $"{where}: lease time");
        if (!hasLease)
        {
            Assert.False(reply.TryGet(DhcpOptionCode.RenewalTime, out _), where);
            Assert.False(reply.TryGet(DhcpOptionCode.RebindingTime, out _), where);
        }

        Assert.All(reply.Options, option => Assert.DoesNotContain(option.Code, NotInReplies));
        if (isNak) Assert.All(reply.Options, option => Assert.Contains(option.Code, OfNak));
        Assert.True(request.RelayInformation.Span.SequenceEqual(reply.RelayInformation.Span), $"{where}: option 82");
        Assert.True(request.ClientIdentifier.Span.SequenceEqual(reply.ClientIdentifier.Span), $"{where}: option 61");
    }

    /// <summary>A request as a client could send it, and one time in three with bytes that somebody spoilt.</summary>
    private static byte[] Datagram(Random random)
    {
        Ipv4Address[] addresses =
        [
            default, default, default, Host(1), Host(2), Host(10), Host(11), Host(12), Host(20), Host(99),
            Ipv4Address.Parse("10.1.0.1"), Ipv4Address.Parse("192.0.2.1"), Ipv4Address.Broadcast,
        ];
        Ipv4Address Any() => addresses[random.Next(addresses.Length)];
        List<DhcpOption> options = [];
        if (random.Next(2) == 0) options.Add(Requests(random.Next(8, 45)));
        if (random.Next(2) == 0) options.Add(Names(random.Next(4) == 0 ? 7 : 1));
        if (random.Next(4) == 0) options.Add(Id(0, (byte)random.Next(6)));
        if (random.Next(4) == 0) options.Add(Class("Cisco Systems, Inc. IP Phone CP-7940G\0"));
        if (random.Next(3) == 0) options.Add(new DhcpOption(82, Bytes(random, random.Next(2, 40))));
        if (random.Next(3) == 0) options.Add(new DhcpOption(55, Bytes(random, random.Next(1, 60))));
        if (random.Next(4) == 0) options.Add(DhcpOption.Of(57, (ushort)random.Next(200, 2000)));
        if (random.Next(4) == 0) options.Add(DhcpOption.Of(51, (uint)random.Next()));
        if (random.Next(4) == 0)
            options.Add(new DhcpOption((byte)random.Next(62, 255), Bytes(random, random.Next(300))));
        DhcpMessageType type = (DhcpMessageType)(random.Next(3) == 0 ? random.Next(10) : random.Next(2) == 0 ? 1 : 3);
        DhcpMessage message = Message(random.Next(1, 40), type, [.. options.DistinctBy(option => option.Code)]) with
        {
            TransactionId = (uint)random.Next(),
            ClientAddress = random.Next(3) == 0 ? Any() : default,
            Relay = random.Next(3) == 0 ? Any() : default,
            Flags = (ushort)(random.Next(2) << 15),
            Hops = (byte)random.Next(3),
            Seconds = (ushort)random.Next(100),
        };
        byte[] buffer = new byte[1472];
        byte[] datagram = buffer[..DhcpWriter.Write(buffer, message, buffer.Length, out _)];
        if (random.Next(3) != 0) return datagram;
        for (int n = random.Next(1, 5); n > 0; n--) datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
        return datagram;
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
