using System.Net;
using System.Net.Sockets;

namespace Ringback.Datagrams;

/// <summary>How a port is opened.</summary>
public sealed record DatagramPortOptions
{
    /// <summary>
    /// Bytes of the kernel's queues in both directions. With the kernel's default some 270 small datagrams fit, and a
    /// shelf of phones that gets its power back at once sends more.
    /// </summary>
    public int BufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// True when each datagram must say which address of ours it was sent to: needed where one socket listens on
    /// several.
    /// </summary>
    public bool TellsLocalAddress { get; init; }

    /// <summary>
    /// The network card that datagrams come in and leave through, whatever the routes say; null for every one. Where
    /// the platform has no such thing (Windows), the address that the port is bound to decides.
    /// </summary>
    public DatagramDevice? Device { get; init; }

    /// <summary>True when datagrams may go to all on a network at once.</summary>
    public bool Broadcasts { get; init; }

    /// <summary>
    /// True lets the kernel cut several equal datagrams from one piece. A peer that reads frames instead of datagrams,
    /// as DHCP clients do, may see the piece before it is cut.
    /// </summary>
    public bool Segments { get; init; } = true;
}

/// <summary>A network card as the system names it.</summary>
/// <param name="Name">Its name, such as <c>eth0</c>.</param>
/// <param name="Index">Its number.</param>
public sealed record DatagramDevice(string Name, int Index);

/// <summary>
/// A UDP socket, not connected, that takes and gives datagrams in batches and never waits. For one thread.
/// </summary>
public interface IDatagramPort : IDisposable
{
    /// <summary>Where it is bound.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// The largest datagram that may be one of several equal ones handed to the kernel in one piece, bytes; 0 when
    /// this platform or this network cannot do that.
    /// </summary>
    int LargestSegment { get; }

    /// <summary>Datagrams that could not be sent: to the peers that is loss.</summary>
    long Unsent { get; }

    /// <summary>Why the last of them was not sent.</summary>
    SocketError LastError { get; }

    /// <summary>
    /// Teaches the kernel which network card has an address of IPv4, so that a datagram reaches it although it does
    /// not answer ARP yet. False where that is not possible, or not allowed.
    /// </summary>
    bool TryTeach(in PeerAddress address, ReadOnlySpan<byte> hardware);

    /// <summary>Fills the inbox with what has arrived, anew; returns how many datagrams, 0 for none.</summary>
    int Receive(DatagramInbox inbox);

    /// <summary>Sends all that is in the outbox. <see cref="DatagramOutbox.Flush"/> calls it.</summary>
    void Send(DatagramOutbox outbox);
}

/// <summary>Waits until one of several ports has something to receive. For one thread, but for waking.</summary>
public interface IDatagramPoller : IDisposable
{
    /// <summary>Watches a port; <paramref name="token"/>, 0 or more, is how it will be named.</summary>
    void Add(IDatagramPort port, int token);

    /// <summary>Watches it no longer. Call before the port is closed.</summary>
    void Remove(IDatagramPort port);

    /// <summary>
    /// Waits until something has arrived, somebody calls <see cref="Wake"/>, or the time is over; zero only looks, and
    /// <see cref="Timeout.InfiniteTimeSpan"/> is for ever.
    /// Writes the tokens of ports that are ready, as many as fit, and returns how many; the others come next time.
    /// </summary>
    int Wait(TimeSpan longest, Span<int> ready);

    /// <summary>Ends the wait that runs now, or the next one. Safe from any thread.</summary>
    void Wake();
}

/// <summary>One way to move datagrams, complete: how ports are opened, and how they are waited for.</summary>
public interface IDatagramStack
{
    /// <summary>For the log: what it is.</summary>
    string Name { get; }

    /// <summary>
    /// True when a datagram can be sent from any address of this machine through a port that is bound to none.
    /// </summary>
    bool ChoosesSource { get; }

    /// <summary>Opens a port.</summary>
    /// <exception cref="SocketException">It is taken, or this user may not open it.</exception>
    IDatagramPort Open(IPEndPoint endPoint, DatagramPortOptions options);

    /// <summary>Something to wait with.</summary>
    IDatagramPoller CreatePoller();
}
