using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Notices that somebody makes up DHCP clients, by two things that no crowd of real ones does. Pure but for what it
/// remembers, which is bounded. For the server's thread.
/// </summary>
/// <remarks>
/// <code>
///   many makers   phones by their own word, with MACs that begin in many ways, none of them a phone maker's: a MAC
///                 that is made up begins anyhow, while phones of a maker that is not known here begin in a few ways
///   once only     clients that ask for an address and never come again, neither to take it nor to ask once more: a
///                 real one that gets no answer asks again, and one that gets an answer takes it, here or elsewhere
/// </code>
/// Silence after a lease says nothing: a phone whose TFTP server is elsewhere is silent here and well.
/// </remarks>
internal sealed class MadeUpClients
{
    /// <summary>Beginnings of MACs. No site has phones of so many makers that are not known here.</summary>
    internal const int MostMakers = 16;

    /// <summary>Clients that came once. More than a shelf that loses its power at its first word.</summary>
    internal const int MostOnce = 256;

    /// <summary>What is longer ago does not count.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Who has not come again by then does not. RFC 2131 §4.1 repeats after 4, 8, 16, 32 and 64 s.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Told once; what comes within this is told with the next.</summary>
    internal static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);

    private const int MostRemembered = 4096;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<uint, TimeSpan> _makers = [];
    private readonly RecentTable<HardwareAddress, TimeSpan> _once = new(MostRemembered);
    private HardwareAddress _last;
    private TimeSpan? _toldAt;
    private TimeSpan _lookAt;
    private long _pushedOut;
    private long _count;

    internal int Remembered => _makers.Count + _once.Count;

    /// <summary>A client said something. The event, when it is time to tell.</summary>
    internal AbuseNoticed? Heard(DhcpMessage message, bool saysPhone, TimeSpan now, DateTimeOffset at)
    {
        if (message.Type != DhcpMessageType.Discover)
        {
            _once.Remove(message.Hardware);
            return null;
        }

        if (saysPhone) NoteMaker(message.Hardware, now);
        if (_once.TryGet(message.Hardware, out TimeSpan first))
        {
            // A packet that came twice is no second question.
            if (now - first >= TimeSpan.FromSeconds(1)) _once.Remove(message.Hardware);
        }
        else
        {
            _once.Set(message.Hardware, now);
            _last = message.Hardware;
        }

        if (now < _lookAt) return null;
        _lookAt = now + LookEvery;
        return Look(now, at);
    }

    /// <summary>A client has shown elsewhere that it is there.</summary>
    internal void Shown(HardwareAddress hardware) => _once.Remove(hardware);

    private void NoteMaker(HardwareAddress hardware, TimeSpan now)
    {
        if (EthernetAddress.MacOf(hardware) is not { } mac || PhoneMakers.Include(mac)) return;
        uint prefix = PhoneMakers.PrefixOf(mac);
        if (_makers.Count < MostRemembered || _makers.ContainsKey(prefix)) _makers[prefix] = now;
        _count++;
    }

    private AbuseNoticed? Look(TimeSpan now, DateTimeOffset at)
    {
        foreach ((uint prefix, TimeSpan heard) in _makers)
        {
            if (now - heard > Window) _makers.Remove(prefix);
        }

        int once = CountOnce(now);
        bool manyMakers = _makers.Count >= MostMakers;
        if ((!manyMakers && once < MostOnce) || (_toldAt is { } told && now - told < TellEvery)) return null;
        AbuseNoticed noticed = Tell(manyMakers, once, at);
        _toldAt = now;
        _makers.Clear();
        _count = 0;
        return noticed;
    }

    /// <summary>
    /// Those that have not come again for long enough, and those that were pushed out by more than can be remembered:
    /// nobody has thousands of clients that ask at the same moment.
    /// </summary>
    private int CountOnce(TimeSpan now)
    {
        int count = 0;
        List<HardwareAddress> old = [];
        foreach ((HardwareAddress hardware, TimeSpan first) in _once.Entries)
        {
            if (now - first >= Window) old.Add(hardware);
            else if (now - first >= Patience) count++;
        }

        foreach (HardwareAddress hardware in old) _once.Remove(hardware);
        count += (int)Math.Min(_once.Forgotten - _pushedOut, int.MaxValue / 2);
        _pushedOut = _once.Forgotten;
        return count;
    }

    private AbuseNoticed Tell(bool manyMakers, int once, DateTimeOffset at)
    {
        string what = manyMakers
            ? string.Create(CultureInfo.InvariantCulture, $"{_count:N0} questions for an address came from clients "
                + $"that call themselves phones, with MACs of {_makers.Count:N0} kinds, none of them of a maker of "
                + $"phones")
            : string.Create(CultureInfo.InvariantCulture,
                $"{once:N0} clients have asked for an address once and never came again");
        return new AbuseNoticed
        {
            At = at,
            Code = ProblemCode.MadeUpPhones,
            Count = manyMakers ? _count : once,
            Message = $"Somebody makes up phones: {what}; the last was {_last}.",
            Advice = "Phones still get addresses, because a share is kept for them. Look on the switch for the port "
                + "on which so many MACs are, and take its cable out.",
        };
    }
}
