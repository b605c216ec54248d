namespace Ringback.Catalogue.Tests;

public sealed class PhoneMakersTests
{
    [Theory]
    [InlineData("000E84C060A6", true)]
    [InlineData("001121000001", true)]
    [InlineData("02005E001042", false)]
    [InlineData("FFFFFFFFFFFF", false)]
    public void A_MAC_is_known_by_its_beginning(string mac, bool isMakers) =>
        Assert.Equal(isMakers, PhoneMakers.Include(MacAddress.Parse(mac)));

    [Fact]
    public void No_beginning_is_of_a_MAC_that_somebody_gave_himself_or_of_a_group() =>
        Assert.All(PhoneMakers.Prefixes, prefix => Assert.Equal(0u, prefix >> 16 & 3));

    [Fact]
    public void The_list_is_whole() => Assert.Equal(1046, PhoneMakers.Prefixes.Count);
}
