using Ringback.Wire.Sntp;

namespace Ringback.Wire.Tests.Sntp;

public sealed class NtpTimestampTests
{
    // 2208988800 is the number of seconds from 1900 to 1970 in RFC 4330's and everybody's tables.
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 2208988800UL << 32)]
    [InlineData("1970-01-01T00:00:00.5Z", 2208988800UL << 32 | 0x8000_0000)]
    [InlineData("1968-01-20T03:14:08Z", 0x8000_0000UL << 32)]
    [InlineData("2036-02-07T06:28:15Z", 0xFFFF_FFFFUL << 32)]
    [InlineData("2036-02-07T06:28:17Z", 1UL << 32)]
    [InlineData("2104-02-26T09:42:23Z", 0x7FFF_FFFFUL << 32)]
    public void A_moment_has_its_known_value_on_both_sides_of_2036(string moment, ulong bits)
    {
        DateTimeOffset at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(bits, NtpTimestamp.From(at).Bits);
        Assert.Equal(at, new NtpTimestamp(bits).Moment);
    }

    [Fact]
    public void Every_tick_reads_back()
    {
        const int Seed = 123;
        Random dice = new(Seed);
        DateTimeOffset first = new(1968, 1, 21, 0, 0, 0, TimeSpan.Zero);
        long span = (new DateTimeOffset(2104, 1, 1, 0, 0, 0, TimeSpan.Zero) - first).Ticks;
        for (int round = 0; round < 10_000; round++)
        {
            DateTimeOffset at = first.AddTicks(dice.NextInt64(span));
            Assert.True(at == NtpTimestamp.From(at).Moment, $"seed {Seed}, round {round}: {at:O}");
        }
    }

    [Fact]
    public void The_zone_of_a_moment_does_not_matter()
    {
        DateTimeOffset at = new(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(NtpTimestamp.From(at.ToUniversalTime()), NtpTimestamp.From(at));
    }
}
