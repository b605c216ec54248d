using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Desk;

/// <summary>
/// Holds back whoever gathers the configurations of other phones, which hold passwords. Only files of phones that were
/// themselves seen at another address count, so that no shelf behind a router that translates addresses, and no storm
/// of simulated phones, is ever held back: those phones are at home where they ask from. What does count is given all
/// the same, as much as a shelf that moves needs. This computer itself is free to look. For the desk, which holds its
/// lock.
/// </summary>
internal sealed class ConfigurationBrake(TimeProvider time)
{
    /// <summary>Files of phones from elsewhere that one address gets at once: a shelf that moved.</summary>
    internal const int Burst = 32;

    /// <summary>And then one each while: a larger shelf has them all in an hour or two, for phones ask again.</summary>
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(30);

    /// <summary>Why a file is held back, in words for a person.</summary>
    internal const string Because = "its address has asked for the files of many phones that are elsewhere "
        + "(configs-gathered), so it has to wait; a phone asks again by itself";

    private const int MostAddresses = 1024;
    private const int MostGiven = 8192;
    private const int TellBurst = 8;
    private static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan TellAllEvery = TimeSpan.FromMinutes(10);

    private readonly RateLimit<IPAddress> _limit = new(Burst, Refill, MostAddresses, time);
    private readonly RateLimit<IPAddress> _told = new(1, TellEvery, MostAddresses, time);
    private readonly RateLimit<int> _toldInAll = new(TellBurst, TellAllEvery, 1, time);

    // Who has a file may have it again: it is nothing new to him.
    private readonly RecentTable<(IPAddress By, MacAddress Whose), bool> _given = new(MostGiven);
    private long _held;

    /// <summary>True when the file must not be given now.</summary>
    /// <param name="phone">What is known of the phone in whose name it is asked for.</param>
    /// <param name="asked">The file.</param>
    /// <param name="from">Who asks.</param>
    /// <param name="sitter">The MAC address there, as far as the kernel or our own lease tells.</param>
    internal bool Holds(PhoneCase phone, RequestedFile asked, IPAddress from, MacAddress? sitter)
    {
        if (asked.Mac is not { } whose || !IsSecret(asked.Kind)) return false;
        if (IPAddress.IsLoopback(from) || sitter == whose) return false;
        if (phone.Sighting is not { } seen || seen.Address.Equals(from)) return false;
        if (_given.TryGet((from, whose), out _)) return false;
        if (!_limit.TryTake(from))
        {
            _held++;
            return true;
        }

        _given.Set((from, whose), true);
        return false;
    }

    /// <summary>What to tell of an address that is held back; null when that was told already.</summary>
    internal AbuseNoticed? Tell(IPAddress from)
    {
        if (!_told.TryTake(from) || !_toldInAll.TryTake(0)) return null;
        long held = _held;
        _held = 0;
        return new AbuseNoticed
        {
            At = default,
            Code = ProblemCode.ConfigsGathered,
            By = from,
            Count = held,
            Message = $"{from} gathers the configurations of phones that are elsewhere: it has asked for those of more "
                + $"than {Burst}, and gets one more every {Refill.TotalSeconds:0} seconds.",
            Advice = "Look what that machine is. If phones have moved behind a router there, they get their files by "
                + "and by; if it is none of yours, change the passwords of the phones.",
        };
    }

    /// <summary>Lists of certificates are no secret.</summary>
    private static bool IsSecret(RequestedKind kind) =>
        kind is not (RequestedKind.TrustList or RequestedKind.IdentityList);
}
