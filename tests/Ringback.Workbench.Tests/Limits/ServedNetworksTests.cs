using System.Net;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tests.Limits;

/// <summary>Who is served where there are guests.</summary>
public sealed class ServedNetworksTests
{
    private static readonly IPAddress Guest = IPAddress.Parse("10.9.8.7");

    [Fact]
    public void A_guest_is_served_beside_the_networks_of_this_machine_from_when_it_is_one()
    {
        GuestNetworks guests = new() { BesideOwn = true };
        ServedNetworks served = new(guests, TimeProvider.System);
        Assert.True(served.Serves(IPAddress.Loopback));
        Assert.False(served.Serves(Guest));

        guests.Add(new IPNetwork(Guest, 32));

        Assert.True(served.Serves(Guest));
        Assert.False(served.Serves(IPAddress.Parse("10.9.8.8")));
        Assert.True(served.Serves(IPAddress.Loopback));
    }

    [Fact]
    public void Guests_alone_are_all_that_is_served()
    {
        ServedNetworks served = new(new GuestNetworks(new IPNetwork(Guest, 32)), TimeProvider.System);

        Assert.True(served.Serves(Guest));
        Assert.False(served.Serves(IPAddress.Loopback));
    }
}
