using Ringback.Wire.Dhcp;
using System.Net.NetworkInformation;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class NetworkCardsTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("lo", "type=772", CardKind.Loopback)]
    [InlineData("eth0", "type=1 device/", CardKind.Wired)]
    [InlineData("enp3s0", "type=1 device/ uevent=INTERFACE=enp3s0", CardKind.Wired)]
    [InlineData("wlan0", "type=1 device/ wireless/", CardKind.WiFi)]
    [InlineData("wlp2s0", "type=1 device/ phy80211/", CardKind.WiFi)]
    [InlineData("wlx1", "type=1 device/ uevent=DEVTYPE=wlan", CardKind.WiFi)]
    [InlineData("docker0", "type=1 bridge/ uevent=DEVTYPE=bridge", CardKind.Virtual)]
    [InlineData("veth12ab", "type=1", CardKind.Virtual)]
    [InlineData("tun0", "type=65534 tun_flags=0x1001", CardKind.Virtual)]
    [InlineData("eth0.20", "type=1 uevent=DEVTYPE=vlan", CardKind.Virtual)]
    [InlineData("wwan0", "type=1 device/ uevent=DEVTYPE=wwan", CardKind.Other)]
    [InlineData("ib0", "type=32 device/", CardKind.Other)]
    public void Linux_tells_the_kind_in_the_cards_folder(string name, string files, CardKind kind)
    {
        Lay(name, files);
        Assert.Equal(kind, Judge(name).Kind);
    }

    [Theory]
    [InlineData("flags=0x1003 carrier=1", true, true)]
    [InlineData("flags=0x1003 carrier=0", true, false)]
    [InlineData("flags=0x1002", false, null)]
    public void Linux_tells_power_and_cable_apart(string files, bool isUp, bool? hasCarrier)
    {
        Lay("eth0", "type=1 device/ " + files);
        NetworkCard card = Judge("eth0");
        Assert.Equal(isUp, card.IsUp);
        Assert.Equal(hasCarrier, card.HasCarrier);
    }

    [Fact]
    public void A_card_that_sys_does_not_show_is_judged_by_the_frameworks_word() =>
        Assert.Equal(CardKind.Wired, Judge("eth7").Kind);

    [Theory]
    [InlineData("Ethernet", "Intel(R) I219-LM", NetworkInterfaceType.Ethernet, CardKind.Wired)]
    [InlineData("Wi-Fi", "Intel(R) AX201", NetworkInterfaceType.Wireless80211, CardKind.WiFi)]
    [InlineData("vEthernet (WSL)", "Hyper-V Virtual Ethernet Adapter", NetworkInterfaceType.Ethernet,
        CardKind.Virtual)]
    [InlineData("Ethernet 3", "VirtualBox Host-Only Ethernet Adapter", NetworkInterfaceType.Ethernet,
        CardKind.Virtual)]
    [InlineData("Ethernet 4", "TAP-Windows Adapter V9", NetworkInterfaceType.Ethernet, CardKind.Virtual)]
    [InlineData("en0", "en0", NetworkInterfaceType.Wireless80211, CardKind.WiFi)]
    [InlineData("en5", "en5", NetworkInterfaceType.Ethernet, CardKind.Wired)]
    [InlineData("bridge100", "bridge100", NetworkInterfaceType.Ethernet, CardKind.Virtual)]
    [InlineData("awdl0", "awdl0", NetworkInterfaceType.Ethernet, CardKind.Virtual)]
    [InlineData("apple", "apple", NetworkInterfaceType.Ethernet, CardKind.Wired)]
    [InlineData("utun3", "utun3", NetworkInterfaceType.Tunnel, CardKind.Virtual)]
    [InlineData("lo0", "lo0", NetworkInterfaceType.Loopback, CardKind.Loopback)]
    public void Other_systems_tell_the_kind_by_type_and_words(
        string name, string description, NetworkInterfaceType type, CardKind kind)
    {
        CardFacts facts = new() { Name = name, Description = description, Type = type };
        Assert.Equal(kind, NetworkCards.Judge(facts).Kind);
    }

    [Fact]
    public void The_route_table_tells_default_routes_and_subnets_of_each_card()
    {
        const string Table = """
            Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
            wlan0 00000000 0101A8C0 0003 0 0 600 00000000 0 0 0
            wlan0 0001A8C0 00000000 0001 0 0 600 00FFFFFF 0 0 0
            eth0 004DA8C0 00000000 0001 0 0 100 00FFFFFF 0 0 0
            tun0 00000000 00000000 0001 0 0 0 00000080 0 0 0
            tun0 0000000A 00000000 0200 0 0 0 000000FF 0 0 0
            """;
        ILookup<string, Ipv4Network> routes = LinuxCardFiles.RouteTable(Table.Replace(' ', '\t'));
        NetworkCard Of(string name) =>
            NetworkCards.Judge(new CardFacts { Name = name, Routes = [.. routes[name]] });

        Assert.True(Of("wlan0").HasDefaultRoute);
        Assert.Equal([Card.Subnet("192.168.1.0/24")], Of("wlan0").Routes);
        Assert.False(Of("eth0").HasDefaultRoute);
        Assert.Equal([Card.Subnet("192.168.77.0/24")], Of("eth0").Routes);
        Assert.True(Of("tun0").HasDefaultRoute);
        Assert.Empty(Of("tun0").Routes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Iface\n\neth0")]
    [InlineData("Iface\neth0\tXYZ\t0\t0003\t0\t0\t0\tFF\t0\t0\t0")]
    public void A_route_table_that_makes_no_sense_tells_nothing(string table) =>
        Assert.Empty(LinuxCardFiles.RouteTable(table));

    [Fact]
    public void This_computer_has_its_loopback() =>
        Assert.Contains(NetworkCards.Read(), c => c.Kind == CardKind.Loopback
            && c.Addresses.Any(a => a.ToString() == "127.0.0.1/8"));

    private NetworkCard Judge(string name) => NetworkCards.Judge(
        new CardFacts { Name = name, Linux = LinuxCardFiles.Read(_root.Path, name) });

    private void Lay(string name, string files)
    {
        string folder = Path.Combine(_root.Path, "sys/class/net", name);
        Directory.CreateDirectory(folder);
        foreach (string file in files.Split(' '))
        {
            if (file.EndsWith('/'))
            {
                Directory.CreateDirectory(Path.Combine(folder, file));
                continue;
            }

            string[] halves = file.Split('=', 2);
            File.WriteAllText(Path.Combine(folder, halves[0]), halves[1] + "\n");
        }
    }
}
