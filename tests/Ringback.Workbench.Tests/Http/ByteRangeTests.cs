using Ringback.Workbench.Http;

namespace Ringback.Workbench.Tests.Http;

/// <summary>RFC 9110 §14: one range, over a content of 1000 bytes.</summary>
public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-499", 0, 500)]
    [InlineData("bytes=500-", 500, 500)]
    [InlineData("bytes=999-5000", 999, 1)]
    [InlineData("bytes=-1", 999, 1)]
    [InlineData("bytes=-2000", 0, 1000)]
    [InlineData("BYTES= 1-2 ", 1, 2)]
    public void A_range_is_a_part(string header, long first, long length)
    {
        Assert.Equal(new ByteRange(first, length), ByteRange.Read(header, 1000, out bool isUnsatisfiable));
        Assert.False(isUnsatisfiable);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=2-1")]
    [InlineData("bytes=1-2,4-5")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1-x")]
    [InlineData("bytes=99999999999999999999-")]
    public void What_is_not_one_range_means_the_whole(string? header)
    {
        Assert.Null(ByteRange.Read(header, 1000, out bool isUnsatisfiable));
        Assert.False(isUnsatisfiable);
    }

    [Theory]
    [InlineData("bytes=1000-", 1000)]
    [InlineData("bytes=-0", 1000)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-5", 0)]
    public void A_range_behind_the_end_cannot_be_satisfied(string header, long length)
    {
        Assert.Null(ByteRange.Read(header, length, out bool isUnsatisfiable));
        Assert.True(isUnsatisfiable);
    }
}
