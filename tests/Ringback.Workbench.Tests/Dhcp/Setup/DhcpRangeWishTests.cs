using Ringback.Workbench.Dhcp.Setup;

namespace Ringback.Workbench.Tests.Dhcp.Setup;

/// <summary>A range as a person writes it.</summary>
public sealed class DhcpRangeWishTests
{
    [Theory]
    [InlineData("192.168.77.50-192.168.77.99", "192.168.77.50-192.168.77.99")]
    [InlineData("192.168.77.50-99", "192.168.77.50-192.168.77.99")]
    [InlineData(" 192.168.77.50 - 99 ", "192.168.77.50-192.168.77.99")]
    [InlineData("192.168.77.50", "192.168.77.50-192.168.77.50")]
    [InlineData("10.1.0.10-10.1.0.99/24", "10.1.0.10-10.1.0.99/24")]
    [InlineData("10.1.0.10-99/24", "10.1.0.10-10.1.0.99/24")]
    [InlineData("10.1.0.10/32", "10.1.0.10-10.1.0.10/32")]
    [InlineData("10.0.0.0-10.0.1.255/1", "10.0.0.0-10.0.1.255/1")]

    // Told later, with its network: it ends before it begins.
    [InlineData("10.0.0.9-1", "10.0.0.9-10.0.0.1")]
    public void Is_read(string text, string expected)
    {
        Assert.True(DhcpRangeWish.TryParse(text, out DhcpRangeWish wish));

        string prefix = wish.PrefixLength is { } length ? $"/{length}" : "";
        Assert.Equal(expected, $"{wish.Range.First}-{wish.Range.Last}{prefix}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("/")]
    [InlineData("/24")]
    [InlineData("10.0.0.1-")]
    [InlineData("-10.0.0.9")]
    [InlineData("10.0.0.1-256")]
    [InlineData("10.0.0.1-300")]
    [InlineData("10.0.0.1-+9")]
    [InlineData("10.0.0.1-2-3")]
    [InlineData("10.0.0-9")]
    [InlineData("10.0.0.256-9")]
    [InlineData("10.0.0.1-9/0")]
    [InlineData("10.0.0.1-9/33")]
    [InlineData("10.0.0.1-9/")]
    [InlineData("10.0.0.1-9/-1")]
    [InlineData("10.0.0.1-9/24/24")]
    [InlineData("10.0.0.1/24-9")]
    [InlineData("10.0.0.0/255.255.255.0")]
    [InlineData("2001:db8::1-2001:db8::9")]
    [InlineData("auto")]
    public void Is_refused(string text) => Assert.False(DhcpRangeWish.TryParse(text, out _));

    [Fact]
    public void Each_example_of_the_message_is_read()
    {
        string[] examples = [.. DhcpRangeWish.Accepted.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => char.IsAsciiDigit(word[0]))];

        Assert.Equal(3, examples.Length);
        Assert.All(examples, example => Assert.True(DhcpRangeWish.TryParse(example, out _), example));
    }
}
