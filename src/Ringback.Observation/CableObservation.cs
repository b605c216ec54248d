using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Lldp;

namespace Ringback.Observation;

/// <summary>From what machines say of themselves on their cable to events, where they are phones.</summary>
public static class CableObservation
{
    private const int MacDigits = 12;
    private const int PrefixLength = 3;

    // As a phone's protocol application, or an adapter, calls itself.
    private static readonly string[] DevicePrefixes = ["SEP", "SIP", "MGC", "ATA"];
    private static readonly string[] Products = ["Cisco IP Phone", "Cisco ATA", "Cisco Analog Telephone"];

    /// <summary>A phone's announcement by CDP; null from who is no phone of this maker.</summary>
    /// <param name="said">What was announced.</param>
    /// <param name="mac">Who sent it.</param>
    /// <param name="at">When.</param>
    public static PhoneAnnounced? Announced(CdpAnnouncement said, MacAddress mac, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(said);
        return !IsProduct(said.Platform) && !IsDeviceName(said.DeviceId) ? null : new PhoneAnnounced
        {
            At = at,
            Mac = mac,
            Address = AddressOf(said.Addresses),
            Via = AnnouncedBy.Cdp,
            DeviceName = Text(said.DeviceId),
            Platform = Text(said.Platform),
            Load = Text(said.SoftwareVersion),
            PortId = Text(said.PortId),
            VoiceVlan = said.VoiceVlan,
            AsksForVoiceVlan = said.AsksForVoiceVlan,
        };
    }

    /// <summary>A phone's announcement by LLDP; null from who is no phone of this maker.</summary>
    /// <param name="said">What was announced.</param>
    /// <param name="mac">Who sent it.</param>
    /// <param name="at">When.</param>
    public static PhoneAnnounced? Announced(LldpAnnouncement said, MacAddress mac, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(said);
        LldpMedInventory made = said.Inventory;
        bool isPhone = IsDeviceName(said.SystemName) || IsProduct(said.SystemDescription) || IsProduct(made.Model);
        LldpMedPolicy? voice = said.Policies.Cast<LldpMedPolicy?>()
            .FirstOrDefault(p => p is { Application: LldpMedApplication.Voice, IsTagged: true, IsUnknown: false });
        return !isPhone ? null : new PhoneAnnounced
        {
            At = at,
            Mac = mac,
            Address = AddressOf(said.Addresses) ?? (said.ChassisAddress is { IsNone: false } own
                ? own.ToIPAddress()
                : null),
            Via = AnnouncedBy.Lldp,
            DeviceName = Text(said.SystemName),
            Platform = Text(made.Model) ?? Text(said.SystemDescription),
            Load = Text(made.Software) ?? Text(made.Firmware),
            PortId = Text(said.PortText) ?? Text(said.PortDescription),
            Serial = Text(made.Serial),
            VoiceVlan = voice?.Vlan,
            AsksForVoiceVlan = said.Policies.Any(p => p is { Application: LldpMedApplication.Voice, IsUnknown: true }),
        };
    }

    /// <summary>A machine says by ARP that it has an address, or wants to use one.</summary>
    /// <param name="mac">The machine.</param>
    /// <param name="address">The address.</param>
    /// <param name="how">How it says so.</param>
    /// <param name="at">When.</param>
    public static AddressClaimed Claimed(MacAddress mac, Ipv4Address address, AddressClaim how, DateTimeOffset at) =>
        new()
        {
            At = at,
            Mac = mac,
            // Who asks whether an address is free does not have it yet.
            Address = how is AddressClaim.Probe ? null : address.ToIPAddress(),
            Claimed = address.ToIPAddress(),
            How = how,
        };

    /// <summary>A machine turned to a server.</summary>
    /// <param name="from">Its address.</param>
    /// <param name="server">The server, with its port.</param>
    /// <param name="role">What it wants there.</param>
    /// <param name="answered">True when the server answered.</param>
    /// <param name="through">The router that it went through; null when that is not known.</param>
    /// <param name="at">When.</param>
    public static ServerTried Tried(IPAddress from, IPEndPoint server, ServerRole role, bool answered,
        IPAddress? through, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new ServerTried
        {
            At = at,
            Address = from,
            Server = server.Address,
            Port = server.Port,
            Role = role,
            Answered = answered,
            Through = through,
        };
    }

    /// <summary>True for the name of a phone: three letters and its MAC address.</summary>
    public static bool IsDeviceName(string? name) => name is { Length: PrefixLength + MacDigits }
        && DevicePrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))
        && MacAddress.TryParse(name[PrefixLength..], null, out _);

    private static bool IsProduct(string? text) => text is not null
        && Products.Any(p => text.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    private static IPAddress? AddressOf(IReadOnlyList<Ipv4Address> addresses)
    {
        foreach (Ipv4Address address in addresses)
        {
            if (!address.IsNone) return address.ToIPAddress();
        }

        return null;
    }

    private static string? Text(string? text) => text is null or "" ? null : EventTexts.Cut(text);
}
