using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>That somebody makes up clients is said of what no crowd of real ones does.</summary>
public sealed class MadeUpClientsTests
{
    private static readonly uint[] Makers = [.. PhoneMakers.Prefixes.Order()];

    private readonly MadeUpClients _clients = new();
    private readonly List<AbuseNoticed> _told = [];
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Phones_by_their_own_word_with_MACs_of_all_kinds_are_told_once()
    {
        Random dice = new(1);
        for (int i = 0; i < 5000; i++) Discover(Anyhow(dice), says: true, after: 0.01);

        AbuseNoticed told = Assert.Single(_told);
        Assert.Equal(ProblemCode.MadeUpPhones, told.Code);
        Assert.Contains("none of them of a maker of phones", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_on_is_told_again_after_an_hour_with_its_sum()
    {
        Random dice = new(2);
        for (int i = 0; i < 3700; i++) Discover(Anyhow(dice), says: true, after: 1);

        Assert.Equal(2, _told.Count);
        Assert.InRange(_told[1].Count, 3500, 3700);
    }

    [Fact]
    public void Clients_that_ask_once_and_never_again_are_told()
    {
        for (int i = 0; i < 1000; i++) Discover(OfMaker(i), says: true, after: 0.5);

        Assert.Contains("asked for an address once and never came again", Assert.Single(_told).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_that_is_faster_than_can_be_remembered_is_told_at_once_and_fills_nothing()
    {
        for (int i = 0; i < 100_000; i++) Discover(OfMaker(i), says: false, after: 0.0001);

        Assert.Single(_told);
        Assert.True(_clients.Remembered <= 8192);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_hundred_real_phones_at_once_are_no_flood(bool isServed)
    {
        // Not served, they ask again after 4, 8, 16, 32 and 64 s, whoever's fault it is.
        double[] again = isServed ? [0] : [0, 4, 8, 16, 32, 64];
        foreach (double wait in again)
        {
            _now += TimeSpan.FromSeconds(wait);
            for (int i = 0; i < 200; i++) Discover(OfMaker(i), says: true, after: 0.002);
        }

        for (int i = 0; isServed && i < 200; i++) Select(OfMaker(i));
        Quiet(minutes: 30);
        Assert.Empty(_told);
    }

    [Fact]
    public void Two_hundred_real_phones_of_a_maker_that_is_not_known_are_no_flood()
    {
        for (int i = 0; i < 200; i++)
        {
            HardwareAddress phone = Mac(0x700000u + (uint)(i % 4), i);
            Discover(phone, says: true, after: 0.002);
            Select(phone);
        }

        Quiet(minutes: 30);
        Assert.Empty(_told);
    }

    [Fact]
    public void Two_hundred_phones_that_lose_their_power_at_their_first_word_are_no_flood()
    {
        for (int i = 0; i < 200; i++) Discover(OfMaker(i), says: true, after: 0.002);

        Quiet(minutes: 30);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_thousand_computers_that_take_their_addresses_are_no_flood()
    {
        Random dice = new(3);
        for (int i = 0; i < 1000; i++)
        {
            HardwareAddress computer = Anyhow(dice);
            Discover(computer, says: false, after: 0.1);
            Select(computer);
        }

        Quiet(minutes: 30);
        Assert.Empty(_told);
    }

    private void Quiet(int minutes)
    {
        // Somebody goes on asking, so that it is looked at all.
        HardwareAddress last = OfMaker(999_999);
        for (int i = 0; i < minutes * 6; i++) Discover(last, says: true, after: 10);
    }

    private void Discover(HardwareAddress hardware, bool says, double after)
    {
        _now += TimeSpan.FromSeconds(after);
        Hear(hardware, DhcpMessageType.Discover, says);
    }

    private void Select(HardwareAddress hardware) => Hear(hardware, DhcpMessageType.Request, says: true);

    private void Hear(HardwareAddress hardware, DhcpMessageType type, bool says)
    {
        DhcpMessage message = new()
        {
            Hardware = hardware, Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type)],
        };
        if (_clients.Heard(message, says, _now, DateTimeOffset.UnixEpoch + _now) is { } told) _told.Add(told);
    }

    private static HardwareAddress Anyhow(Random dice)
    {
        byte[] bytes = new byte[6];
        dice.NextBytes(bytes);
        bytes[0] = (byte)((bytes[0] & 0xFC) | 2);
        return HardwareAddress.From(HardwareAddress.Ethernet, bytes);
    }

    private static HardwareAddress OfMaker(int number) => Mac(Makers[number % 5], number);

    private static HardwareAddress Mac(uint maker, int number) => HardwareAddress.From(HardwareAddress.Ethernet,
    [
        (byte)(maker >> 16), (byte)(maker >> 8), (byte)maker, (byte)(number >> 16), (byte)(number >> 8), (byte)number,
    ]);
}
