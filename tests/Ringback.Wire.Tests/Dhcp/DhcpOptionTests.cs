using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

public sealed class DhcpOptionTests
{
    [Theory]
    [InlineData(1, "255.255.255.0", "01", "subnet-mask 255.255.255.0")]
    [InlineData(6, "10.0.0.1, 10.0.0.2", "06", "domain-name-servers 10.0.0.1, 10.0.0.2")]
    [InlineData(12, "phone", "0C", "host-name phone")]
    [InlineData(19, "1", "13", "ip-forwarding 1")]
    [InlineData(25, "68,1492", "19", "path-mtu-plateau-table 68, 1492")]
    [InlineData(26, "1500", "1A", "interface-mtu 1500")]
    [InlineData(33, "10.1.0.0,10.0.0.1", "21", "static-routes 10.1.0.0, 10.0.0.1")]
    [InlineData(35, "4294967295", "23", "arp-cache-timeout 4294967295")]
    [InlineData(37, "64", "25", "default-tcp-ttl 64")]
    [InlineData(43, "01:02:ff", "2B", "vendor-encapsulated-options 0102FF")]
    [InlineData(55, "1,66,150", "37", "dhcp-parameter-request-list 1, 66, 150")]
    [InlineData(150, "10.0.0.1", "96", "tftp-servers 10.0.0.1")]
    [InlineData(224, "C0FFEE", "E0", "option-224 C0FFEE")]
    public void An_option_is_made_of_text_and_told_in_the_way_of_its_kind(
        byte code, string text, string wireCode, string told)
    {
        Assert.True(DhcpOptionTable.TryParse(code, text, out DhcpOption option));

        Assert.Equal(wireCode, Convert.ToHexString([option.Code]));
        Assert.Equal(told, option.ToString());
    }

    [Theory]
    [InlineData(1, "255.255.255")]
    [InlineData(1, "10.0.0.1,10.0.0.2")]
    [InlineData(1, "10.0.0.0x1")]
    [InlineData(3, "")]
    [InlineData(12, "")]
    [InlineData(12, "телефон")]
    [InlineData(19, "2")]
    [InlineData(23, "256")]
    [InlineData(26, "65536")]
    [InlineData(33, "10.1.0.0")]
    [InlineData(35, "4294967296")]
    [InlineData(35, "-1")]
    [InlineData(224, "C0F")]
    [InlineData(224, "XY")]
    [InlineData(0, "00")]
    [InlineData(255, "00")]
    public void Text_that_is_not_of_the_options_kind_is_refused(byte code, string text) =>
        Assert.False(DhcpOptionTable.TryParse(code, text, out _));

    [Fact]
    public void A_value_of_the_wrong_length_is_told_as_bytes() =>
        Assert.Equal("subnet-mask FF", DhcpOption.Of(DhcpOptionCode.SubnetMask, (byte)255).ToString());

    [Fact]
    public void Control_characters_in_text_do_not_reach_a_terminal() =>
        Assert.Equal("host-name a?[31m", DhcpOption.Of(DhcpOptionCode.HostName, "a\u001b[31m").ToString());

    [Fact]
    public void Each_option_has_one_row_and_each_name_is_used_once()
    {
        DhcpOptionRow[] rows = [.. DhcpOptionTable.Rows];

        Assert.Equal(rows.Length, rows.Select(row => row.Name).Distinct().Count());
        Assert.All(rows, row => Assert.Same(row, DhcpOptionTable.Find(row.Code)));

        // RFC 2132 names 1 to 61 and 64 to 76, all of them.
        Assert.All(Enumerable.Range(1, 76), code => Assert.NotNull(DhcpOptionTable.Find((byte)code)));
    }

    [Theory]
    [InlineData("00:0e:84:c0:60:a6", true)]
    [InlineData("000E84C060A6", true)]
    [InlineData("000e.84c0.60a6", true)]
    [InlineData("00-0E-84-C0-60-A6", true)]
    [InlineData("00:0e:84:c0:60", false)]
    [InlineData("00:0e:84:c0:60:a6:01", false)]
    [InlineData("00:0e:84:c0:60:ag", false)]
    [InlineData("", false)]
    public void A_MAC_is_read_in_every_usual_way(string text, bool isRead)
    {
        Assert.Equal(isRead, HardwareAddress.TryParse(text, out HardwareAddress address));
        if (isRead) Assert.Equal("00:0e:84:c0:60:a6", address.ToString());
    }

    [Theory]
    [InlineData("10.0.0.0/24", true)]
    [InlineData("10.0.0.1/24", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0/0", false)]
    [InlineData("10.0.0.0", false)]
    [InlineData("10.0.0/24", false)]
    public void A_network_is_read_with_its_mask(string text, bool isRead) =>
        Assert.Equal(isRead, Ipv4Network.TryParse(text, out _));

    [Fact]
    public void A_network_knows_what_lies_in_it()
    {
        Ipv4Network network = Ipv4Network.Parse("10.0.0.64/26");

        Assert.Equal(("255.255.255.192", "10.0.0.127"), ($"{network.Mask}", $"{network.Broadcast}"));
        Assert.True(network.HasHost(Ipv4Address.Parse("10.0.0.65")));
        Assert.False(network.HasHost(Ipv4Address.Parse("10.0.0.64")));
        Assert.False(network.HasHost(Ipv4Address.Parse("10.0.0.127")));
        Assert.False(network.HasHost(Ipv4Address.Parse("10.0.0.128")));
    }
}
