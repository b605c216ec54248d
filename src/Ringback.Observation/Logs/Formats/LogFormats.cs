namespace Ringback.Observation.Logs.Formats;

/// <summary>Every format that is read, the surest first: a line belongs to the first that understands it.</summary>
internal static class LogFormats
{
    private static readonly (string Name, string Title, Func<ILogFormat> Open)[] Rows =
    [
        ("tftpd-hpa", "tftp-hpa (in.tftpd)", () => new TftpHpaFormat()),
        ("tftpd32", "tftpd32 or tftpd64", () => new Tftpd32Format()),
        ("dnsmasq", "dnsmasq, TFTP", () => new DnsmasqTftpFormat()),
        ("atftpd", "atftpd", () => new AtftpdFormat()),
        .. PhraseTable.Formats(),
        ("cisco-ios", "debug of a Cisco router", () => new CiscoIosFormat()),
        ("call-server", "Asterisk, or a router as call manager", () => new CallServerFormat()),
        ("isc-dhcpd", "ISC dhcpd", () => new DhcpServerFormat("isc-dhcpd", hasCard: false)),
        ("dnsmasq-dhcp", "dnsmasq, DHCP", () => new DhcpServerFormat("dnsmasq-dhcp", hasCard: true)),
        ("kea", "Kea", () => new KeaFormat()),
        ("wireshark", "Wireshark, list of packets", () => new WiresharkFormat()),
        ("tcpdump", "tcpdump", () => new TcpdumpFormat()),
        ("windows-dhcp", "audit log of Windows' DHCP server", () => new WindowsDhcpFormat()),
        ("http-access", "access log of a web server", () => new HttpAccessFormat()),
        ("w3c-web", "log of IIS, or of another web server with columns", () => new WebColumnsFormat()),
        ("ringback", "events of Ringback", () => new EventLinesFormat()),
        ("phone-messages", "messages of a phone", () => new PhoneMessagesFormat()),
        ("guess", "not known; read by guessing", () => new GuessFormat()),
    ];

    /// <summary>Their names, with what they are.</summary>
    internal static IReadOnlyList<(string Name, string Title)> Known { get; } =
        [.. Rows.Select(r => (r.Name, r.Title))];

    /// <summary>A new reader of each, or of the one that is wanted.</summary>
    internal static ILogFormat[] Open(string? only) =>
    [
        .. Rows.Where(r => only is null || r.Name.Equals(only, StringComparison.OrdinalIgnoreCase))
            .Select(r => r.Open()),
    ];
}
