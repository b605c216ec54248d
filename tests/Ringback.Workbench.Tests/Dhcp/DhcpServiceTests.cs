using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using static Ringback.Workbench.Tests.Dhcp.ServiceInHand;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>The running server, over loopback: ports, store, steering, restart, metrics.</summary>
public sealed class DhcpServiceTests
{
    public static TheoryData<string> Stacks => ServiceInHand.Stacks;

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_relayed_client_gets_its_address_and_the_lease_is_stored_before_the_ACK_leaves(string stack)
    {
        using ServiceInHand hand = Start(stack: stack, time: new HandClock());
        hand.Store.Writing = leases => hand.Watcher.Told.Enqueue($"stored {leases.Count}");

        Assert.Equal(100, await hand.LeaseAsync(1));

        Assert.Equal(["asked Discover 1", "answered Offer 1 Offered", "asked Request 1", "stored 1",
            "answered Ack 1 Selected"], hand.Watcher.Told);
        StoredLease stored = Assert.Single(hand.Store.Read());
        Assert.Equal((Host(100), Mac(1), TimeSpan.FromHours(1)), (stored.Lease.Address, stored.Lease.Hardware,
            stored.Left));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_client_that_has_an_address_is_answered_there(string stack)
    {
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            client.Bind(new IPEndPoint(Host(100).ToIPAddress(), 0));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            Assert.Skip("This system has no address 127.0.0.100.");
        }

        int port = ((IPEndPoint)client.LocalEndPoint!).Port;
        using ServiceInHand hand = Start(options => options with { ClientPort = port }, stack);
        Assert.Equal(100, await hand.LeaseAsync(1));
        DhcpMessage renewal = Message(1, DhcpMessageType.Request) with { Relay = default, ClientAddress = Host(100) };

        client.SendTo(Bytes(renewal), hand.Link);

        DhcpMessage ack = await hand.ReceiveAsync(client);
        Assert.Equal((DhcpMessageType.Ack, Host(100), Host(100)), (ack.Type, ack.YourAddress, ack.ClientAddress));
        Assert.Equal("answered Ack 1 Confirmed", hand.Watcher.Told.Last());
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_lease_that_cannot_be_stored_is_not_acknowledged_and_offers_still_leave(string stack)
    {
        SpokenLog log = new("1 leases could not be stored");
        using ServiceInHand hand = Start(stack: stack, logger: log);
        await hand.AskAsync(Message(1, DhcpMessageType.Discover));
        hand.Store.IsBroken = true;

        // Were there an ACK, it would come before the OFFER.
        hand.Send(Selects(1, 100));
        DhcpMessage offer = await hand.AskAsync(Message(2, DhcpMessageType.Discover));
        Assert.Equal((DhcpMessageType.Offer, 2u), (offer.Type, offer.TransactionId));
        Assert.Empty(hand.Store.Read());
        Assert.DoesNotContain(hand.Watcher.Told, told => told.StartsWith("answered Ack", StringComparison.Ordinal));
        await log.SaidAsync();

        hand.Store.IsBroken = false;
        DhcpMessage ack = await hand.AskAsync(Selects(1, 100));
        Assert.Equal((DhcpMessageType.Ack, Host(100)), (ack.Type, ack.YourAddress));
        Assert.Equal(Host(100), Assert.Single(hand.Store.Read()).Lease.Address);
    }

    [Fact]
    public async Task Many_at_once_are_all_answered_and_stored()
    {
        using ServiceInHand hand = Start(options => options with
        {
            Server = options.Server with
            {
                Subnets = [new DhcpSubnet(Ipv4Network.Parse("127.0.0.0/16"))
                {
                    Ranges = [new DhcpRange(Ipv4Address.Parse("127.0.1.0"), Ipv4Address.Parse("127.0.2.255"))],
                }],
            },
        });
        HashSet<Ipv4Address> given = [];
        for (int first = 1; first <= 200; first += 50)
        {
            for (int mac = first; mac < first + 50; mac++) hand.Send(Message(mac, DhcpMessageType.Discover));
            List<DhcpMessage> offers = [];
            for (int i = 0; i < 50; i++) offers.Add(await hand.ReceiveAsync());
            foreach (DhcpMessage offer in offers)
            {
                DhcpMessage request = Selects((int)offer.TransactionId, 0) with
                {
                    Options =
                    [
                        DhcpOption.Of(DhcpOptionCode.MessageType, (byte)DhcpMessageType.Request),
                        DhcpOption.Of(DhcpOptionCode.ServerIdentifier, offer.ServerIdentifier),
                        DhcpOption.Of(DhcpOptionCode.RequestedAddress, offer.YourAddress),
                    ],
                };
                hand.Send(request);
            }

            for (int i = 0; i < 50; i++) Assert.True(given.Add((await hand.ReceiveAsync()).YourAddress));
        }

        Assert.Equal(given, hand.Store.Read().Select(stored => stored.Lease.Address).ToHashSet());
    }

    [Fact]
    public async Task Hardware_that_is_to_be_ignored_is_neither_answered_nor_told_of()
    {
        using ServiceInHand hand = Start(options => options with { Ignored = [Mac(1)] });
        hand.Send(Message(1, DhcpMessageType.Discover));

        DhcpMessage offer = await hand.AskAsync(Message(2, DhcpMessageType.Discover));

        Assert.Equal(2u, offer.TransactionId);
        Assert.Equal(["asked Discover 2", "answered Offer 2 Offered"], hand.Watcher.Told);
    }

    [Fact]
    public async Task A_client_is_steered_from_its_next_message_on_and_back_again()
    {
        using ServiceInHand hand = Start();
        Assert.Equal(Host(1), (await hand.AskAsync(Message(1, DhcpMessageType.Discover))).NextServer);

        hand.Service.Steer(Mac(1), new DhcpPhoneOptions { TftpServers = [Host(66)] });
        DhcpMessage offer = await hand.AskAsync(Message(1, DhcpMessageType.Discover));
        Assert.Equal((Host(66), "127.0.0.66"), (offer.NextServer, offer.Text(DhcpOptionCode.TftpServerName)));
        Assert.Equal(Host(1), (await hand.AskAsync(Message(2, DhcpMessageType.Discover))).NextServer);

        hand.Service.Steer(Mac(1), null);
        Assert.Equal(Host(1), (await hand.AskAsync(Message(1, DhcpMessageType.Discover))).NextServer);
    }

    [Fact]
    public async Task Use_and_leases_can_be_read_while_it_runs_and_not_afterwards()
    {
        ServiceInHand hand = Start();
        using (hand)
        {
            await hand.LeaseAsync(1);
            await hand.AskAsync(Message(2, DhcpMessageType.Discover));

            DhcpPoolUse use = Assert.Single(await hand.Service.ReadUseAsync().WaitAsync(Deadline.Token));
            Assert.Equal((0, 1, 1, 0), (use.Probing, use.Offered, use.Leased, use.Quarantined));
            DhcpLease lease = Assert.Single(await hand.Service.ReadLeasesAsync().WaitAsync(Deadline.Token));
            Assert.Equal((Host(100), Mac(1)), (lease.Address, lease.Hardware));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => hand.Service.ReadUseAsync().WaitAsync(Deadline.Token));
        Assert.False(Deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_restart_takes_the_leases_back_with_what_they_have_left(string stack)
    {
        HandClock clock = new();
        using ServiceInHand hand = Start(stack: stack, time: clock);
        await hand.LeaseAsync(1);
        await hand.LeaseAsync(2);
        clock.Advance(TimeSpan.FromMinutes(50));
        hand.Restart();

        DhcpLease lease = (await hand.Service.ReadLeasesAsync()).Single(l => l.Hardware == Mac(1));
        Assert.Equal(TimeSpan.FromMinutes(10), lease.Until);
        Assert.Equal(102, await hand.LeaseAsync(3));
        DhcpMessage ack = await hand.AskAsync(Reboots(1, 100));
        Assert.Equal((DhcpMessageType.Ack, Host(100)), (ack.Type, ack.YourAddress));

        // The second one's is over after another restart, and it gets it back all the same.
        clock.Advance(TimeSpan.FromMinutes(20));
        hand.Restart();
        IReadOnlyList<DhcpLease> left = await hand.Service.ReadLeasesAsync();
        Assert.Equal([100, 102], left.Select(l => (int)(l.Address.Bits & 255)).Order());
        Assert.Equal(103, await hand.LeaseAsync(4));
        Assert.Equal(DhcpMessageType.Ack, (await hand.AskAsync(Reboots(2, 101))).Type);
    }

    [Fact]
    public async Task Stored_leases_of_no_network_are_left_aside_and_said()
    {
        BreakableStore store = new();
        DhcpLease strange = new(Ipv4Address.Parse("10.0.0.1"), DhcpLeaseState.Leased, DhcpClientKey.Of(Mac(1)), Mac(1),
            default, TimeSpan.FromHours(1));
        store.Write([StoredLease.Of(strange, TimeSpan.Zero, DateTimeOffset.UnixEpoch.AddYears(100))]);
        SpokenLog log = new("1 stored leases lie in no network");
        using ServiceInHand hand = Start(store: store, logger: log);

        await log.SaidAsync();
        Assert.Equal(100, await hand.LeaseAsync(1));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task What_cannot_be_read_is_counted_by_its_reason_and_does_not_stop_it(string stack)
    {
        using ServiceInHand hand = Start(stack: stack);
        ConcurrentDictionary<string, double> seen = [];
        using MeterListener listener = Listen(hand, seen);
        byte[] whole = Bytes(Message(1, DhcpMessageType.Discover));
        hand.SendBytes([]);
        hand.SendBytes(whole[..239]);
        hand.SendBytes([.. whole[..240], 53, 9, 1]);
        hand.SendBytes(new byte[5000]);
        hand.SendBytes([.. whole[..236], 1, 2, 3, 4, .. whole[240..]]);
        hand.SendBytes([9, .. whole[1..]]);
        Random random = new(5);
        for (int i = 0; i < 40; i++)
        {
            byte[] noise = new byte[random.Next(600)];
            random.NextBytes(noise);
            if (noise.Length > 0) noise[0] = 3;
            hand.SendBytes(noise);
        }

        await hand.LeaseAsync(1);

        Assert.Equal(46, seen.Where(pair => pair.Key.StartsWith("ringback.dhcp.malformed", StringComparison.Ordinal))
            .Sum(pair => pair.Value));
        Assert.Equal(1, seen["ringback.dhcp.malformed reason=no-cookie"]);
        Assert.Equal(1, seen["ringback.dhcp.malformed reason=option-too-long"]);
        Assert.Equal(1, seen["ringback.dhcp.received type=discover"]);
        Assert.Equal(1, seen["ringback.dhcp.received type=request"]);
        Assert.Equal(1, seen["ringback.dhcp.answered type=offer"]);
        Assert.Equal(1, seen["ringback.dhcp.leases.stored "]);
        Assert.True(seen.ContainsKey("ringback.dhcp.store.duration "));
    }

    [Fact]
    public async Task Silence_is_counted_and_told()
    {
        using ServiceInHand hand = Start();
        ConcurrentDictionary<string, double> seen = [];
        using MeterListener listener = Listen(hand, seen);
        hand.Send(Message(1, DhcpMessageType.Discover) with { Relay = Ipv4Address.Parse("10.0.0.1") });
        await hand.AskAsync(Message(2, DhcpMessageType.Discover));

        Assert.Contains("ignored NoSubnet", hand.Watcher.Told);
        Assert.Equal(1, seen["ringback.dhcp.ignored reason=no-subnet"]);
    }

    [Fact]
    public void A_port_that_is_taken_is_told_by_an_exception_and_nothing_is_left_open()
    {
        using ServiceInHand hand = Start();
        DhcpServiceOptions same = hand.Options with { ServerPort = hand.Link.Port };
        Assert.Throws<SocketException>(() => DhcpService.Start(
            same, new MemoryLeaseStore(), new RecordingWatcher(), TimeProvider.System, NullLogger.Instance).Dispose());

        // The first of two links is closed again when the second cannot be opened.
        DhcpServiceOptions two = same with { Links = [new DhcpLinkOptions(Host(3)), .. same.Links] };
        Assert.Throws<SocketException>(() => DhcpService.Start(
            two, new MemoryLeaseStore(), new RecordingWatcher(), TimeProvider.System, NullLogger.Instance).Dispose());
        DhcpServiceOptions free = same with { Links = [new DhcpLinkOptions(Host(3))] };
        DhcpService.Start(free, new MemoryLeaseStore(), new RecordingWatcher(), TimeProvider.System,
            NullLogger.Instance).Dispose();
    }

    private static MeterListener Listen(ServiceInHand hand, ConcurrentDictionary<string, double> seen)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == hand.Meters) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();
        return listener;

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string said = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            seen.AddOrUpdate($"{instrument.Name} {said}", value, (_, before) => before + value);
        }
    }
}
