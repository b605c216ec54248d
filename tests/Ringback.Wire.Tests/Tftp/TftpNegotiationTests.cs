using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpNegotiationTests
{
    private const long Length = 756_524;

    [Fact]
    public void A_request_without_options_gets_plain_terms()
    {
        // A 7940 that is answered with OACK shows "TFTP timeout" (sources.md 7940-7960 §2.3).
        Assert.Same(TftpTerms.Plain, Agree());
    }

    [Fact]
    public void Plain_terms_are_those_of_RFC_1350()
    {
        TftpTerms plain = TftpTerms.Plain;

        Assert.Equal((512, 1, null, 0), (plain.BlockSize, plain.WindowSize, plain.Timeout, plain.Agreed.Count));
    }

    [Fact]
    public void What_was_agreed_is_told_in_the_clients_order()
    {
        TftpTerms terms = Agree(new("timeout", "6"), new("windowsize", "4"), new("tsize", "0"), new("blksize", "1428"));

        Assert.Equal(
            [new("timeout", "6"), new("windowsize", "4"), new("tsize", "756524"), new("blksize", "1428")],
            terms.Agreed);
    }

    [Fact]
    public void What_was_agreed_is_what_will_be_done()
    {
        TftpTerms terms = Agree(new("timeout", "6"), new("windowsize", "4"), new("tsize", "0"), new("blksize", "1428"));

        Assert.Equal(
            (1428, 4, TimeSpan.FromSeconds(6)),
            (terms.BlockSize, terms.WindowSize, terms.Timeout.GetValueOrDefault()));
    }

    [Fact]
    public void An_option_asked_twice_is_answered_once()
    {
        TftpTerms terms = Agree(new("blksize", "1024"), new("BLKSIZE", "2048"));

        Assert.Equal([new("blksize", "1024")], terms.Agreed);
    }

    [Fact]
    public void The_first_of_two_values_is_the_agreed_one() =>
        Assert.Equal(1024, Agree(new("blksize", "1024"), new("BLKSIZE", "2048")).BlockSize);

    [Fact]
    public void Options_are_known_in_any_case_and_answered_in_the_clients_spelling() =>
        Assert.Equal([new("BlkSize", "1024")], Agree(new TftpOption("BlkSize", "1024")).Agreed);

    [Fact]
    public void Unknown_options_are_left_out()
    {
        TftpTerms terms = Agree(new("multicast", ""), new("blksize", "1024"), new("utimeout", "500000"));

        Assert.Equal([new("blksize", "1024")], terms.Agreed);
    }

    [Fact]
    public void A_request_with_only_unknown_options_gets_plain_terms() =>
        Assert.Same(TftpTerms.Plain, Agree(new TftpOption("multicast", "")));

    [Theory]
    [InlineData("blksize", "7")]
    [InlineData("blksize", "65465")]
    [InlineData("blksize", "abc")]
    [InlineData("blksize", "")]
    [InlineData("blksize", "-512")]
    [InlineData("blksize", "+512")]
    [InlineData("blksize", " 512")]
    [InlineData("blksize", "0x200")]
    [InlineData("blksize", "99999999999999999999")]
    [InlineData("timeout", "0")]
    [InlineData("timeout", "256")]
    [InlineData("timeout", "abc")]
    [InlineData("windowsize", "0")]
    [InlineData("windowsize", "65536")]
    [InlineData("windowsize", "abc")]
    public void A_value_outside_its_RFC_is_refused(string name, string value) =>
        Assert.False(TftpNegotiation.TryAgree([new(name, value)], Length, new TftpLimits(), out _));

    [Fact]
    public void A_refusal_leaves_plain_terms()
    {
        TftpNegotiation.TryAgree(
            [new("windowsize", "4"), new("blksize", "7")], Length, new TftpLimits(), out TftpTerms terms);

        Assert.Same(TftpTerms.Plain, terms);
    }

    [Theory]
    [InlineData("8", 8)]
    [InlineData("512", 512)]
    [InlineData("65464", 65464)]
    public void The_bounds_of_blksize_are_agreed(string value, int expected) =>
        Assert.Equal(expected, Agree(new TftpOption("blksize", value)).BlockSize);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("255", 255)]
    public void The_bounds_of_timeout_are_agreed(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Agree(new TftpOption("timeout", value)).Timeout);

    [Fact]
    public void A_larger_blksize_than_ours_is_answered_with_ours()
    {
        TftpNegotiation.TryAgree(
            [new("blksize", "65464")], Length, new TftpLimits(MaximumBlockSize: 1428), out TftpTerms terms);

        Assert.Equal((1428, new TftpOption("blksize", "1428")), (terms.BlockSize, terms.Agreed[0]));
    }

    [Fact]
    public void A_larger_windowsize_than_ours_is_answered_with_ours()
    {
        TftpTerms terms = Agree(new TftpOption("windowsize", "65535"));

        Assert.Equal((64, new TftpOption("windowsize", "64")), (terms.WindowSize, terms.Agreed[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000_000_000)]
    public void Tsize_is_answered_with_the_length(long length)
    {
        TftpNegotiation.TryAgree([new("tsize", "0")], length, new TftpLimits(), out TftpTerms terms);

        Assert.Equal([new("tsize", $"{length}")], terms.Agreed);
    }

    [Fact]
    public void An_empty_file_has_no_tsize_because_curl_takes_0_for_an_error()
    {
        TftpNegotiation.TryAgree([new("tsize", "0"), new("blksize", "1024")], 0, new TftpLimits(), out TftpTerms terms);

        Assert.Equal([new("blksize", "1024")], terms.Agreed);
    }

    [Fact]
    public void A_tsize_that_is_no_number_is_not_answered()
    {
        // For a read RFC 2349 gives its value no meaning, so nothing is lost by serving the file without it.
        Assert.Same(TftpTerms.Plain, Agree(new TftpOption("tsize", "abc")));
    }

    [Fact]
    public void The_value_of_a_repeated_option_is_not_even_looked_at() =>
        Assert.Equal(1024, Agree(new("blksize", "1024"), new("blksize", "abc")).BlockSize);

    private static TftpTerms Agree(params TftpOption[] asked)
    {
        Assert.True(TftpNegotiation.TryAgree(asked, Length, new TftpLimits(), out TftpTerms terms));
        return terms;
    }
}
