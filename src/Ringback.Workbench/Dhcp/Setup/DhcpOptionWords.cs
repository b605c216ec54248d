using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Setup;

/// <summary>
/// Options as a person writes them: <c>router=192.168.77.1</c>, <c>lease=12h</c>, <c>43=0104c0a84d01</c>, or by the
/// name of the table, <c>time-offset=3600</c>.
/// </summary>
public static class DhcpOptionWords
{
    private const byte VoiceVlanOption = 132;
    private const int HighestVlan = 4094;

    /// <summary>The words with a meaning of their own, for messages.</summary>
    public const string Words = "tftp, router, dns, ntp, domain, boot-file, lease, voice-vlan, nul-after-66";

    /// <summary>Lays one assignment on what is said already.</summary>
    /// <param name="said">What is said already.</param>
    /// <param name="name">A word, an option's name, or its number.</param>
    /// <param name="value">Its value; empty withholds an option given by number or name.</param>
    /// <param name="result">Both together.</param>
    /// <param name="why">What is wrong with it, and what to write; null when nothing is.</param>
    public static bool TryAssign(
        DhcpPhoneOptions said, string name, string value, out DhcpPhoneOptions result, out string? why)
    {
        (DhcpPhoneOptions? read, why) = name.ToLowerInvariant() switch
        {
            "tftp" => Addresses(value, a => said with { TftpServers = a }),
            "router" => Addresses(value, a => said with { Routers = a }),
            "dns" => Addresses(value, a => said with { DnsServers = a }),
            "ntp" => Addresses(value, a => said with { NtpServers = a }),
            "domain" => Text(value, text => said with { Domain = text }),
            "boot-file" => Text(value, text => said with { BootFile = text }),
            "lease" => TryReadTime(value, out TimeSpan time)
                ? (said with { LeaseTime = time }, null)
                : (null, $"'{value}' is no time. Write 3600, 90m, 12h or 2d."),
            "voice-vlan" => Vlan(said, value),
            "nul-after-66" => value.ToLowerInvariant() switch
            {
                "yes" or "true" or "on" => (said with { EndTftpNameWithNul = true }, null),
                "no" or "false" or "off" => (said with { EndTftpNameWithNul = false }, null),
                _ => (null, $"'{value}' is neither yes nor no."),
            },
            _ => ByTable(said, name, value),
        };
        result = read ?? said;
        return read is not null;
    }

    /// <summary>Reads seconds, or a number with s, m, h or d behind it.</summary>
    public static bool TryReadTime(string text, out TimeSpan time)
    {
        time = default;
        if (text.Length == 0) return false;
        int unit = char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        ReadOnlySpan<char> digits = unit == 0 ? text : text.AsSpan(0, text.Length - 1);
        if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)) return false;
        double seconds = (double)number * Math.Max(unit, 1);
        if (seconds is < 1 or > uint.MaxValue) return false;
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static (DhcpPhoneOptions?, string?) Addresses(
        string value, Func<IReadOnlyList<Ipv4Address>, DhcpPhoneOptions> set)
    {
        List<Ipv4Address> addresses = [];
        const StringSplitOptions parts = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (string part in value.Split(',', parts))
        {
            if (!Ipv4Address.TryParse(part, out Ipv4Address address))
                return (null, $"'{part}' is no IPv4 address. Write one such as 192.168.77.1, or several with commas.");
            addresses.Add(address);
        }

        return (set(addresses), null);
    }

    private static (DhcpPhoneOptions?, string?) Text(string value, Func<string, DhcpPhoneOptions> set) =>
        DhcpOptionTable.CanBeText(value)
            ? (set(value), null)
            : (null, $"'{value}' has letters that DHCP cannot say. Write it in plain letters.");

    /// <summary>
    /// No Cisco phone is known to read it: theirs comes from the switch by CDP (sources.md other-phones §5.3). Phones
    /// of other makers on the same network do.
    /// </summary>
    private static (DhcpPhoneOptions?, string?) Vlan(DhcpPhoneOptions said, string value)
    {
        if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint vlan)
            || vlan is 0 or > HighestVlan)
        {
            return (null, $"'{value}' is no VLAN: 1 to {HighestVlan}.");
        }

        return (said with { Others = [.. said.Others, DhcpOption.Of(VoiceVlanOption, vlan)] }, null);
    }

    private static (DhcpPhoneOptions?, string?) ByTable(DhcpPhoneOptions said, string name, string value)
    {
        DhcpOptionRow? row = DhcpOptionTable.Rows.FirstOrDefault(r => r.Name.Equals(name,
            StringComparison.OrdinalIgnoreCase));
        byte code = row?.Code ?? 0;
        if (row is null && !byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out code))
            return (null, $"there is no option '{name}'. Write its number, or one of {Words}.");
        if (value.Length == 0)
            return (said with { Others = [.. said.Others, new DhcpOption(code, default)] }, null);
        return DhcpOptionTable.TryParse(code, value, out DhcpOption option)
            ? (said with { Others = [.. said.Others, option] }, null)
            : (null, $"'{value}' does not fit option {code} ({DhcpOptionTable.Find(code)?.Kind.ToString() ?? "Bytes"}: "
                + "addresses and numbers with commas, text as it is, bytes as hexadecimal digits).");
    }
}
