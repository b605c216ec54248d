using System.Globalization;
using System.Text;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>Finds all that is wrong with an offer for a phone.</summary>
internal static class PhoneOfferFaults
{
    internal static IEnumerable<PhoneOfferFault> Of(PhoneOfferReading reading, DhcpMessage offer, Ipv4Address? expected)
    {
        foreach (PhoneOfferFault fault in OfOption150(reading, offer)) yield return fault;
        foreach (PhoneOfferFault fault in OfTftp(reading, offer, expected)) yield return fault;
        foreach (PhoneOfferFault fault in OfNetwork(reading, offer)) yield return fault;
    }

    /// <summary>The text in option 150, when it has the characters of addresses; otherwise null.</summary>
    internal static string? TextOf150(DhcpMessage offer)
    {
        string text = offer.Text(DhcpOptionCode.TftpServers);
        string[] parts = text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && parts.All(part => Ipv4Address.TryParse(part, out _)) ? text : null;
    }

    private static IEnumerable<PhoneOfferFault> OfOption150(PhoneOfferReading reading, DhcpMessage offer)
    {
        if (!offer.TryGet(DhcpOptionCode.TftpServers, out ReadOnlyMemory<byte> value))
        {
            yield return new(PhoneOfferFaultKind.Option150Missing,
                "There is no option 150, though it was asked for. Some phones, such as the 7920, need it.");
        }
        else if (TextOf150(offer) is { } text)
        {
            string misread = string.Join(" and ", reading.For7940And7960?.Addresses ?? []);
            yield return new(PhoneOfferFaultKind.Option150IsText,
                $"Option 150 holds the text \"{text}\" ({value.Length} bytes). It must hold the four bytes of each "
                + $"address; a 7940 or 7960 reads the characters as {misread}, and asks there.");
        }
        else if (value.Length == 0 || value.Length % Ipv4Address.Length != 0)
        {
            yield return new(PhoneOfferFaultKind.Option150BadLength,
                $"Option 150 has {value.Length} bytes ({Shown(value.Span)}), which is no list of addresses.");
        }
    }

    private static IEnumerable<PhoneOfferFault> OfTftp(
        PhoneOfferReading reading, DhcpMessage offer, Ipv4Address? expected)
    {
        IReadOnlyList<PhoneTftpServer> servers = reading.TftpServers;
        if (servers.Count == 0)
        {
            yield return new(PhoneOfferFaultKind.NoTftpServer,
                "No TFTP server is named: not in option 150, option 66, siaddr or sname. A phone then asks the server "
                + "that it still has in its flash; a Java phone may ask the DHCP server itself.");
        }

        if (servers is [{ Source: PhoneTftpSource.NextServer }] && offer.NextServer == offer.ServerIdentifier)
        {
            yield return new(PhoneOfferFaultKind.OnlyTheDhcpServer,
                $"Only siaddr names a TFTP server, and {offer.NextServer} is the DHCP server itself. Some servers fill "
                + "it so by habit, without having TFTP.");
        }

        if (PhoneOfferReading.Disagree(servers))
        {
            string places = string.Join(", ", servers.Select(server => $"{server.Place} says {server.First}"));
            string universal = reading.For7940And7960?.First ?? "the one in its flash";
            yield return new(PhoneOfferFaultKind.SourcesDisagree,
                $"The places disagree: {places}. Java phones take {servers[0].First}, a 7940 or 7960 {universal}.");
        }

        if (servers.FirstOrDefault(server => server.Name.Length > 0) is { } named && reading.DnsServers.Count == 0)
        {
            yield return new(PhoneOfferFaultKind.NameNeedsDns,
                $"The name \"{named.Name}\" in {named.Place} needs DNS, and no DNS server is offered.");
        }

        Ipv4Address[] addresses = [.. servers.SelectMany(server => server.Addresses).Distinct()];
        foreach (Ipv4Address address in addresses.Where(address => !IsPlausible(address)))
            yield return new(PhoneOfferFaultKind.ImplausibleTftpServer, $"No TFTP server can have {address}.");

        if (expected is { } ours)
        {
            foreach (PhoneOfferFault fault in LeadsElsewhere(reading, offer, ours)) yield return fault;
        }

        if (reading.Network is { } network && reading.Routers.Count == 0
            && Array.Find(addresses, address => IsPlausible(address) && !network.Contains(address)) is var far
            && !far.IsNone)
        {
            yield return new(PhoneOfferFaultKind.NoRouterToTftp,
                $"The TFTP server {far} lies outside {network}, and no router is offered.");
        }
    }

