using Ringback.Catalogue.Problems;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Doctor;

public sealed class AddressCheckTests
{
    [Theory]
    [InlineData("192.168.77.1/24", "address-sane")]
    [InlineData("10.1.255.255/8", "address-sane")]
    [InlineData("192.168.77.0/24", "address-is-network")]
    [InlineData("192.168.77.255/24", "address-is-broadcast")]
    [InlineData("192.168.77.1/32", "netmask-too-narrow")]
    [InlineData("192.168.77.1/31", "netmask-too-narrow")]
    [InlineData("0.0.0.1/8", "address-not-for-hosts")]
    [InlineData("224.0.0.5/24", "address-not-for-hosts")]
    [InlineData("127.0.0.1/8", "address-not-for-hosts")]
    public void Addresses_that_phones_cannot_use_are_told(string address, string code) =>
        Assert.Equal(code, AddressCheck.Judge(Card.Wired("eth0", address), Card.Address(address)).Code);

    [Fact]
    public void Loopback_is_fine_on_loopback() =>
        Assert.Equal("address-sane", AddressCheck.Judge(Card.Loopback, Card.Address("127.0.0.1/8")).Code);

    [Theory]
    [InlineData(new string[0], "address-missing")]
    [InlineData(new[] { "169.254.3.4/16" }, "address-link-local")]
    public void A_card_without_a_usable_address_is_told_what_to_type(string[] addresses, string code)
    {
        NetworkCard card = Card.Wired("eth0", addresses);
        DoctorOptions options = new() { Data = "d", Library = "l", Cards = () => [card] };
        CardChosen chosen = Assert.IsType<CardChosen>(CardChoice.Make([card], new CardQuestion()));
        Problem check = Assert.Single(AddressCheck.Run(chosen, options));
        Assert.Equal((code, ProblemSeverity.Error), (check.Code, check.Severity));
        Assert.Contains("192.168.77.1", check.Advice, StringComparison.Ordinal);
    }
}
