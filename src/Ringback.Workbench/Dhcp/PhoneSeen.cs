using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Probing;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// What a phone was told with its lease, to tell a machine that it was sent to from one that it has found by itself.
/// Safe for several threads.
/// </summary>
internal sealed class PhoneSeen
{
    private static readonly byte[] Telling =
    [
        DhcpOptionCode.Router, DhcpOptionCode.DomainNameServer, DhcpOptionCode.NtpServers, DhcpOptionCode.TftpServers,
    ];

    private readonly Lock _lock = new();
    private Ipv4Address _address;
    private HashSet<Ipv4Address> _told = [];
    private Ipv4Address _lastSought;

    private TimeSpan _wholeAt;

    /// <summary>True once it has shown elsewhere that it is a phone.</summary>
    internal bool IsShown { get; set; }

    /// <summary>What was left out of its story since it was told of last. For <see cref="DhcpEventLimit"/>.</summary>
    internal long LeftOut { get; set; }

    /// <summary>
    /// Takes one of its ration; false when there is none. It lies here, so that it is forgotten with the phone. For
    /// <see cref="DhcpEventLimit"/>, which holds its lock.
    /// </summary>
    internal bool TryTake(int burst, TimeSpan refill, TimeSpan now)
    {
        TimeSpan from = _wholeAt > now ? _wholeAt : now;
        if (from - now > (burst - 1) * refill) return false;
        _wholeAt = from + refill;
        return true;
    }

    /// <summary>It has got a lease.</summary>
    internal void Lease(DhcpMessage reply)
    {
        HashSet<Ipv4Address> told = [reply.ServerIdentifier, reply.NextServer];
        foreach (byte code in Telling)
        {
            if (reply.TryGet(code, out ReadOnlyMemory<byte> value)
                && new DhcpOption(code, value).TryReadAddresses(out IReadOnlyList<Ipv4Address> addresses))
            {
                told.UnionWith(addresses);
            }
        }

        lock (_lock)
        {
            _address = reply.YourAddress;
            _told = told;
            _lastSought = default;
        }
    }

    /// <summary>True when it looks, from the address that it got here, for a machine that it was not told of.</summary>
    internal bool IsStrange(NeighbourQuestion question)
    {
        lock (_lock) return question.Asker == _address && !_told.Contains(question.Sought);
    }

    /// <summary>True when that is not what it looked for last: it asks for the same machine every second.</summary>
    internal bool IsNews(Ipv4Address sought)
    {
        lock (_lock)
        {
            if (_lastSought == sought) return false;
            _lastSought = sought;
            return true;
        }
    }
}
