using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>A client as RFC 2131 figure 5 draws it, with moods: it restarts, leaves, or declines.</summary>
internal sealed class SimulatedClient(int number, Random random, Func<Ipv4Address, bool> isStrangers)
{
    private const double PatienceSeconds = 4;

    private State _state;
    private uint _transaction;
    private DhcpMessage? _offer;
    private TimeSpan _askedAt;
    private TimeSpan _since;
    private TimeSpan _lease;

    private enum State
    {
        Init,
        Selecting,
        Requesting,
        Rebooting,
        Bound,
        Prolonging,
    }

    /// <summary>True stops all moods, so that in the end everybody has an address who can have one.</summary>
    internal bool IsCalm { get; set; }

    /// <summary>The address that it believes to have.</summary>
    internal Ipv4Address Address { get; private set; }

    /// <summary>When it believes that its lease ends.</summary>
    internal TimeSpan Until => _since + _lease;

    internal DhcpClientKey Key => DhcpClientKey.Of(Message(DhcpMessageType.Discover));

    internal bool HasLease(TimeSpan now) => !Address.IsNone && now < Until;

    /// <summary>Wakes it up.</summary>
    /// <returns>What it sends, if anything, and when to wake it again.</returns>
    internal (DhcpMessage? Sent, double WakeAfter) Wake(TimeSpan now)
    {
        if (!Address.IsNone && now >= Until) Forget();
        switch (_state)
        {
            case State.Bound when !IsCalm && random.Next(12) == 0:
                return Release();
            case State.Bound or State.Prolonging when !IsCalm && random.Next(12) == 0:
                return Restart(now);
            case State.Bound or State.Prolonging:
                return Prolong(now);
            default:
                return Discover();
        }
    }

    /// <summary>Gives it a reply.</summary>
    /// <returns>What it answers.</returns>
    internal (DhcpMessage? Sent, double? WakeAfter) Take(DhcpMessage reply, TimeSpan now)
    {
        if (reply.TransactionId != _transaction) return default;
        if (_state == State.Selecting && reply.Type == DhcpMessageType.Offer)
        {
            _offer = reply;
            _state = State.Requesting;
            _askedAt = now;
            return (Message(DhcpMessageType.Request, Server(reply), Requests(reply.YourAddress)), PatienceSeconds);
        }

        if (_state is not (State.Requesting or State.Rebooting or State.Prolonging)) return default;
        if (reply.Type == DhcpMessageType.Nak)
        {
            Forget();
            return (null, 0.1);
        }

        if (reply.Type != DhcpMessageType.Ack) return default;
        return TakeLease(reply);
    }

    private (DhcpMessage? Sent, double? WakeAfter) TakeLease(DhcpMessage reply)
    {
        bool isNew = Address != reply.YourAddress;
        Address = reply.YourAddress;
        reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value);
        new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds);
        _lease = TimeSpan.FromSeconds(seconds);

        // RFC 2131 §4.4.1: counted from when it asked, which is before the server began to count.
        _since = _askedAt;
        _state = State.Bound;
        if (!isNew || !isStrangers(Address)) return (null, seconds / 2.0);
        DhcpMessage decline = Message(DhcpMessageType.Decline, Server(reply), Requests(Address));
        Forget();
        return (decline, 11);
    }

    private (DhcpMessage? Sent, double WakeAfter) Discover()
    {
        _state = State.Selecting;
        _transaction = (uint)random.Next();
        DhcpOption[] wish = random.Next(3) == 0 ? [Requests(ServerInHand.Host(random.Next(10, 40)))] : [];
        return (Message(DhcpMessageType.Discover, wish), PatienceSeconds + random.NextDouble());
    }

    private (DhcpMessage? Sent, double WakeAfter) Prolong(TimeSpan now)
    {
        _state = State.Prolonging;
        _transaction = (uint)random.Next();
        _askedAt = now;
        return (Message(DhcpMessageType.Request) with { ClientAddress = Address }, 10 + random.NextDouble());
    }

    private (DhcpMessage? Sent, double WakeAfter) Restart(TimeSpan now)
    {
        _state = State.Rebooting;
        _transaction = (uint)random.Next();
        _askedAt = now;
        DhcpMessage request = Message(DhcpMessageType.Request, Requests(Address));
        return (request, PatienceSeconds);
    }

    /// <summary>Longer away than any datagram is under way, or its own RELEASE would end its next lease.</summary>
    private (DhcpMessage? Sent, double WakeAfter) Release()
    {
        DhcpMessage release = Message(DhcpMessageType.Release) with { ClientAddress = Address };
        Forget();
        return (release, 11 + (random.NextDouble() * 200));
    }

    private void Forget()
    {
        _state = State.Init;
        _transaction = 0;
        Address = default;
        _offer = null;
    }

    private DhcpMessage Message(DhcpMessageType type, params DhcpOption[] options)
    {
        DhcpOption[] name = number % 3 == 0 ? [ServerInHand.Id(0, 1, (byte)number)] : [];
        DhcpOption[] port = number % 4 == 0 ? [ServerInHand.Circuit((byte)(number % 8))] : [];
        return ServerInHand.Message(number, type, [.. options, .. name, .. port]) with
        {
            TransactionId = _transaction,
            Relay = number % 4 == 0 ? ServerInHand.Host(2) : default,
        };
    }

    private static DhcpOption Requests(Ipv4Address address) =>
        DhcpOption.Of(DhcpOptionCode.RequestedAddress, address);

    private static DhcpOption Server(DhcpMessage reply) =>
        DhcpOption.Of(DhcpOptionCode.ServerIdentifier, reply.ServerIdentifier);
}
