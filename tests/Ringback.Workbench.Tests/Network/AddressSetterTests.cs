using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class AddressSetterTests
{
    private static readonly CardAddress Bench = Card.Address("192.168.77.1/24");

    [Fact]
    public void Linux_is_told_by_ip() => Assert.Equal(
        [
            "ip address add 192.168.77.1/24 broadcast + dev eth0",
            "ip address delete 192.168.77.1/24 dev eth0",
            "ip link set dev eth0 up",
            "ip link set dev eth0 down",
        ],
        Typed(new IpSetter(), "eth0"));

    [Fact]
    public void Windows_is_told_by_netsh_and_forgets_at_a_restart() => Assert.Equal(
        [
            "netsh interface ipv4 add address \"name=Ethernet 2\" address=192.168.77.1 mask=255.255.255.0 store=active",
            "netsh interface ipv4 delete address \"name=Ethernet 2\" address=192.168.77.1 store=active",
            "netsh interface set interface \"name=Ethernet 2\" admin=enabled",
            "netsh interface set interface \"name=Ethernet 2\" admin=disabled",
        ],
        Typed(new NetshSetter(), "Ethernet 2"));

    [Fact]
    public void Macos_is_told_by_ifconfig() => Assert.Equal(
        [
            "ifconfig en5 inet 192.168.77.1 netmask 255.255.255.0 alias",
            "ifconfig en5 inet 192.168.77.1 -alias",
            "ifconfig en5 up",
            "ifconfig en5 down",
        ],
        Typed(new IfconfigSetter(), "en5"));

    [Fact]
    public void Linux_is_told_of_single_addresses_routes_and_VLANs() => Assert.Equal(
        [
            "ip address add 10.9.8.1/32 dev eth0",
            "ip address delete 10.9.8.1/32 dev eth0",
            "ip route add 10.9.8.7/32 dev eth0 scope link",
            "ip route delete 10.9.8.7/32 dev eth0",
            "ip link add link eth0 name eth0.100 type vlan id 100",
            "ip link set dev eth0.100 up",
            "ip link delete dev eth0.100",
        ],
        Rescued(new IpSetter(), "eth0"));

    [Fact]
    public void Windows_is_told_of_single_addresses_routes_and_VLANs() => Assert.Equal(
        [
            "netsh interface ipv4 add address \"name=Ethernet 2\" address=10.9.8.1 mask=255.255.255.255 store=active",
            "netsh interface ipv4 delete address \"name=Ethernet 2\" address=10.9.8.1 store=active",
            "netsh interface ipv4 add route prefix=10.9.8.7/32 \"interface=Ethernet 2\" store=active",
            "netsh interface ipv4 delete route prefix=10.9.8.7/32 \"interface=Ethernet 2\" store=active",
            "powershell -NoProfile -Command \"Set-NetAdapterAdvancedProperty -Name 'Ethernet 2' "
                + "-RegistryKeyword VlanID -RegistryValue 100\"",
            "powershell -NoProfile -Command \"Set-NetAdapterAdvancedProperty -Name 'Ethernet 2' "
                + "-RegistryKeyword VlanID -RegistryValue 0\"",
        ],
        Rescued(new NetshSetter(), "Ethernet 2"));

    [Fact]
    public void Macos_is_told_of_single_addresses_routes_and_VLANs() => Assert.Equal(
        [
            "ifconfig en5 inet 10.9.8.1 netmask 255.255.255.255 alias",
            "ifconfig en5 inet 10.9.8.1 -alias",
            "route -n add -host 10.9.8.7 -interface en5",
            "route -n delete -host 10.9.8.7 -interface en5",
            "ifconfig vlan100 create vlan 100 vlandev en5",
            "ifconfig vlan100 destroy",
        ],
        Rescued(new IfconfigSetter(), "en5"));

    [Fact]
    public void A_card_on_Windows_cannot_end_the_words_that_it_stands_in() => Assert.Contains(
        "-Name 'a''; evil; ''' -Reg",
        new NetshSetter().RemoveVlan("a'; evil; '", 100).Arguments[^1], StringComparison.Ordinal);

    [Theory]
    [InlineData("eth0", 4094, "eth0.4094")]
    [InlineData("enx001122334455", 4094, "enx0011223.4094")]
    public void The_name_for_a_VLAN_fits_into_fifteen_letters(string card, ushort vlan, string name) =>
        Assert.Equal(name, new IpSetter().VlanName(card, vlan));

    private static string[] Rescued(IAddressSetter setter, string card)
    {
        CardChange[] changes =
        [
            new AddressChange(Card.Address("10.9.8.1/32")), new RouteChange(Ipv4Address.Parse("10.9.8.7")),
            new VlanChange(100),
        ];
        return [.. changes.SelectMany(c => c.Make(setter, card).Append(c.Undo(setter, card))).Select(c => c.Typed)];
    }

    private static string[] Typed(IAddressSetter setter, string card) =>
    [
        setter.Add(card, Bench).Typed, setter.Remove(card, Bench).Typed, setter.SwitchOn(card).Typed,
        setter.SwitchOff(card).Typed,
    ];
}
