using System.Text.Json;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Setup;

namespace Ringback.Workbench.Tests.Dhcp.Setup;

/// <summary>Options as a person writes them.</summary>
public sealed class DhcpOptionWordsTests
{
    [Fact]
    public void Words_with_a_meaning_of_their_own_set_what_they_say()
    {
        DhcpPhoneOptions said = Assign(("tftp", "10.0.0.1, 10.0.0.2"), ("ROUTER", "10.0.0.3"), ("dns", "10.0.0.4"),
            ("ntp", "10.0.0.5,"), ("domain", "bench.example"), ("boot-file", "XMLDefault.cnf.xml"), ("lease", "12h"),
            ("voice-vlan", "110"), ("nul-after-66", "Yes"));

        Assert.Equal([Address(1), Address(2)], said.TftpServers);
        Assert.Equal([Address(3)], said.Routers);
        Assert.Equal([Address(4)], said.DnsServers);
        Assert.Equal([Address(5)], said.NtpServers);
        Assert.Equal(("bench.example", "XMLDefault.cnf.xml", TimeSpan.FromHours(12), true),
            (said.Domain, said.BootFile, said.LeaseTime, said.EndTftpNameWithNul));
        Assert.Equal([DhcpOption.Of(132, 110u)], said.Others);
    }

    [Fact]
    public void The_last_word_counts_and_an_empty_list_says_none()
    {
        DhcpPhoneOptions said = Assign(
            ("tftp", "10.0.0.1"), ("tftp", ""), ("lease", "60"), ("lease", "2d"), ("nul-after-66", "on"),
            ("nul-after-66", "off"));

        Assert.Empty(said.TftpServers!);
        Assert.Equal((TimeSpan.FromDays(2), false), (said.LeaseTime, said.EndTftpNameWithNul));
    }

    [Theory]
    [InlineData("150", "10.0.0.1,10.0.0.2", "960A0000010A000002")]
    [InlineData("tftp-servers", "10.0.0.1, 10.0.0.2", "960A0000010A000002")]
    [InlineData("TFTP-Servers", "10.0.0.1", "960A000001")]
    [InlineData("66", "tftp.example", "42746674702E6578616D706C65")]
    [InlineData("43", "0104c0a84d01", "2B0104C0A84D01")]
    [InlineData("43", "01:04:C0:a8:4d:01", "2B0104C0A84D01")]
    [InlineData("time-offset", "3600", "0200000E10")]
    [InlineData("2", "4294963696", "02FFFFF1F0")]
    [InlineData("ip-forwarding", "1", "1301")]
    [InlineData("26", "1500", "1A05DC")]
    [InlineData("23", "64", "1740")]
    [InlineData("path-mtu-plateau-table", "68, 296", "1900440128")]
    [InlineData("static-routes", "10.1.0.0,10.0.0.1", "210A0100000A000001")]
    [InlineData("199", "ff00", "C7FF00")]
    [InlineData("66", "", "42")]
    [InlineData("43", "", "2B")]
    public void Numbers_and_names_of_options_take_what_fits_their_kind(string name, string value, string bytes)
    {
        DhcpOption option = Assert.Single(Assign((name, value)).Others);

        Assert.Equal(bytes, Convert.ToHexString([option.Code, .. option.Value.Span]));
    }

