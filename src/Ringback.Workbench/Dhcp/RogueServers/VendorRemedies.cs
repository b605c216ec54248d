using System.Globalization;
using Ringback.Observation.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>The remedies for servers of vendors. None of them can run in our tests.</summary>
internal static class VendorRemedies
{
    internal static ServerRemedy WindowsServer(RemedyRequest request)
    {
        string scope = request.Network.Address.ToString();
        return new ServerRemedy(
            ServerProduct.WindowsServer, "PowerShell as administrator on the DHCP server",
            [
                "Add-DhcpServerv4OptionDefinition -Name 'Cisco TFTP' -OptionId 150 -Type IPv4Address -MultiValued",
                $"Add-DhcpServerv4Class -Name 'Cisco phones' -Type Vendor -Data '{OpenRemedies.PhoneClass}'",
                $"Add-DhcpServerv4Policy -Name 'Cisco phones' -ScopeId {scope} -Condition Or "
                    + "-VendorClass EQ,'Cisco phones*'",
                $"Set-DhcpServerv4OptionValue -ScopeId {scope} -PolicyName 'Cisco phones' -OptionId 150 "
                    + $"-Value {OpenRemedies.Listed(request, ",")}",
                $"Set-DhcpServerv4OptionValue -ScopeId {scope} -PolicyName 'Cisco phones' -OptionId 66 "
                    + $"-Value '{request.TftpServers[0]}'",
            ],
            "", IsForPhonesOnly: true, IsProven: false);
    }

    internal static ServerRemedy MikroTik(RemedyRequest request)
    {
        // The value as bytes: what stands in quotation marks is an address or a text, depending on the version.
        string bytes = string.Concat(request.TftpServers.Select(
            address => address.Bits.ToString("X8", CultureInfo.InvariantCulture)));
        return new ServerRemedy(
            ServerProduct.MikroTik, "a terminal on the router",
            [
                $"/ip dhcp-server option add name=cisco-tftp code=150 value=0x{bytes}",
                $"/ip dhcp-server option add name=cisco-tftp-name code=66 value=\"s'{request.TftpServers[0]}'\"",
                "/ip dhcp-server option sets add name=cisco-phones options=cisco-tftp,cisco-tftp-name",
                $"/ip dhcp-server network set [find address={request.Network}] dhcp-option-set=cisco-phones "
                    + $"next-server={request.TftpServers[0]}",
            ],
            "", IsForPhonesOnly: false, IsProven: false);
    }

    internal static ServerRemedy CiscoIos(RemedyRequest request) => new(
        ServerProduct.CiscoIos, $"configuration mode, in the pool of {request.Network}",
        [
            "ip dhcp pool NAME-OF-THE-POOL",
            $" option 150 ip {OpenRemedies.Listed(request, " ")}",
            $" option 66 ascii \"{request.TftpServers[0]}\"",
            $" next-server {request.TftpServers[0]}",
            "end",
        ],
        "Phones ask again when they are plugged in again.", IsForPhonesOnly: false, IsProven: false);
}
