using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Hearing;

namespace Ringback.Workbench.Contract;

/// <summary>What <c>listen --json</c> prints; its names are a contract.</summary>
public sealed record ListenJson
{
    /// <summary>Where the frames came from.</summary>
    public required ListenSource Source { get; init; }

    /// <summary>The phones.</summary>
    public required IReadOnlyList<ListenedPhone> Phones { get; init; }

    /// <summary>Who else announced itself, with why it is no phone.</summary>
    public required IReadOnlyList<ListenedOther> Others { get; init; }

    /// <summary>From what was heard.</summary>
    public static ListenJson Of(ListenSource source, HeardNow heard) => new()
    {
        Source = source with
        {
            Frames = heard.Counts.Frames,
            Understood = heard.Counts.Understood,
            Unreadable = heard.Counts.Unreadable,
            Malformed = heard.Counts.Malformed,
            Fragments = heard.Counts.Fragments,
            Ipv6 = heard.Counts.Ipv6,
            LeftOut = heard.Counts.LeftOut + heard.Counts.ForgottenStations,
        },
        Phones = [.. heard.Phones.Select(ListenedPhone.Of)],
        Others = [.. heard.Neighbours.Select(ListenedOther.Of)],
    };
}

/// <summary>Where the frames came from, and what became of them.</summary>
public sealed record ListenSource
{
    /// <summary>The network card; null for a file.</summary>
    public string? Interface { get; init; }

    /// <summary>The capture file; null for a network card.</summary>
    public string? File { get; init; }

    /// <summary>Its format, <c>pcap</c> or <c>pcapng</c>; null for a network card.</summary>
    public string? Format { get; init; }

    /// <summary>True when the file ends in the middle of a frame, or in bytes that are none.</summary>
    public bool Cut { get; init; }

    /// <summary>When the first frame came; null when none did.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last one came.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Frames.</summary>
    public long Frames { get; init; }

    /// <summary>Frames in which something was read that phones have to do with.</summary>
    public long Understood { get; init; }

    /// <summary>Frames that could not be read at all.</summary>
    public long Unreadable { get; init; }

    /// <summary>Messages that break the rules of their protocol.</summary>
    public long Malformed { get; init; }

    /// <summary>Later pieces of packets, which are not read.</summary>
    public long Fragments { get; init; }

    /// <summary>Packets of IPv6, which are not read.</summary>
    public long Ipv6 { get; init; }

    /// <summary>What was left out because a limit was reached.</summary>
    public long LeftOut { get; init; }

    /// <summary>Frames that the system lost.</summary>
    public long Lost { get; init; }

    /// <summary>What cannot be seen, in a sentence; null when everything is.</summary>
    public string? Blind { get; init; }

    /// <summary>The word for a format.</summary>
    public static string WordOf(CaptureFormat format) => format is CaptureFormat.PcapNg ? "pcapng" : "pcap";
}

/// <summary>
/// A phone that was heard. What is believed has a <c>value</c>, a <c>confidence</c>, a <c>because</c> and an
/// <c>evidence</c>; null is what nothing tells.
/// </summary>
public sealed record ListenedPhone
{
    /// <summary>Its MAC address; null until something tells it.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>What it calls itself; null when it does not say.</summary>
    public string? Name { get; init; }

    /// <summary>By what it is known to be a phone.</summary>
    public required IReadOnlyList<string> KnownBy { get; init; }

    /// <summary>Its model.</summary>
    public Believed<string>? Model { get; init; }

    /// <summary>Its firmware family; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>The load that it runs.</summary>
    public Believed<string>? Load { get; init; }

    /// <summary>The protocol that it speaks.</summary>
    public Believed<PhoneProtocol>? Protocol { get; init; }

    /// <summary>Its address.</summary>
    public Believed<IPAddress>? Address { get; init; }

    /// <summary>How it comes by that.</summary>
    public Believed<AddressOrigin>? AddressedBy { get; init; }

    /// <summary>Bits of its subnet mask.</summary>
    public Believed<int>? PrefixLength { get; init; }

    /// <summary>Its router.</summary>
    public Believed<IPAddress>? Gateway { get; init; }

    /// <summary>Where it looks for its files.</summary>
    public required IReadOnlyList<Believed<IPAddress>> TftpServers { get; init; }

    /// <summary>Its call managers, proxies and call agents.</summary>
    public required IReadOnlyList<Believed<IPAddress>> CallServers { get; init; }

    /// <summary>Other addresses that it looks for.</summary>
    public required IReadOnlyList<Believed<IPAddress>> OtherAddresses { get; init; }

    /// <summary>The VLAN of its frames.</summary>
    public Believed<int>? Vlan { get; init; }

    /// <summary>Where it stands in its start; null when not known.</summary>
    public BootStage? Stage { get; init; }

    /// <summary>When it was heard first.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was heard last.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>From what was heard of it.</summary>
    public static ListenedPhone Of(HeardPhone heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        PhoneCase phone = heard.Phone;
        NetworkBeliefs network = heard.Network;
        return new ListenedPhone
        {
            Mac = phone.Mac,
            Name = phone.Network?.Cdp?.DeviceName ?? phone.Network?.Lldp?.DeviceName ?? phone.Addressing.HostName,
            KnownBy = [.. PhoneSigns.Of(phone)],
            Model = network.Model,
            Family = phone.Family,
            Load = network.Load,
            Protocol = network.Protocol,
            Address = network.Address,
            AddressedBy = network.AddressedBy,
            PrefixLength = network.PrefixLength,
            Gateway = network.Gateway,
            TftpServers = network.TftpServers,
            CallServers = network.CallServers,
            OtherAddresses = network.Others,
            Vlan = network.Vlan,
            Stage = phone.Stage is BootStage.Unknown ? null : phone.Stage,
            FirstSeen = phone.FirstSeen,
            LastSeen = phone.LastSeen,
        };
    }
}

/// <summary>A machine that announces itself and is no phone of these.</summary>
/// <param name="Mac">Its MAC address.</param>
/// <param name="Via">By which protocol it announces itself.</param>
/// <param name="Name">What it calls itself; null when it says none.</param>
/// <param name="Product">What it is; null when it does not say.</param>
/// <param name="Address">Its address; null when it says none.</param>
/// <param name="VoiceVlan">The VLAN that it wants phones to use; null when it says none.</param>
/// <param name="Why">Why it is not among the phones.</param>
public sealed record ListenedOther(MacAddress Mac, AnnouncedBy Via, string? Name, string? Product,
    IPAddress? Address, int? VoiceVlan, string Why)
{
    /// <summary>From a neighbour.</summary>
    public static ListenedOther Of(AnnouncedNeighbour neighbour)
    {
        ArgumentNullException.ThrowIfNull(neighbour);
        return new ListenedOther(neighbour.Mac, neighbour.Via, neighbour.Name, neighbour.Product, neighbour.Address,
            neighbour.VoiceVlan, "not a Cisco phone");
    }
}