    [Theory]
    [InlineData("tftp", "tftp.example", "'tftp.example' is no IPv4 address. Write one such as 192.168.77.1, or "
        + "several with commas.")]
    [InlineData("router", "10.0.0.1;10.0.0.2", "'10.0.0.1;10.0.0.2' is no IPv4 address.")]
    [InlineData("lease", "", "'' is no time. Write 3600, 90m, 12h or 2d.")]
    [InlineData("lease", "soon", "'soon' is no time.")]
    [InlineData("domain", "телефон", "'телефон' has letters that DHCP cannot say. Write it in plain letters.")]
    [InlineData("boot-file", "日本", "'日本' has letters that DHCP cannot say.")]
    [InlineData("15", "телефон", "'телефон' does not fit option 15 (Text:")]
    [InlineData("voice-vlan", "0", "'0' is no VLAN: 1 to 4094.")]
    [InlineData("voice-vlan", "4095", "'4095' is no VLAN: 1 to 4094.")]
    [InlineData("nul-after-66", "maybe", "'maybe' is neither yes nor no.")]
    [InlineData("150", "10.0.0", "'10.0.0' does not fit option 150 (Addresses:")]
    [InlineData("150", "0a000001", "'0a000001' does not fit option 150")]
    [InlineData("3", "10.0.0.1,", "'10.0.0.1,' does not fit option 3")]
    [InlineData("33", "10.0.0.1", "'10.0.0.1' does not fit option 33 (AddressPairs")]
    [InlineData("1", "255.0.0.0,255.0.0.0", "does not fit option 1 (Address:")]
    [InlineData("43", "xyz", "'xyz' does not fit option 43 (Bytes:")]
    [InlineData("43", "123", "'123' does not fit option 43")]
    [InlineData("23", "256", "'256' does not fit option 23 (Number8")]
    [InlineData("26", "65536", "'65536' does not fit option 26")]
    [InlineData("26", "-1", "'-1' does not fit option 26")]
    [InlineData("2", "4294967296", "'4294967296' does not fit option 2")]
    [InlineData("19", "yes", "'yes' does not fit option 19 (Bool")]
    [InlineData("121", "18", "'18' does not fit option 121")]
    [InlineData("0", "00", "'00' does not fit option 0")]
    [InlineData("255", "00", "'00' does not fit option 255")]
    [InlineData("256", "00", "there is no option '256'. Write its number, or one of tftp, router,")]
    [InlineData("tfpt", "10.0.0.1", "there is no option 'tfpt'.")]
    [InlineData("", "10.0.0.1", "there is no option ''.")]
    public void What_does_not_fit_is_refused_with_advice_and_changes_nothing(string name, string value, string why)
    {
        DhcpPhoneOptions before = new() { Domain = "bench" };

        Assert.False(DhcpOptionWords.TryAssign(before, name, value, out DhcpPhoneOptions after, out string? said));

        Assert.Same(before, after);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_table_is_known_by_name_and_by_number()
    {
        foreach (DhcpOptionRow row in DhcpOptionTable.Rows)
        {
            DhcpPhoneOptions byName = Assign((row.Name, "")), byNumber = Assign(($"{row.Code}", ""));
            Assert.Equal(row.Code, Assert.Single(byName.Others).Code);
            Assert.Equal(JsonSerializer.Serialize(byName), JsonSerializer.Serialize(byNumber));
        }
    }

    [Fact]
    public void Every_word_of_the_message_is_known()
    {
        foreach (string word in DhcpOptionWords.Words.Split(", "))
        {
            DhcpOptionWords.TryAssign(new DhcpPhoneOptions(), word, "?", out _, out string? why);
            Assert.DoesNotContain("there is no option", why ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("3600", 3600)]
    [InlineData("45s", 45)]
    [InlineData("90m", 5400)]
    [InlineData("12H", 43_200)]
    [InlineData("2d", 172_800)]
    [InlineData("4294967295", 4_294_967_295)]
    public void Times_are_read(string text, double seconds)
    {
        Assert.True(DhcpOptionWords.TryReadTime(text, out TimeSpan time));
        Assert.Equal(TimeSpan.FromSeconds(seconds), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0h")]
    [InlineData("h")]
    [InlineData("-5")]
    [InlineData("1.5h")]
    [InlineData("12 h")]
    [InlineData("1h30m")]
    [InlineData("4294967296")]
    [InlineData("49711d")]
    public void What_is_no_time_is_refused(string text) => Assert.False(DhcpOptionWords.TryReadTime(text, out _));

    private static Ipv4Address Address(int last) => Ipv4Address.Parse($"10.0.0.{last}");

    private static DhcpPhoneOptions Assign(params (string Name, string Value)[] words)
    {
        DhcpPhoneOptions said = new();
        foreach ((string name, string value) in words)
            Assert.True(DhcpOptionWords.TryAssign(said, name, value, out said, out string? why), why);
        return said;
    }
}
