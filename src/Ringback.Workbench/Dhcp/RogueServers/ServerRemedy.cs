using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>What a DHCP server has to tell phones.</summary>
/// <param name="TftpServers">Where phones are to go, the best first; at least one.</param>
/// <param name="Network">The network in which the server leases.</param>
public sealed record RemedyRequest(IReadOnlyList<Ipv4Address> TftpServers, Ipv4Network Network);

/// <summary>What to do to one product so that phones find their TFTP server through it.</summary>
/// <param name="Product">Which.</param>
/// <param name="Where">Where the text goes, in words.</param>
/// <param name="Text">What to write or type, line by line.</param>
/// <param name="Then">What makes it take effect; empty when nothing more is needed.</param>
/// <param name="IsForPhonesOnly">True when other clients of that server get what they got before.</param>
/// <param name="IsProven">
/// True when our tests run that very server with this text and read its offer; false when the text follows the
/// product's documentation only.
/// </param>
public sealed record ServerRemedy(ServerProduct Product, string Where, IReadOnlyList<string> Text,
    string Then, bool IsForPhonesOnly, bool IsProven)
{
    /// <summary>Its name, for people.</summary>
    public string Name => ServerGuess.NameOf(Product);

    /// <summary>The remedies for all products, in the order of the enumeration.</summary>
    public static IReadOnlyList<ServerRemedy> All(RemedyRequest request) =>
        [.. Enum.GetValues<ServerProduct>().Select(product => For(product, request))];

    /// <summary>The remedy for a product.</summary>
    /// <exception cref="ArgumentException">No TFTP server is given.</exception>
    public static ServerRemedy For(ServerProduct product, RemedyRequest request)
    {
        if (request.TftpServers.Count == 0)
            throw new ArgumentException("A remedy needs a TFTP server.", nameof(request));
        return product switch
        {
            ServerProduct.Dnsmasq => OpenRemedies.Dnsmasq(request),
            ServerProduct.Kea => OpenRemedies.Kea(request),
            ServerProduct.IscDhcpd => OpenRemedies.IscDhcpd(request),
            ServerProduct.OpenWrt => OpenRemedies.OpenWrt(request),
            ServerProduct.PfSense => OpenRemedies.PfSense(request),
            ServerProduct.Technitium => OpenRemedies.Technitium(request),
            ServerProduct.WindowsServer => VendorRemedies.WindowsServer(request),
            ServerProduct.MikroTik => VendorRemedies.MikroTik(request),
            _ => VendorRemedies.CiscoIos(request),
        };
    }
}
