using System.Net;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tests.Limits;

public sealed class ConnectionPlacesTests
{
    private static readonly IPAddress Attacker = IPAddress.Parse("192.0.2.66");

    private readonly List<string> _left = [];

    [Fact]
    public void Who_opens_many_and_says_nothing_takes_places_only_from_itself()
    {
        ConnectionPlaces places = new(20, 100);
        for (int i = 0; i < 10; i++) Assert.NotNull(Enter(places, Phone(i), $"phone {i}"));
        for (int i = 0; i < 500; i++) Assert.NotNull(Enter(places, Attacker, "attacker"));
        Assert.Equal((490, 20), (_left.Count, places.Count));
        Assert.All(_left, name => Assert.Equal("attacker", name));
    }

    [Fact]
    public void A_phone_gets_a_place_although_one_address_holds_all()
    {
        ConnectionPlaces places = new(20, 100);
        for (int i = 0; i < 20; i++) Enter(places, Attacker, $"attacker {i}");
        Assert.NotNull(Enter(places, Phone(1), "phone"));
        Assert.Equal(["attacker 0"], _left);
    }

    [Fact]
    public void A_phone_gets_a_place_although_one_address_has_registered_on_all()
    {
        ConnectionPlaces places = new(20, 100);
        for (int i = 0; i < 20; i++) Enter(places, Attacker, $"attacker {i}")!.Prove();
        Assert.NotNull(Enter(places, Phone(1), "phone"));
        Assert.Equal(["attacker 0"], _left);
    }

    [Fact]
    public void Of_many_addresses_the_oldest_without_a_registration_goes_first()
    {
        ConnectionPlaces places = new(4, 100);
        Enter(places, Phone(1), "registered")!.Prove();
        Enter(places, Phone(2), "older");
        Enter(places, Phone(3), "younger");
        Enter(places, Phone(4), "registered too")!.Prove();
        Assert.NotNull(Enter(places, Phone(5), "new"));
        Assert.Equal(["older"], _left);
    }

    [Fact]
    public void Registered_phones_keep_their_places()
    {
        ConnectionPlaces places = new(3, 100);
        for (int i = 0; i < 3; i++) Enter(places, Phone(i), $"phone {i}")!.Prove();
        Assert.Null(Enter(places, Attacker, "attacker"));
        Assert.Empty(_left);
    }

    [Fact]
    public void One_address_has_its_own_bound_and_gives_up_its_own_oldest()
    {
        ConnectionPlaces places = new(100, 3);
        Enter(places, Phone(1), "phone");
        for (int i = 0; i < 5; i++) Enter(places, Attacker, $"attacker {i}");
        Assert.Equal(["attacker 0", "attacker 1"], _left);
    }

    [Fact]
    public void Who_leaves_makes_room_and_leaves_once()
    {
        ConnectionPlaces places = new(1, 1);
        ConnectionPlaces.Place first = Enter(places, Phone(1), "first")!;
        first.Dispose();
        first.Dispose();
        Assert.Equal(0, places.Count);
        Assert.NotNull(Enter(places, Phone(1), "second"));
        Assert.Empty(_left);
    }

    [Fact]
    public void Any_coming_and_going_stays_within_the_bounds()
    {
        const int Seed = 2000;
        Random dice = new(Seed);
        ConnectionPlaces places = new(16, 6);
        List<ConnectionPlaces.Place> held = [];
        for (int i = 0; i < 20_000; i++)
        {
            if (held.Count > 0 && dice.Next(3) == 0)
            {
                int which = dice.Next(held.Count);
                held[which].Dispose();
                held.RemoveAt(which);
                continue;
            }

            ConnectionPlaces.Place? mine = null;
            mine = places.Enter(Phone(dice.Next(8)), () => _left.Add("left"));
            if (mine is null) continue;
            if (dice.Next(2) == 0) mine.Prove();
            held.Add(mine);
            held.RemoveAll(p => p.Node is null);
            Assert.Equal(held.Count, places.Count);
            Assert.InRange(places.Count, 1, 16);
            Assert.All(held.GroupBy(p => p.Address), g => Assert.InRange(g.Count(), 1, 6));
        }
    }

    private ConnectionPlaces.Place? Enter(ConnectionPlaces places, IPAddress address, string name) =>
        places.Enter(address, () => _left.Add(name));

    private static IPAddress Phone(int number) => new([192, 0, 2, (byte)(100 + number)]);
}
