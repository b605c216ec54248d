using System.Net;
using Ringback.Catalogue;
using Ringback.Observation;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>What kind of step a rescue took, or would take.</summary>
public enum RescueStepKind
{
    /// <summary>A phone looks for a machine.</summary>
    Seek,

    /// <summary>A phone shows what a machine is to it.</summary>
    Know,

    /// <summary>The interface for a VLAN.</summary>
    Tag,

    /// <summary>The route to a phone.</summary>
    Reach,

    /// <summary>An address.</summary>
    Take,

    /// <summary>An address is not taken.</summary>
    Refuse,

    /// <summary>The system did not do what it was told.</summary>
    Fail,

    /// <summary>Something is given back.</summary>
    GiveBack,
}

/// <summary>A step of a rescue.</summary>
/// <param name="Kind">Of what kind.</param>
/// <param name="Phone">The phone.</param>
/// <param name="Vlan">In which VLAN; 0 for none.</param>
/// <param name="Card">On which card.</param>
/// <param name="Because">In a sentence, for people.</param>
public sealed record RescueStep(
    RescueStepKind Kind, RescuedPhone Phone, ushort Vlan, string Card, string Because)
{
    /// <summary>The address that it is about; none where it is about no address.</summary>
    public Ipv4Address Address { get; init; }

    /// <summary>What that address is to the phone; null when that is not known.</summary>
    public RescueService? Role { get; init; }

    /// <summary>The way to that address; none when it is in the phone's own network, or that is not known.</summary>
    public Ipv4Address Through { get; init; }

    /// <summary>Who has the address; null when nobody is known to.</summary>
    public MacAddress? Owner { get; init; }

    /// <summary>Why the address is not taken; null when it is.</summary>
    public RescueRefusal? Refusal { get; init; }

    /// <summary>The commands, as somebody would type them.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>The event for the story; null for what is no matter of a phone's.</summary>
    /// <param name="at">When.</param>
    /// <param name="isForeign">True when the phone's address is in no network of ours.</param>
    internal PhoneEvent? ToEvent(DateTimeOffset at, bool isForeign)
    {
        MacAddress? mac = EthernetAddress.MacOf(Phone.Hardware);
        int? vlan = Vlan == 0 ? null : Vlan;
        IPAddress? own = Phone.Address.IsNone ? null : Phone.Address.ToIPAddress();
        return Kind switch
        {
            RescueStepKind.Seek when mac is not null && own is not null => new NeighbourSought
            {
                At = at, Mac = mac, Address = own, Sought = Address.ToIPAddress(), IsForeign = isForeign, Vlan = vlan,
            },
            RescueStepKind.Know when Role is { } role && role.Ask() is { } ask && own is not null => CableObservation
                .Tried(own, new IPEndPoint(Address.ToIPAddress(), ask.Port), ask.Role, answered: false,
                    Through.IsNone ? null : Through.ToIPAddress(), at) with { Mac = mac, Vlan = vlan },
            RescueStepKind.Take => new AddressTaken
            {
                At = at, Mac = mac, Address = own, Taken = Address.ToIPAddress(), Card = Card, Vlan = vlan,
            },
            RescueStepKind.Refuse or RescueStepKind.Fail when !Address.IsNone => new AddressNotTaken
            {
                At = at, Mac = mac, Address = own, Sought = Address.ToIPAddress(), Owner = Owner, Vlan = vlan,
                Because = Commands.Count == 0 ? Because : $"{Because} To do it by hand: {string.Join("; ", Commands)}",
            },
            RescueStepKind.GiveBack when !Address.IsNone => new AddressGivenBack
            {
                At = at, Mac = mac, Address = own, Given = Address.ToIPAddress(), Card = Card, Because = Because,
                Vlan = vlan,
            },
            _ => null,
        };
    }
}
