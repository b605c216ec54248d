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

    private static string[] Typed(IAddressSetter setter, string card) =>
    [
        setter.Add(card, Bench).Typed, setter.Remove(card, Bench).Typed, setter.SwitchOn(card).Typed,
        setter.SwitchOff(card).Typed,
    ];
}
