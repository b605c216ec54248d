using static Ringback.Wire.Dhcp.DhcpOptionKind;

namespace Ringback.Wire.Dhcp;

/// <summary>The rows: RFC 2132 §3 to §9 in its order, then what later RFCs and Cisco added.</summary>
internal static class DhcpOptionRows
{
    internal static IReadOnlyList<DhcpOptionRow> All { get; } =
    [
        new(1, "subnet-mask", Address), new(2, "time-offset", Number32), new(3, "routers", Addresses),
        new(4, "time-servers", Addresses), new(5, "name-servers", Addresses), new(6, "domain-name-servers", Addresses),
        new(7, "log-servers", Addresses), new(8, "cookie-servers", Addresses), new(9, "lpr-servers", Addresses),
        new(10, "impress-servers", Addresses), new(11, "resource-location-servers", Addresses),
        new(12, "host-name", Text), new(13, "boot-size", Number16), new(14, "merit-dump", Text),
        new(15, "domain-name", Text), new(16, "swap-server", Address), new(17, "root-path", Text),
        new(18, "extensions-path", Text), new(19, "ip-forwarding", Bool), new(20, "non-local-source-routing", Bool),
        new(21, "policy-filter", AddressPairs), new(22, "max-dgram-reassembly", Number16),
        new(23, "default-ip-ttl", Number8), new(24, "path-mtu-aging-timeout", Number32),
        new(25, "path-mtu-plateau-table", Number16List), new(26, "interface-mtu", Number16),
        new(27, "all-subnets-local", Bool), new(28, "broadcast-address", Address),
        new(29, "perform-mask-discovery", Bool), new(30, "mask-supplier", Bool), new(31, "router-discovery", Bool),
        new(32, "router-solicitation-address", Address), new(33, "static-routes", AddressPairs),
        new(34, "trailer-encapsulation", Bool), new(35, "arp-cache-timeout", Number32),
        new(36, "ieee802-3-encapsulation", Bool), new(37, "default-tcp-ttl", Number8),
        new(38, "tcp-keepalive-interval", Number32), new(39, "tcp-keepalive-garbage", Bool),
        new(40, "nis-domain", Text), new(41, "nis-servers", Addresses), new(42, "ntp-servers", Addresses),
        new(43, "vendor-encapsulated-options", Bytes), new(44, "netbios-name-servers", Addresses),
        new(45, "netbios-dd-servers", Addresses), new(46, "netbios-node-type", Number8), new(47, "netbios-scope", Text),
        new(48, "font-servers", Addresses), new(49, "x-display-managers", Addresses),
        new(50, "dhcp-requested-address", Address), new(51, "dhcp-lease-time", Number32),
        new(52, "dhcp-option-overload", Number8), new(53, "dhcp-message-type", Number8),
        new(54, "dhcp-server-identifier", Address), new(55, "dhcp-parameter-request-list", Number8List),
        new(56, "dhcp-message", Text), new(57, "dhcp-max-message-size", Number16),
        new(58, "dhcp-renewal-time", Number32),
        new(59, "dhcp-rebinding-time", Number32), new(60, "vendor-class-identifier", Text),
        new(61, "dhcp-client-identifier", Bytes, 2), new(62, "netware-ip-domain", Text),
        new(63, "netware-ip-information", Bytes), new(64, "nisplus-domain", Text),
        new(65, "nisplus-servers", Addresses), new(66, "tftp-server-name", Text), new(67, "bootfile-name", Text),
        new(68, "mobile-ip-home-agents", Addresses, 0), new(69, "smtp-servers", Addresses),
        new(70, "pop-servers", Addresses), new(71, "nntp-servers", Addresses), new(72, "www-servers", Addresses),
        new(73, "finger-servers", Addresses), new(74, "irc-servers", Addresses),
        new(75, "streettalk-servers", Addresses), new(76, "streettalk-directory-assistance", Addresses),
        new(77, "user-class", Bytes), new(80, "rapid-commit", Bytes, 0), new(81, "fqdn", Bytes, 3),
        new(82, "relay-agent-information", Bytes, 2), new(93, "client-architecture", Number16List),
        new(94, "client-network-interface", Bytes, 3), new(97, "client-machine-identifier", Bytes),
        new(100, "posix-timezone", Text), new(101, "tzdb-timezone", Text), new(108, "ipv6-only-preferred", Number32),
        new(116, "auto-configure", Number8),
        new(118, "subnet-selection", Address), new(119, "domain-search", Bytes),
        new(120, "sip-servers", Bytes), new(121, "classless-static-routes", Bytes, 5),
        new(124, "vendor-identifying-class", Bytes), new(125, "vendor-identifying-options", Bytes),
        new(132, "ieee802-1q-vlan", Bytes), new(150, "tftp-servers", Addresses), new(160, "captive-portal", Text),
        new(176, "avaya-ip-phone", Text), new(242, "avaya-ip-phone-private", Text),
        new(252, "web-proxy-auto-discovery", Text),
    ];
}
