using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// A server with a clock that is moved by hand. What it does comes back as words: <c>probe .10</c>, <c>offer .10</c>,
/// <c>store .10 leased, ack .10</c>; addresses of 10.0.0.0/24 by their last number.
/// </summary>
internal sealed class ServerInHand
{
    internal static readonly Ipv4Network Network = Ipv4Network.Parse("10.0.0.0/24");

    private readonly List<DhcpEffect> _effects = [];

    internal ServerInHand(DhcpServerOptions? options = null) => Server = new DhcpServer(options ?? Options());

    internal DhcpServer Server { get; }

    internal TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(1000);

    internal IReadOnlyList<DhcpEffect> Effects => _effects;

    /// <summary>The last reply, once written to the wire and read back.</summary>
    internal DhcpMessage Reply { get; private set; } = new();

    internal DhcpSend Sent { get; private set; } = null!;

    internal static DhcpServerOptions Options(int first = 10, int last = 19, bool probes = false) => new()
    {
        Subnets = [new DhcpSubnet(Network) { Ranges = [Range(first, last)] }],
        ProbesAddresses = probes,
        IsAuthoritative = true,
        Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.FromHours(1) },
    };

    internal static DhcpRange Range(int first, int last) => new(Host(first), Host(last));

    internal static Ipv4Address Host(int number) => Ipv4Address.Parse($"10.0.0.{number}");

    /// <summary>From 20,000 on of a maker of phones, below made up.</summary>
    internal static HardwareAddress Mac(int number) => HardwareAddress.From(HardwareAddress.Ethernet, number >= 20_000
        ? [0, 0x0E, 0x84, 0, (byte)(number >> 8), (byte)number]
        : [2, 0, 0, 0, (byte)(number >> 8), (byte)number]);

    /// <summary>A message of the client with this number.</summary>
    internal static DhcpMessage Message(int mac, DhcpMessageType type, params DhcpOption[] options) => new()
    {
        Hardware = Mac(mac),
        TransactionId = (uint)mac,
        Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type), .. options],
    };

    internal static DhcpOption Requests(int host) => DhcpOption.Of(DhcpOptionCode.RequestedAddress, Host(host));

    internal static DhcpOption Names(int server = 1) => DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Host(server));

    internal static DhcpOption Id(params byte[] bytes) => new(DhcpOptionCode.ClientIdentifier, bytes);

    internal static DhcpOption Class(string text) => DhcpOption.Of(DhcpOptionCode.VendorClass, text);

    /// <summary>Option 82 with this circuit id.</summary>
    internal static DhcpOption Circuit(byte port) => new(DhcpOptionCode.RelayInformation, new byte[] { 1, 1, port });

    internal ServerInHand After(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    internal string Receive(DhcpMessage message, bool wasBroadcast = true, string? source = null)
    {
        _effects.Clear();
        DhcpArrival arrival = new(Host(1), wasBroadcast)
        {
            Source = source is null ? default : Ipv4Address.Parse(source),
        };
        Server.Receive(message, arrival, Now, _effects);
        return Told();
    }

    internal string Discover(int mac, params DhcpOption[] options) =>
        Receive(Message(mac, DhcpMessageType.Discover, options));

    /// <summary>Takes an offer of this server.</summary>
    internal string Select(int mac, int host, params DhcpOption[] options) =>
        Receive(Message(mac, DhcpMessageType.Request, [Names(), Requests(host), .. options]));

    internal string InitReboot(int mac, int host, params DhcpOption[] options) =>
        Receive(Message(mac, DhcpMessageType.Request, [Requests(host), .. options]));

    internal string Renew(int mac, int host, params DhcpOption[] options) => Receive(
        Message(mac, DhcpMessageType.Request, options) with { ClientAddress = Host(host) }, wasBroadcast: false);

    internal string Rebind(int mac, int host) =>
        Receive(Message(mac, DhcpMessageType.Request) with { ClientAddress = Host(host) });

    internal string Decline(int mac, int host) =>
        Receive(Message(mac, DhcpMessageType.Decline, Names(), Requests(host)));

    internal string Release(int mac, int host) => Receive(
        Message(mac, DhcpMessageType.Release, Names()) with { ClientAddress = Host(host) }, wasBroadcast: false);

    /// <summary>DISCOVER, OFFER, REQUEST, ACK; gives the address's last number.</summary>
    internal int Lease(int mac, params DhcpOption[] options)
    {
        Assert.StartsWith("offer", Discover(mac, options));
        int host = (int)(Reply.YourAddress.Bits & 255);
        Assert.Equal($"store .{host} leased, ack .{host}", Select(mac, host, options));
        return host;
    }

    internal string Probed(int host, bool inUse)
    {
        _effects.Clear();
        Server.ProbeAnswered(Host(host), inUse, Now, _effects);
        return Told();
    }

    internal string ProbeTimesOut(int host)
    {
        _effects.Clear();
        Server.ProbeTimedOut(Host(host), Now, _effects);
        return Told();
    }

    internal string Elapse()
    {
        _effects.Clear();
        Server.Elapsed(Now, _effects);
        return Told();
    }

    private string Told() => string.Join(", ", _effects.Select(Tell));

    private string Tell(DhcpEffect effect) => effect switch
    {
        DhcpPersist persist => $"store {Short(persist.Lease.Address)} {persist.Lease.State}".ToLowerInvariant(),
        DhcpSend send => TellSend(send),
        DhcpProbe probe => $"probe {Short(probe.Address)}",
        DhcpIgnored ignored => ignored.Count == 1 ? $"{ignored.Why}" : $"{ignored.Why} x{ignored.Count}",
        DhcpQuarantined quarantined => $"quarantine {Short(quarantined.Address)}",
        _ => throw new InvalidOperationException($"{effect}"),
    };

    private string TellSend(DhcpSend send)
    {
        byte[] buffer = new byte[send.Room];
        int length = DhcpWriter.Write(buffer, send.Reply, send.Room, out int leftOut);
        Assert.Equal(0, leftOut);
        Sent = send;
        Reply = DhcpGolden.Read(buffer.AsSpan(0, length));
        return Reply.Type == DhcpMessageType.Nak
            ? $"nak {send.Because}"
            : $"{Reply.Type} {Short(Reply.YourAddress)}".ToLowerInvariant();
    }

    private static string Short(Ipv4Address address) =>
        Network.Contains(address) ? $".{address.Bits & 255}" : $"{address}";
}
