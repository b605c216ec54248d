using System.Net;
using Ringback.Catalogue;
using Ringback.Console.Board;
using Ringback.Phones.Cases;

namespace Ringback.Console.Tests.Board;

public sealed class ArrivalsTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Fact]
    public void A_phone_keeps_its_number_when_it_names_itself()
    {
        Arrivals arrivals = new();
        arrivals.Take([At("192.0.2.1", 1), At("192.0.2.2", 2)], []);
        MacAddress mac = MacAddress.Parse("02AB5C000001");
        var numbers = arrivals.Take([At("192.0.2.1", 1) with { Mac = mac }, At("192.0.2.2", 2)], []);
        Assert.Equal(1, numbers[mac.ToString()].Number);
        Assert.Equal(2, numbers["192.0.2.2"].Number);
    }

    [Fact]
    public void The_same_phones_have_the_same_numbers_after_a_restart()
    {
        Arrivals first = new(), second = new();
        first.Take([At("192.0.2.9", 1)], []);
        var before = first.Take([At("192.0.2.9", 1), At("192.0.2.1", 2)], []);
        var after = second.Take([At("192.0.2.1", 2), At("192.0.2.9", 1)], []);
        Assert.Equal(before["192.0.2.9"].Number, after["192.0.2.9"].Number);
        Assert.Equal(before["192.0.2.1"].Number, after["192.0.2.1"].Number);
    }

    [Fact]
    public void Who_is_expected_keeps_the_place_that_was_kept_for_it()
    {
        Arrivals arrivals = new();
        MacAddress mac = MacAddress.Parse("02AB5C000001");
        Assert.Equal(1, arrivals.Take([], [mac])[mac.ToString()].Number);
        var numbers = arrivals.Take([At("192.0.2.1", 1), At("192.0.2.2", 2) with { Mac = mac }], []);
        Assert.Equal(1, numbers[mac.ToString()].Number);
        Assert.Equal(2, numbers["192.0.2.1"].Number);
    }

    private static PhoneCase At(string address, int second) =>
        new() { Address = IPAddress.Parse(address), FirstSeen = Begin.AddSeconds(second) };
}
