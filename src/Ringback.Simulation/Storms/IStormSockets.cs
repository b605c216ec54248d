using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>
/// Where the phones' datagrams leave and arrive. A phone that asks for its next file does it from a new port, as real
/// ones do, so that what is late for the last file is not taken for the next.
/// </summary>
internal interface IStormSockets : IDisposable
{
    /// <summary>Waits for any of them.</summary>
    IDatagramPoller Poller { get; }

    /// <summary>Gives a phone another port; what arrives at its last one is nobody's from now on.</summary>
    void Renew(int phone);

    /// <summary>The port with that name.</summary>
    IDatagramPort Port(int token);

    /// <summary>Whose datagram this is, -1 for nobody's.</summary>
    int PhoneOf(int token, DatagramInbox inbox, int index);

    /// <summary>Adds a datagram of a phone; write it into the result before the next call.</summary>
    Span<byte> Add(int phone, in PeerAddress to, int length);

    /// <summary>Sends what was added.</summary>
    void Flush();
}
