using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;

namespace Ringback.Fuzz.Targets;

/// <summary>DHCP: its messages, the server as a machine, and what a phone makes of somebody's offer.</summary>
internal static class DhcpTargets
{
    private const int LongestReply = 1472;
    private const int Pool = 20;

    private static readonly Ipv4Network Network = Ipv4Network.Parse("10.0.0.0/24");
    private static readonly Ipv4Address Own = Ipv4Address.Parse("10.0.0.1");
    private static readonly HardwareAddress Hardware =
        HardwareAddress.From(HardwareAddress.Ethernet, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly byte[] Buffer = new byte[DhcpMessage.MaximumLength];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("dhcp-message", Message, () => Messages().Select(Written)) { SmokeRuns = 60_000 },
        new("dhcp-server", Serve, Conversations) { SmokeRuns = 8_000, Memory = (256 * 1024, 512) },
        new("dhcp-offer", Offer, () => Messages().Select(Written)) { SmokeRuns = 40_000 },
    ];

    private static void Message(FuzzRun run)
    {
        bool isRead = DhcpMessage.TryRead(run.Input, out DhcpMessage? message, out DhcpMalformation why);
        FuzzRun.Hold(isRead == (why == DhcpMalformation.None), "a message that is not read has a reason");
        run.Saw(why);
        if (message is null) return;
        run.Saw(message.Type);
        run.Saw(message.RequestState(wasBroadcast: true));
        FuzzRun.AtMost(message.RoomForReply, LongestReply, "the room for a reply");
        FuzzRun.Hold(message.RoomForReply >= DhcpWriter.MinimumLength, "there is room for the smallest reply");
        _ = message.VendorClass.Length + message.Text(DhcpOptionCode.HostName).Length;
        int length = DhcpWriter.Write(Buffer, message, message.RoomForReply, out int leftOut);
        FuzzRun.AtMost(length, message.RoomForReply, "bytes of a message");
        FuzzRun.Hold(DhcpMessage.TryRead(Buffer.AsSpan(0, length), out DhcpMessage? again, out why),
            $"what is written is read: {why}");
        if (leftOut > 0) return;
        FuzzRun.Hold(again!.Options.Count == message.Options.Count && message.Options.All(o =>
            again.TryGet(o.Code, out ReadOnlyMemory<byte> value) && value.Span.SequenceEqual(o.Value.Span)),
            "options are read as written");
        FuzzRun.Hold(again.TransactionId == message.TransactionId && again.Hardware == message.Hardware,
            "the head is read as written");
    }

    private static void Serve(FuzzRun run)
    {
        DhcpServer server = new(Options(run.Input.Length % 2 == 0));
        List<DhcpEffect> effects = [];
        List<Ipv4Address> probed = [];
        TimeSpan now = TimeSpan.FromSeconds(1000);
        Script script = new(run.Input);
        while (!script.IsOver)
        {
            int kind = script.Byte();
            now += TimeSpan.FromSeconds(script.Byte() / 4.0);
            effects.Clear();
            if (kind % 8 == 7)
            {
                server.Elapsed(now, effects);
                FuzzRun.Hold(server.Deadline is not { } next || next > now, "what has come to its end is over");
            }
            else if (kind % 8 >= 5 && probed.Count > 0)
            {
                server.ProbeAnswered(probed[^1], kind % 8 == 5, now, effects);
                probed.RemoveAt(probed.Count - 1);
            }
            else if (DhcpMessage.TryRead(script.Bytes(), out DhcpMessage? message, out _))
            {
                server.Receive(message, new DhcpArrival(Own, WasBroadcast: kind % 2 == 0), now, effects);
            }

            Check(run, server, effects, probed);
        }

        run.Saw(server.Leases.Count());
    }

    private static void Check(FuzzRun run, DhcpServer server, List<DhcpEffect> effects, List<Ipv4Address> probed)
    {
        FuzzRun.AtMost(effects.OfType<DhcpSend>().Count(), 1, "replies to one message");
        FuzzRun.AtMost(effects.Count, 16, "effects of one step");
        HashSet<Ipv4Address> stored = [];
        foreach (DhcpEffect effect in effects)
        {
            if (effect is DhcpPersist { Lease: var lease }) stored.Add(lease.Address);
            if (effect is DhcpProbe probe) probed.Add(probe.Address);
            if (effect is not DhcpSend send) continue;
            run.Saw(send.Because);
            run.Saw(send.Reply.Type);
            int length = DhcpWriter.Write(Buffer, send.Reply, send.Room, out _);
            FuzzRun.AtMost(length, Math.Min(send.Room, LongestReply), "bytes of a reply");
            FuzzRun.Hold(DhcpMessage.TryRead(Buffer.AsSpan(0, length), out _, out DhcpMalformation why),
                $"a reply can be read: {why}");
            bool promises = send.Reply.Type == DhcpMessageType.Ack && !send.Reply.YourAddress.IsNone;
            FuzzRun.Hold(!promises || stored.Contains(send.Reply.YourAddress), "what is promised is stored before");
            FuzzRun.Hold(send.Reply.YourAddress.IsNone || server.Gives(send.Reply.YourAddress),
                "only addresses of the pool are given");
        }

        DhcpLease[] leases = [.. server.Leases];
        FuzzRun.AtMost(leases.Length, Pool, "leases");
        FuzzRun.Hold(leases.DistinctBy(l => l.Address).Count() == leases.Length, "an address is leased once");
        DhcpPoolUse use = server.Use.Single();
        FuzzRun.AtMost(use.Leased + use.Offered + use.Probing + use.Quarantined, Pool, "addresses in use");
    }

