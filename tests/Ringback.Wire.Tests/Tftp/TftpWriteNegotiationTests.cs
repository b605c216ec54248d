using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpWriteNegotiationTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("700")]
    [InlineData("0700")]
    [InlineData("5000000000")]
    public void Tsize_of_a_write_is_echoed_as_it_was_given(string value) =>
        Assert.Equal([new("tsize", value)], Agree(new TftpOption("tsize", value)).Agreed);

    [Fact]
    public void Tsize_of_a_write_that_is_no_number_is_not_answered() =>
        Assert.Same(TftpTerms.Plain, Agree(new TftpOption("tsize", "abc")));

    [Fact]
    public void A_write_is_answered_once_for_each_option_in_the_clients_order_and_spelling()
    {
        TftpTerms terms = Agree(
            new("WindowSize", "4"), new("multicast", ""), new("tsize", "9"), new("TSIZE", "8"), new("blksize", "1428"));

        Assert.Equal([new("WindowSize", "4"), new("tsize", "9"), new("blksize", "1428")], terms.Agreed);
    }

    [Theory]
    [InlineData("blksize", "7")]
    [InlineData("blksize", "65465")]
    [InlineData("timeout", "0")]
    [InlineData("timeout", "256")]
    [InlineData("windowsize", "0")]
    [InlineData("windowsize", "65536")]
    public void A_value_of_a_write_outside_its_RFC_is_refused(string name, string value) =>
        Assert.False(TftpNegotiation.TryAgreeWrite([new(name, value)], new TftpLimits(), out _));

    [Fact]
    public void A_larger_block_than_ours_is_answered_with_ours()
    {
        TftpNegotiation.TryAgreeWrite(
            [new("blksize", "65464")], new TftpLimits(MaximumBlockSize: 1428), out TftpTerms terms);

        Assert.Equal([new("blksize", "1428")], terms.Agreed);
    }

    [Theory]
    [InlineData("700", 700L)]
    [InlineData("abc", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    public void The_announced_size_is_the_number_of_tsize(string value, long? expected) =>
        Assert.Equal(expected, TftpNegotiation.AnnouncedSize([new("blksize", "9"), new("TSize", value)]));

    [Fact]
    public void A_write_without_tsize_announces_no_size() => Assert.Null(TftpNegotiation.AnnouncedSize([]));

    private static TftpTerms Agree(params TftpOption[] asked)
    {
        Assert.True(TftpNegotiation.TryAgreeWrite(asked, new TftpLimits(), out TftpTerms terms));
        return terms;
    }
}
