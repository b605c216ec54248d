namespace Ringback.Catalogue.Tests;

public sealed class MacAddressTests
{
    [Theory]
    [InlineData("000E84C060A6")]
    [InlineData("000e84c060a6")]
    [InlineData("00:0e:84:c0:60:a6")]
    [InlineData("00-0E-84-C0-60-A6")]
    [InlineData("000e.84c0.60a6")]
    public void Every_usual_spelling_prints_as_phones_write_it(string text) =>
        Assert.Equal("000E84C060A6", MacAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("000E84C060A")]
    [InlineData("000E84C060A6F")]
    [InlineData("000E84C060G6")]
    [InlineData("000E84C060 A6")]
    [InlineData("000E84C060A6\n")]
    [InlineData("\u0660\u0660\u0660E84C060A6")]
    [InlineData("::::::::::::")]
    public void Anything_but_twelve_hexadecimal_digits_is_no_address(string text) =>
        Assert.False(MacAddress.TryParse(text, out _));

    [Fact]
    public void No_text_at_all_is_no_address() => Assert.False(MacAddress.TryParse(null, null, out _));

    [Fact]
    public void Leading_zeros_are_kept() =>
        Assert.Equal("000000000001", new MacAddress(1).ToString());

    [Fact]
    public void More_than_48_bits_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MacAddress(1UL << 48));

    [Fact]
    public void Addresses_order_by_value()
    {
        MacAddress low = MacAddress.Parse("000E84C060A6");
        MacAddress high = MacAddress.Parse("FF0000000000");
        Assert.True(low < high);
    }

    [Fact]
    public void Two_spellings_are_one_address() =>
        Assert.Equal(MacAddress.Parse("000e84c060a6"), MacAddress.Parse("00:0E:84:C0:60:A6"));
}
