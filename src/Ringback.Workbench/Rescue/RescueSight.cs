using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>Something that was heard on the wire.</summary>
/// <param name="Vlan">The VLAN it was tagged with; 0 for none.</param>
public abstract record RescueSight(ushort Vlan);

/// <summary>Somebody spoke ARP.</summary>
/// <param name="Vlan">The VLAN it was tagged with; 0 for none.</param>
/// <param name="Packet">What was said.</param>
public sealed record ArpSight(ushort Vlan, ArpPacket Packet) : RescueSight(Vlan);

/// <summary>Somebody sent IP.</summary>
/// <param name="Vlan">The VLAN it was tagged with; 0 for none.</param>
/// <param name="From">Who sent the frame.</param>
/// <param name="IsToUs">True when the frame was for our own card: its sender takes us for the way to there.</param>
/// <param name="Source">The sender's address.</param>
/// <param name="Destination">Whom it is for.</param>
/// <param name="Service">Which service.</param>
public sealed record PacketSight(ushort Vlan, HardwareAddress From, bool IsToUs, Ipv4Address Source,
    Ipv4Address Destination, RescueService Service) : RescueSight(Vlan);

/// <summary>Somebody has shown elsewhere that it is a phone: by CDP, by its name, by what it asked for.</summary>
/// <param name="Vlan">The VLAN it is in; 0 for none.</param>
/// <param name="Phone">The phone.</param>
public sealed record PhoneSight(ushort Vlan, HardwareAddress Phone) : RescueSight(Vlan);

/// <summary>Somebody answers at an address, who cannot be heard by ARP.</summary>
/// <param name="Address">The address.</param>
/// <param name="Owner">Who; <c>default</c> when that is not known.</param>
public sealed record AnswerSight(Ipv4Address Address, HardwareAddress Owner) : RescueSight(0);

/// <summary>A person says what a phone looks for: its menus show it, even locked ones.</summary>
/// <param name="Vlan">The VLAN it is in; 0 for none.</param>
/// <param name="Phone">The phone's own address; none when it is not known.</param>
/// <param name="Wanted">What it looks for.</param>
public sealed record ToldSight(ushort Vlan, Ipv4Address Phone, IReadOnlyList<Ipv4Address> Wanted) : RescueSight(Vlan)
{
    /// <summary>Reads what a person typed: the phone's own address and those that it looks for, or neither.</summary>
    /// <param name="phone">Its own address; null when nothing was said.</param>
    /// <param name="wanted">The addresses that it looks for.</param>
    /// <param name="names">What the person calls the two, for the reason.</param>
    /// <param name="told">What was said; null when nothing was.</param>
    /// <returns>Why it cannot be meant; null when it can.</returns>
    public static string? Read(
        string? phone, IReadOnlyList<string?> wanted, (string Phone, string Wanted) names, out ToldSight? told)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        told = null;
        if (phone is null)
        {
            return wanted.Count == 0
                ? null
                : $"{names.Wanted} needs {names.Phone}: without it no answer would reach the phone.";
        }

        if (wanted.Count == 0) return $"{names.Phone} needs {names.Wanted}: the addresses that the phone looks for.";
        if (!Ipv4Address.TryParse(phone.Trim(), out Ipv4Address own)) return NoAddress(phone, names.Phone);
        List<Ipv4Address> addresses = [];
        foreach (string? one in wanted)
        {
            if (!Ipv4Address.TryParse(one?.Trim(), out Ipv4Address address))
                return NoAddress(one ?? "", names.Wanted);
            addresses.Add(address);
        }

        told = new ToldSight(0, own, addresses);
        return null;
    }

    private static string NoAddress(string text, string name) =>
        $"'{text}' is no IPv4 address. {name} takes one such as 10.9.8.7.";
}

/// <summary>What somebody wants of a machine, by the port; each is something that Ringback can be.</summary>
public enum RescueService
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>TFTP, UDP 69.</summary>
    Tftp,

    /// <summary>Files by HTTP, TCP 6970.</summary>
    Http,

    /// <summary>A call manager's SCCP, TCP 2000.</summary>
    Sccp,

    /// <summary>A proxy's SIP, UDP or TCP 5060.</summary>
    Sip,

    /// <summary>A call agent's MGCP, UDP 2427.</summary>
    Mgcp,

    /// <summary>Names, UDP 53.</summary>
    Dns,

    /// <summary>The time, UDP 123.</summary>
    Ntp,
}

/// <summary>Services by their ports.</summary>
public static class RescueServices
{
    /// <summary>Which service a port is.</summary>
    /// <param name="isTcp">True for TCP, false for UDP.</param>
    /// <param name="port">The port that is spoken to.</param>
    public static RescueService Of(bool isTcp, ushort port) => (isTcp, port) switch
    {
        (false, 69) => RescueService.Tftp,
        (true, 6970) => RescueService.Http,
        (true, 2000) => RescueService.Sccp,
        (_, 5060) => RescueService.Sip,
        (false, 2427) => RescueService.Mgcp,
        (false, 53) => RescueService.Dns,
        (false, 123) => RescueService.Ntp,
        _ => RescueService.Other,
    };

    /// <summary>The port of a service, and what it is called in the story; null for what has no place there.</summary>
    internal static (int Port, ServerRole Role)? Ask(this RescueService service) => service switch
    {
        RescueService.Tftp => (69, ServerRole.Tftp),
        RescueService.Http => (6970, ServerRole.Http),
        RescueService.Sccp => (2000, ServerRole.Sccp),
        RescueService.Sip => (5060, ServerRole.Sip),
        RescueService.Mgcp => (2427, ServerRole.Mgcp),
        RescueService.Dns => (53, ServerRole.Dns),
        RescueService.Ntp => (123, ServerRole.Ntp),
        _ => null,
    };
}
