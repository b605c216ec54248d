using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>A machine that was heard: a phone, as soon as something shows that it is one.</summary>
internal sealed class Station
{
    private Dictionary<Place, DateTimeOffset>? _told;

    /// <summary>Its MAC address; null as long as only its address is known.</summary>
    internal MacAddress? Mac { get; set; }

    /// <summary>The address that it has, by its own word; null when it gave none.</summary>
    internal Ipv4Address? Address { get; set; }

    /// <summary>True once something showed that it is a phone.</summary>
    internal bool IsPhone { get; set; }

    /// <summary>How late it was heard last.</summary>
    internal long Heard { get; set; }

    /// <summary>What it announced last by CDP and LLDP.</summary>
    internal PhoneAnnounced?[] Announced { get; } = new PhoneAnnounced?[2];

    /// <summary>The machine that it turned out to be; null as long as it is one of its own.</summary>
    internal Station? Is { get; set; }

    /// <summary>What it did before it showed that it is a phone.</summary>
    internal List<PhoneEvent> Pending { get; set; } = [];

    /// <summary>
    /// True when something about a place is to be told: for the first time, or again after a while.
    /// </summary>
    /// <param name="place">What.</param>
    /// <param name="at">When.</param>
    /// <param name="again">After how long it is told again.</param>
    /// <param name="most">How many are remembered.</param>
    /// <param name="leftOut">True when there are too many.</param>
    internal bool IsNews(Place place, DateTimeOffset at, TimeSpan again, int most, out bool leftOut)
    {
        leftOut = false;
        Dictionary<Place, DateTimeOffset> told = _told ??= [];
        if (told.TryGetValue(place, out DateTimeOffset last))
        {
            if (again == Timeout.InfiniteTimeSpan || at - last < again) return false;
            told[place] = at;
            return true;
        }

        leftOut = told.Count >= most;
        if (!leftOut) told.Add(place, at);
        return !leftOut;
    }
}

/// <summary>Something that is told once.</summary>
/// <param name="Address">An address.</param>
/// <param name="Port">A port; 0 where it is about the address.</param>
/// <param name="What">What it is about.</param>
internal readonly record struct Place(Ipv4Address Address, int Port, PlaceKind What);

/// <summary>What is told once of a place.</summary>
internal enum PlaceKind
{
    /// <summary>The machine looks for it.</summary>
    Sought,

    /// <summary>The machine wants to use it.</summary>
    Probed,

    /// <summary>The machine says that it has it.</summary>
    Announced,

    /// <summary>The machine uses it.</summary>
    Used,

    /// <summary>The machine turned to it.</summary>
    Tried,

    /// <summary>It answered the machine.</summary>
    Answered,
}
