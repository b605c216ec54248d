using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>
/// Which TFTP server a 7940 or 7960 asks after an answer: option 150, else the dotted address of option 66, else
/// <c>siaddr</c> unless option 66 holds a name, else the host name of <c>sname</c> or of option 66. As the universal
/// application loader 8.12 does it (sources.md 7940-7960-code §7); Java phones look in another order.
/// </summary>
internal static class UniversalTftpServer
{
    private const int MostServers = 2;

    /// <summary>The server; null for the one that the phone has in its flash.</summary>
    internal static PhoneTftpServer? Of(DhcpMessage answer)
    {
        (IReadOnlyList<Ipv4Address> listed, string text) = Read(answer.Options);
        if (listed.Count > 0) return new PhoneTftpServer(PhoneTftpSource.Option150, listed, "");
        if (Ipv4Address.TryParse(text, out Ipv4Address dotted))
            return new PhoneTftpServer(PhoneTftpSource.Option66, [dotted], "");
        if (text.Length == 0 && !answer.NextServer.IsNone)
            return new PhoneTftpServer(PhoneTftpSource.NextServer, [answer.NextServer], "");
        if (answer.ServerName.Length > 0) return Named(PhoneTftpSource.ServerName, answer.ServerName);
        return text.Length > 0 ? Named(PhoneTftpSource.Option66, text) : null;
    }

    /// <summary>Options 150 and 66, in the order in which they stand: the one can wipe the other.</summary>
    private static (IReadOnlyList<Ipv4Address> Listed, string Text) Read(IReadOnlyList<DhcpOption> options)
    {
        List<Ipv4Address> listed = [];
        string text = "";
        foreach (DhcpOption option in options)
        {
            switch (option.Code)
            {
                // A NUL at the end belongs to no name; a blank does, and makes an address a host name.
                case DhcpOptionCode.TftpServerName:
                    text = option.ReadText();
                    break;
                case DhcpOptionCode.TftpServers when option.Value.Length < Ipv4Address.Length:
                    if (!Ipv4Address.TryParse(text, out _)) text = "";
                    break;
                case DhcpOptionCode.TftpServers:
                    listed = [.. AddressesIn(option.Value)];
                    break;
            }
        }

        return (listed, text);
    }

    /// <summary>Whatever bytes there are, four to an address: characters too.</summary>
    private static IEnumerable<Ipv4Address> AddressesIn(ReadOnlyMemory<byte> value)
    {
        int count = Math.Min(value.Length / Ipv4Address.Length, MostServers);
        for (int i = 0; i < count; i++)
        {
            Ipv4Address address = Ipv4Address.Read(value.Span[(i * Ipv4Address.Length)..]);
            if (!address.IsNone) yield return address;
        }
    }

    private static PhoneTftpServer Named(PhoneTftpSource source, string name) =>
        new(source, [], PhoneOfferReading.Visible(name));
}
