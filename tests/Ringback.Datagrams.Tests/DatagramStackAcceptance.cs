using System.Net;
using Ringback.Datagrams.Stacks;

namespace Ringback.Datagrams.Tests;

/// <summary>
/// What every way to move datagrams must do, over loopback. Nothing is lost there while it fits into the receive
/// queue, so each test sends less than that and then takes what came.
/// </summary>
public abstract class DatagramStackAcceptance : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IDatagramStack _stack;
    private readonly IDatagramPort _server;
    private readonly IDatagramPort _client;
    private readonly IDatagramPoller _poller;
    private readonly DatagramInbox _inbox = new(16, 2048);
    private readonly DatagramOutbox _outbox = new();

    protected DatagramStackAcceptance(IDatagramStack stack)
    {
        _stack = stack;
        _server = stack.Open(new IPEndPoint(IPAddress.Loopback, 0), new DatagramPortOptions());
        _client = stack.Open(new IPEndPoint(IPAddress.Loopback, 0), new DatagramPortOptions());
        _poller = stack.CreatePoller();
        _poller.Add(_server, 7);
    }

    private PeerAddress ServerAddress => PeerAddress.From(_server.LocalEndPoint);

    public void Dispose()
    {
        _poller.Dispose();
        _server.Dispose();
        _client.Dispose();
        _inbox.Dispose();
        _outbox.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_datagram_arrives_with_its_sender()
    {
        Say("hello"u8);
        Assert.Equal(["hello"], Hear(1));
        Assert.Equal(PeerAddress.From(_client.LocalEndPoint), _inbox.Peer(0));
    }

    [Fact]
    public void An_empty_datagram_arrives_and_does_not_hide_the_next_one()
    {
        Say(""u8);
        Say("after"u8);
        Assert.Equal(["", "after"], Hear(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(DatagramOutbox.Capacity)]
    [InlineData(DatagramOutbox.Capacity + 1)]
    [InlineData(1000)]
    public void Any_number_of_datagrams_arrives_in_order(int count)
    {
        string[] said = [.. Enumerable.Range(0, count).Select(i => $"datagram {i} {new string('x', i % 50)}")];
        foreach (string text in said) Say(System.Text.Encoding.ASCII.GetBytes(text), flush: false);
        _outbox.Flush();
        Assert.Equal(said, Hear(count));
        Assert.Equal((count, 0L), (_outbox.Sent, _client.Unsent));
    }

    [Theory]
    [InlineData(16, 512)]
    [InlineData(64, 512)]
    [InlineData(65, 1428)]
    [InlineData(200, 8)]
    public void A_window_to_one_peer_arrives_as_the_datagrams_that_it_is(int count, int size)
    {
        PinnedBytes content = Letters(((count - 1) * size) + (size / 2));
        for (int i = 0; i < count; i++) SayPart(content, i * size, Math.Min(size, content.Length - (i * size)));
        _outbox.Flush();
        List<string> heard = Hear(count);
        Assert.All(heard[..^1], text => Assert.Equal(size + 1, text.Length));
        Assert.Equal(Text(content.Span), string.Concat(heard.Select(text => text[1..])));
    }

    [Fact]
    public void A_datagram_without_a_payload_ends_a_window()
    {
        PinnedBytes content = Letters(20);
        SayPart(content, 0, 10);
        SayPart(content, 10, 10);
        SayPart(content, 20, 0);
        SayPart(content, 0, 10);
        _outbox.Flush();
        Assert.Equal([11, 11, 1, 11], Hear(4).Select(text => text.Length));
    }

    [Theory]
    [InlineData(DatagramOutbox.LargestDatagram + 1)]
    [InlineData(325_000)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void What_no_datagram_can_hold_is_refused_and_loses_nothing(int length)
    {
        Say("before"u8, flush: false);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _outbox.Add(_client, ServerAddress, length); });
        Say("after"u8);
        Assert.Equal(["before", "after"], Hear(2));
    }

    [Theory]
    [InlineData(0, 21)]
    [InlineData(20, 1)]
    [InlineData(-1, 1)]
    [InlineData(4, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_payload_that_does_not_lie_inside_is_refused_and_loses_nothing(int offset, int length)
    {
        PinnedBytes content = Letters(20);
        SayPart(content, 0, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => SayPart(content, offset, length));
        SayPart(content.Skip(17), 0, 3);
        _outbox.Flush();
        Assert.Equal(["#abc", "#rst"], Hear(2));
    }

    [Fact]
    public void The_largest_datagram_is_taken()
    {
        // It arrives cut: the slots of this test are smaller.
        _outbox.Add(_client, ServerAddress, DatagramOutbox.LargestDatagram).Fill(1);
        _outbox.Flush();
        Assert.Equal(0, _client.Unsent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_mixture_of_sizes_and_peers_stays_inside_the_memory(int seed)
    {
        // The tests run with guard pages: a write beside the memory would end them.
        Random dice = new(seed);
        PinnedBytes content = Letters(65_000);
        // Nobody reads there; what does not fit into the queues is lost.
        PeerAddress[] peers = [ServerAddress, PeerAddress.From(_client.LocalEndPoint)];
        for (int i = 0; i < 3000; i++)
        {
            PeerAddress peer = peers[dice.Next(peers.Length)];
            int size = dice.Next(4) switch { 0 => dice.Next(65_000), 1 => 516, _ => dice.Next(1500) };
            if (dice.Next(2) == 0) _outbox.Add(_client, peer, size).Fill((byte)i);
            else _outbox.Add(_client, peer, 4, content, dice.Next(65_000 - size), size).Fill((byte)i);
            if (dice.Next(100) == 0) _outbox.Flush();
        }

        _outbox.Flush();
        Assert.Equal(3000, _outbox.Sent);
    }

    [Fact]
    public void Datagrams_through_two_ports_leave_from_both()
    {
        using IDatagramPort other = _stack.Open(new IPEndPoint(IPAddress.Loopback, 0), new DatagramPortOptions());
        "a"u8.CopyTo(_outbox.Add(_client, ServerAddress, 1));
        "b"u8.CopyTo(_outbox.Add(other, ServerAddress, 1));
        _outbox.Flush();
        Assert.Equal(["a", "b"], Hear(2));
        Assert.Equal(other.LocalEndPoint.Port, _inbox.Peer(_inbox.Count - 1).Port);
    }

    [Fact]
    public void A_datagram_that_is_too_long_is_cut_off()
    {
        Say(new byte[3000]);
        Assert.Equal(2048, Assert.Single(Hear(1)).Length);
    }

    [Fact]
    public void The_address_that_was_asked_is_told()
    {
        using IDatagramPort everywhere = _stack.Open(new IPEndPoint(IPAddress.Any, 0),
            new DatagramPortOptions { TellsLocalAddress = true });
        _poller.Add(everywhere, 8);
        // macOS has only the first of these without further ado.
        string[] addresses = OperatingSystem.IsMacOS() ? ["127.0.0.1"] : ["127.0.0.1", "127.0.0.2"];
        foreach (IPAddress asked in addresses.Select(IPAddress.Parse))
        {
            "?"u8.CopyTo(_outbox.Add(_client, PeerAddress.From(asked, everywhere.LocalEndPoint.Port), 1));
            _outbox.Flush();
            Assert.Equal(8, Ready());
            Assert.Equal(1, everywhere.Receive(_inbox));
            Assert.Equal(PeerAddress.From(asked), _inbox.Local(0));
        }
    }

    [Fact]
    public void A_datagram_to_many_has_no_local_address()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux sends multicasts to itself over loopback at once.");
        using IDatagramPort everywhere = _stack.Open(new IPEndPoint(IPAddress.Any, 0),
            new DatagramPortOptions { TellsLocalAddress = true });
        _poller.Add(everywhere, 8);
        // The loopback network's own broadcast address, which needs no permission on Linux when it is asked as one.
        using System.Net.Sockets.Socket caller = new(System.Net.Sockets.AddressFamily.InterNetwork,
            System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp) { EnableBroadcast = true };
        caller.SendTo("?"u8, new IPEndPoint(IPAddress.Parse("127.255.255.255"), everywhere.LocalEndPoint.Port));
        Assert.Equal(8, Ready());
        Assert.Equal(1, everywhere.Receive(_inbox));
        Assert.True(_inbox.Local(0).IsNone);
    }

    [Fact]
    public void IPv6_works_the_same()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using IDatagramPort server = _stack.Open(new IPEndPoint(IPAddress.IPv6Loopback, 0),
            new DatagramPortOptions { TellsLocalAddress = true });
        using IDatagramPort client = _stack.Open(new IPEndPoint(IPAddress.IPv6Loopback, 0), new DatagramPortOptions());
        _poller.Add(server, 9);
        "six"u8.CopyTo(_outbox.Add(client, PeerAddress.From(server.LocalEndPoint), 3));
        _outbox.Flush();
        Assert.Equal(9, Ready());
        Assert.Equal(1, server.Receive(_inbox));
        Assert.Equal(("six", PeerAddress.From(client.LocalEndPoint), PeerAddress.From(IPAddress.IPv6Loopback)),
            (Text(_inbox.Bytes(0)), _inbox.Peer(0), _inbox.Local(0)));
    }

    [Fact]
    public void What_cannot_be_sent_is_counted_and_the_rest_is_sent()
    {
        // A loopback socket cannot reach the world: the kernel refuses the datagram itself.
        "x"u8.CopyTo(_outbox.Add(_client, PeerAddress.From(IPAddress.Parse("192.0.2.1"), 9), 1));
        Say("still"u8);
        Assert.Equal(["still"], Hear(1));
        Assert.Equal(1, _client.Unsent);
    }

    [Fact]
    public void A_port_that_is_taken_says_so() => Assert.Equal(System.Net.Sockets.SocketError.AddressAlreadyInUse,
        Assert.Throws<System.Net.Sockets.SocketException>(
            () => _stack.Open(_server.LocalEndPoint, new DatagramPortOptions())).SocketErrorCode);

    [Fact]
    public void Waking_ends_a_wait_before_anything_arrives()
    {
        _poller.Wake();
        Span<int> ready = stackalloc int[4];
        Assert.Equal(0, _poller.Wait(Patience, ready));
    }

    [Fact]
    public void A_wait_without_an_end_ends_when_something_arrives_or_somebody_wakes_it()
    {
        Span<int> ready = stackalloc int[4];
        using Timer bell = new(_ => _poller.Wake(), null, TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan);
        long before = Environment.TickCount64;
        Assert.Equal(0, _poller.Wait(Timeout.InfiniteTimeSpan, ready));
        // It waited at all: a wait that returns at once would burn a core on an idle bench.
        Assert.True(Environment.TickCount64 > before);
        Say("news"u8);
        Assert.Equal(1, _poller.Wait(Timeout.InfiniteTimeSpan, ready));
    }

    [Fact]
    public void Nothing_arrives_from_a_port_that_is_no_longer_watched()
    {
        _poller.Remove(_server);
        Say("unheard"u8);
        Span<int> ready = stackalloc int[4];
        Assert.Equal(0, _poller.Wait(TimeSpan.Zero, ready));
    }

    private void Say(ReadOnlySpan<byte> bytes, bool flush = true)
    {
        bytes.CopyTo(_outbox.Add(_client, ServerAddress, bytes.Length));
        if (flush) _outbox.Flush();
    }

    private void SayPart(PinnedBytes content, int offset, int length) =>
        _outbox.Add(_client, ServerAddress, 1, content, offset, length)[0] = (byte)'#';

    private static PinnedBytes Letters(int length)
    {
        PinnedBytes bytes = PinnedBytes.Allocate(length);
        for (int i = 0; i < length; i++) bytes.Span[i] = (byte)('a' + (i % 26));
        return bytes;
    }

    private List<string> Hear(int count)
    {
        List<string> heard = [];
        while (heard.Count < count)
        {
            Assert.Equal(7, Ready());
            int received = _server.Receive(_inbox);
            for (int i = 0; i < received; i++) heard.Add(Text(_inbox.Bytes(i)));
        }

        return heard;
    }

    private int Ready()
    {
        Span<int> ready = stackalloc int[4];
        return _poller.Wait(Patience, ready) == 1 ? ready[0] : -1;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}

/// <summary>The framework's sockets.</summary>
public sealed class PortableStackTests() : DatagramStackAcceptance(DatagramStacks.Portable);

/// <summary>Linux's batches.</summary>
public sealed class BatchedStackTests() : DatagramStackAcceptance(Stack())
{
    private static IDatagramStack Stack()
    {
        Assert.SkipWhen(DatagramStacks.Batched is null, "Only 64-bit Linux has batches.");
        return DatagramStacks.Batched!;
    }
}