    private static void Offer(FuzzRun run)
    {
        if (!DhcpMessage.TryRead(run.Input, out DhcpMessage? offer, out _)) return;
        PhoneOfferReading reading = PhoneOfferReading.Read(offer, run.Input.Length % 2 == 0 ? Own : null);
        FuzzRun.AtMost(reading.Faults.Count, 64, "faults of one offer");
        FuzzRun.Hold(!$"{reading}".Any(char.IsControl), "what is told of an offer can be seen");
        foreach (PhoneOfferFault fault in reading.Faults) run.Saw(fault.GetType().Name.Length + $"{fault}".Length % 7);
        _ = (reading.ForJavaPhones, reading.For7940And7960);

        DhcpInquiry inquiry = new(new DhcpInquiryOptions { Hardware = Hardware, TakeFrom = Own });
        List<DhcpInquirySend> sends = [];
        inquiry.Elapsed(TimeSpan.FromSeconds(1), sends);
        DhcpMessage mine = offer with { TransactionId = inquiry.TransactionId, Hardware = Hardware };
        for (int i = 0; i < 4; i++) inquiry.Receive(new DhcpAnswer(mine, Own, default), TimeSpan.FromSeconds(2), sends);
        FuzzRun.AtMost(sends.Count, 3, "messages of an inquiry");
        foreach (DhcpInquirySend send in sends)
        {
            int length = DhcpWriter.Write(Buffer, send.Message, DhcpWriter.RoomOfAnyClient, out int leftOut);
            FuzzRun.AtMost(length, DhcpWriter.RoomOfAnyClient, "bytes of an inquiry");
            FuzzRun.Hold(leftOut == 0, "nothing is missing in an inquiry");
        }

        run.Saw(inquiry.State);
    }

    private static DhcpServerOptions Options(bool probes) => new()
    {
        Subnets =
        [
            new DhcpSubnet(Network)
            {
                Ranges = [new DhcpRange(Ipv4Address.Parse("10.0.0.10"), Ipv4Address.Parse("10.0.0.29"))],
            },
        ],
        ProbesAddresses = probes,
        IsAuthoritative = true,
        Options = new DhcpPhoneOptions
        {
            LeaseTime = TimeSpan.FromHours(1), TftpServers = [Own], Routers = [Own], DnsServers = [Own],
        },
    };

    private static IEnumerable<DhcpMessage> Messages()
    {
        yield return Of(DhcpMessageType.Discover);
        yield return Of(DhcpMessageType.Request, DhcpOption.Of(DhcpOptionCode.RequestedAddress, Address(10)),
            DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Own));
        yield return Of(DhcpMessageType.Request, DhcpOption.Of(DhcpOptionCode.RequestedAddress, Address(10)));
        yield return Of(DhcpMessageType.Decline, DhcpOption.Of(DhcpOptionCode.RequestedAddress, Address(10)),
            DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Own));
        yield return Of(DhcpMessageType.Release, DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Own)) with
        {
            ClientAddress = Address(10),
        };
        yield return Of(DhcpMessageType.Inform) with { ClientAddress = Address(99) };
        yield return Of(DhcpMessageType.Discover,
            new DhcpOption(DhcpOptionCode.RelayInformation, new byte[] { 1, 2, 0x70, 0x37, 5, 4, 10, 0, 0, 0 })) with
        {
            Relay = Ipv4Address.Parse("10.1.0.1"), Hops = 1,
        };
        yield return Of(DhcpMessageType.Offer, DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Own),
            DhcpOption.Of(DhcpOptionCode.SubnetMask, Ipv4Address.Parse("255.255.255.0")),
            DhcpOption.Of(DhcpOptionCode.Router, Own), DhcpOption.Of(DhcpOptionCode.TftpServers, Own),
            DhcpOption.Of(DhcpOptionCode.TftpServerName, "10.0.0.1\0"),
            new DhcpOption(DhcpOptionCode.LeaseTime, new byte[] { 0, 0, 14, 16 })) with
        {
            Operation = DhcpOperation.Reply, YourAddress = Address(10), NextServer = Own, ServerName = "pbx",
            BootFile = "OS79XX.TXT",
        };
    }

    private static DhcpMessage Of(DhcpMessageType type, params DhcpOption[] more) => new()
    {
        Hardware = Hardware,
        TransactionId = 0x84c060a6,
        Flags = 0x8000,
        Options =
        [
            DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type), .. more,
            DhcpOption.Of(DhcpOptionCode.VendorClass, "Cisco Systems, Inc. IP Phone CP-7940G"),
            new DhcpOption(DhcpOptionCode.ParameterRequestList, new byte[] { 1, 66, 6, 3, 15, 150, 35 }),
        ],
    };

    private static Ipv4Address Address(int number) => Ipv4Address.Parse($"10.0.0.{number}");

    private static byte[] Written(DhcpMessage message)
    {
        byte[] buffer = new byte[LongestReply];
        return buffer[..DhcpWriter.Write(buffer, message, LongestReply, out _)];
    }

    /// <summary>A phone comes, one comes through a relay, one declines, one goes.</summary>
    private static IEnumerable<byte[]> Conversations()
    {
        byte[][] said = [.. Messages().Select(Written)];
        foreach (int[] order in new int[][] { [0, 1], [0, 1, 3, 0], [0, 1, 4, 2], [6, 6, 5], [0, 6, 1, 5, 4] })
        {
            yield return [.. order.SelectMany(i => (byte[])[0, 4, .. Script.Of(said[i]), 6, 1]), 7, 200, 7, 255];
        }
    }
}