    /// <summary>Java phones and a 7940 are told of apart where they go apart.</summary>
    private static IEnumerable<PhoneOfferFault> LeadsElsewhere(
        PhoneOfferReading reading, DhcpMessage offer, Ipv4Address ours)
    {
        PhoneTftpServer? java = reading.ForJavaPhones, universal = reading.For7940And7960;
        bool isOne = java?.First == universal?.First;
        if (java is not null && !java.Addresses.Contains(ours))
        {
            yield return new(PhoneOfferFaultKind.LeadsElsewhere,
                $"{java.Place} leads {(isOne ? "phones" : "Java phones")} to {java.First}, not to {ours}.");
        }

        // What characters in option 150 lead to has been said already.
        if (!isOne && universal is not null && !universal.Addresses.Contains(ours) && TextOf150(offer) is null)
        {
            yield return new(PhoneOfferFaultKind.LeadsElsewhere,
                $"{universal.Place} leads a 7940 or 7960 to {universal.First}, not to {ours}.");
        }
    }

    private static IEnumerable<PhoneOfferFault> OfNetwork(PhoneOfferReading reading, DhcpMessage offer)
    {
        if (reading.Network is not { } network)
        {
            yield return new(PhoneOfferFaultKind.BadMask,
                offer.TryGet(DhcpOptionCode.SubnetMask, out ReadOnlyMemory<byte> mask)
                    ? $"The mask is {Shown(mask.Span)}, which is none."
                    : "There is no mask (option 1).");
        }
        else
        {
            if (!network.HasHost(reading.Address))
            {
                yield return new(PhoneOfferFaultKind.BadAddress,
                    $"No phone can have {reading.Address} in {network}.");
            }

            foreach (Ipv4Address router in reading.Routers.Where(router => !network.HasHost(router)))
                yield return new(PhoneOfferFaultKind.RouterOutside, $"The router {router} lies outside {network}.");
        }

        IEnumerable<Ipv4Address> taken =
            [reading.Address, .. reading.For7940And7960?.Addresses ?? [], .. reading.Routers, .. reading.DnsServers];
        if (taken.Contains(Ipv4Address.Broadcast))
        {
            yield return new(PhoneOfferFaultKind.RefusedBy7940,
                "An address in it is 255.255.255.255; a 7940 or 7960 refuses such an answer.");
        }

        if (reading.LeaseTime is not { } lease)
        {
            yield return new(PhoneOfferFaultKind.LeaseTooShort, "There is no lease time (option 51).");
        }
        else if (lease < PhoneOfferReading.ShortestGoodLease)
        {
            yield return new(PhoneOfferFaultKind.LeaseTooShort, string.Create(CultureInfo.InvariantCulture,
                $"The lease lasts {lease.TotalSeconds:0} seconds, shorter than a phone takes to load its image."));
        }
    }

    /// <summary>Neither none, nor of this machine, nor of many: RFC 1122 §3.2.1.3.</summary>
    private static bool IsPlausible(Ipv4Address address) => (address.Bits >> 24) is not (0 or 127 or >= 224);

    private static string Shown(ReadOnlySpan<byte> value)
    {
        StringBuilder text = new();
        foreach (byte b in value[..Math.Min(value.Length, 32)])
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "." : "")}{b}");
        return text.Append(value.Length > 32 ? "…" : "").ToString();
    }
}
