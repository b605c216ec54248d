using System.Globalization;
using Ringback.Observation.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>The remedies for servers whose source is open.</summary>
internal static class OpenRemedies
{
    /// <summary>How the option 60 of a phone begins; most add their model.</summary>
    internal const string PhoneClass = "Cisco Systems, Inc. IP Phone";

    internal static ServerRemedy Dnsmasq(RemedyRequest request) => new(
        ServerProduct.Dnsmasq, "/etc/dnsmasq.d/cisco-phones.conf",
        [
            // Without the quotation marks the comma in the class is an error.
            $"dhcp-vendorclass=set:cisco-phone,\"{PhoneClass}\"",
            $"dhcp-option=tag:cisco-phone,150,{Listed(request, ",")}",
            $"dhcp-option=tag:cisco-phone,66,\"{request.TftpServers[0]}\"",
            $"dhcp-option=tag:cisco-phone,option:server-ip-address,{request.TftpServers[0]}",
        ],
        "Restart dnsmasq.", IsForPhonesOnly: true, IsProven: true);

    internal static ServerRemedy Kea(RemedyRequest request) => new(
        ServerProduct.Kea, "kea-dhcp4.conf, inside \"Dhcp4\"",
        [
            "\"option-def\": [",
            "    { \"name\": \"cisco-tftp\", \"code\": 150, \"type\": \"ipv4-address\", \"array\": true }",
            "],",
            "\"client-classes\": [",
            "    {",
            "        \"name\": \"cisco-phones\",",
            string.Create(CultureInfo.InvariantCulture,
                $"        \"test\": \"substring(option[60].hex,0,{PhoneClass.Length}) == '{PhoneClass}'\","),
            $"        \"next-server\": \"{request.TftpServers[0]}\",",
            "        \"option-data\": [",
            $"            {{ \"name\": \"cisco-tftp\", \"data\": \"{Listed(request, ", ")}\" }},",
            $"            {{ \"name\": \"tftp-server-name\", \"data\": \"{request.TftpServers[0]}\" }}",
            "        ]",
            "    }",
            "],",
        ],
        "Restart kea-dhcp4, or send it config-reload.", IsForPhonesOnly: true, IsProven: true);

    internal static ServerRemedy IscDhcpd(RemedyRequest request) => new(
        ServerProduct.IscDhcpd, "dhcpd.conf, outside all subnets",
        [
            "option cisco-tftp code 150 = array of ip-address;",
            "class \"cisco-phones\" {",
            string.Create(CultureInfo.InvariantCulture,
                $"    match if substring(option vendor-class-identifier, 0, {PhoneClass.Length}) = \"{PhoneClass}\";"),
            $"    option cisco-tftp {Listed(request, ", ")};",
            $"    option tftp-server-name \"{request.TftpServers[0]}\";",
            $"    next-server {request.TftpServers[0]};",
            "}",
        ],
        "Restart isc-dhcp-server.", IsForPhonesOnly: true, IsProven: true);

    internal static ServerRemedy OpenWrt(RemedyRequest request) => new(
        ServerProduct.OpenWrt, "a shell on the router",
        [
            "uci set dhcp.cisco_phones='vendorclass'",
            // uci writes the class without quotation marks, and with the comma of its whole name dnsmasq would not
            // start any more. dnsmasq looks for it anywhere in what a phone says.
            "uci set dhcp.cisco_phones.vendorclass='Inc. IP Phone'",
            "uci set dhcp.cisco_phones.networkid='cisco_phones'",
            $"uci add_list dhcp.cisco_phones.dhcp_option='150,{Listed(request, ",")}'",
            $"uci add_list dhcp.cisco_phones.dhcp_option='66,{request.TftpServers[0]}'",
            $"uci add_list dhcp.cisco_phones.dhcp_option='option:server-ip-address,{request.TftpServers[0]}'",
            "uci commit dhcp",
            "/etc/init.d/dnsmasq restart",
        ],
        "", IsForPhonesOnly: true, IsProven: false);

    internal static ServerRemedy PfSense(RemedyRequest request) => new(
        ServerProduct.PfSense, "Services > DHCP Server, the tab of the interface",
        [
            $"TFTP Server: {request.TftpServers[0]}",
            $"Network Booting > Next Server: {request.TftpServers[0]}",
            $"Custom DHCP Options > Add: number 150, type IP address or host, value {Listed(request, ",")}",
        ],
        "Save, then Apply Changes.", IsForPhonesOnly: false, IsProven: false);

    internal static ServerRemedy Technitium(RemedyRequest request) => new(
        ServerProduct.Technitium, "DHCP > Scopes > Edit",
        [
            $"Server address (serverAddress, siaddr): {request.TftpServers[0]}",
            $"TFTP server addresses (tftpServerAddresses, option 150): {Listed(request, ", ")}",
            "Generic options (genericOptions): code 66, value in hexadecimal "
                + Hexadecimal(request.TftpServers[0].ToString()),
        ],
        "Save.", IsForPhonesOnly: false, IsProven: false);

    internal static string Listed(RemedyRequest request, string between) =>
        string.Join(between, request.TftpServers);

    private static string Hexadecimal(string text) =>
        string.Join(':', text.Select(character => ((int)character).ToString("X2", CultureInfo.InvariantCulture)));
}
