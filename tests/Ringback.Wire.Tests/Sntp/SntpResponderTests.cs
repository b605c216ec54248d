using Ringback.Wire.Sntp;

namespace Ringback.Wire.Tests.Sntp;

public sealed class SntpResponderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 16, 14, 0, 250, TimeSpan.Zero);
    private static readonly NtpTimestamp Asked = new(0xE3A1_2345_6789_ABCD);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_question_is_answered_in_its_own_version(int version)
    {
        SntpPacket answer = Answer(Question(version, SntpMode.Client));

        Assert.Equal((version, SntpMode.Server, 0), (answer.Version, answer.Mode, answer.Leap));
        Assert.Equal(Asked, answer.Originate);
        Assert.Equal((Now, Now), (answer.Receive.Moment, answer.Transmit.Moment));
        Assert.InRange(answer.Stratum, 1, 15);
        Assert.Equal(6, answer.Poll);
    }

    [Fact]
    public void The_bytes_of_an_answer_stand_where_the_diagram_says()
    {
        byte[] bytes = SntpResponder.Answer(Question(3, SntpMode.Client), Now, out _)!;

        Assert.Equal("1C0A06F6" + "00000000" + "00010000" + "7F7F0100", Convert.ToHexString(bytes, 0, 16));
        Assert.Equal("E3A123456789ABCD", Convert.ToHexString(bytes, 24, 8));
        Assert.Equal("EEB187C840000000", Convert.ToHexString(bytes, 40, 8));
    }

    [Fact]
    public void A_peer_is_answered_as_a_passive_one() =>
        Assert.Equal(SntpMode.SymmetricPassive, Answer(Question(3, SntpMode.SymmetricActive)).Mode);

    [Fact]
    public void A_client_of_version_1_has_no_mode_and_is_answered() =>
        Assert.Equal(SntpMode.Server, Answer(Question(1, SntpMode.Reserved)).Mode);

    [Theory]
    [InlineData(4, SntpMode.Reserved)]
    [InlineData(4, SntpMode.SymmetricPassive)]
    [InlineData(4, SntpMode.Server)]
    [InlineData(4, SntpMode.Broadcast)]
    [InlineData(2, SntpMode.Control)]
    [InlineData(2, SntpMode.Private)]
    public void What_asks_nothing_gets_nothing(int version, SntpMode mode) =>
        Assert.Equal(SntpSilence.NotAQuestion, Silence(Question(version, mode)));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void A_version_that_does_not_exist_gets_nothing(int version) =>
        Assert.Equal(SntpSilence.UnknownVersion, Silence(Question(version, SntpMode.Client)));

    [Fact]
    public void An_answer_is_no_question()
    {
        byte[] answer = SntpResponder.Answer(Question(4, SntpMode.SymmetricActive), Now, out _)!;
        Assert.Equal(SntpSilence.NotAQuestion, Silence(answer));
    }

    [Fact]
    public void A_clock_that_is_not_set_tells_no_time()
    {
        byte[] question = Question(4, SntpMode.Client);
        Assert.Null(SntpResponder.Answer(question, SntpResponder.Earliest.AddTicks(-1), out SntpSilence why));
        Assert.Equal(SntpSilence.ClockNotSet, why);
        Assert.NotNull(SntpResponder.Answer(question, SntpResponder.Earliest, out _));
    }

    [Fact]
    public void The_time_is_told_beyond_2036()
    {
        DateTimeOffset later = new(2037, 1, 1, 0, 0, 0, TimeSpan.Zero);
        byte[] answer = SntpResponder.Answer(Question(4, SntpMode.Client), later, out _)!;
        Assert.True(SntpPacket.TryRead(answer, out SntpPacket? read, out _));
        Assert.Equal(later, read.Transmit.Moment);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(1000)]
    public void A_question_with_more_behind_it_gets_no_more_than_the_packet(int more)
    {
        byte[] question = [.. Question(4, SntpMode.Client), .. new byte[more]];
        Assert.Equal(SntpPacket.Length, SntpResponder.Answer(question, Now, out _)!.Length);
    }

    [Fact]
    public void No_prefix_of_a_question_is_answered()
    {
        byte[] whole = Question(4, SntpMode.Client);
        for (int length = 0; length < whole.Length; length++)
            Assert.Equal(SntpSilence.TooShort, Silence(whole[..length]));
        Assert.Equal(SntpSilence.RaggedEnd, Silence([.. whole, 0]));
    }

    [Fact]
    public void Mutated_questions_never_throw_and_never_get_more_than_they_are()
    {
        const int Seed = 4330;
        Random dice = new(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. Question(4, SntpMode.Client), .. new byte[dice.Next(3) * 4]];
            for (int i = dice.Next(1, 6); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            byte[]? answer = SntpResponder.Answer(bytes, Now, out SntpSilence why);
            Assert.True(answer is null != (why is SntpSilence.None), $"seed {Seed}, round {round}: {why}");
            Assert.True(answer is null || answer.Length <= bytes.Length, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        SntpPacket packet = new()
        {
            Leap = 3, Version = 5, Mode = SntpMode.Private, Stratum = 200, Poll = -7, Precision = -20, RootDelay = 1,
            RootDispersion = 2, Reference = 3, ReferenceTime = new NtpTimestamp(4), Originate = new NtpTimestamp(5),
            Receive = new NtpTimestamp(6), Transmit = new NtpTimestamp(7),
        };
        Assert.True(SntpPacket.TryRead(packet.ToBytes(), out SntpPacket? read, out _));
        Assert.Equal(packet, read);
    }

    private static byte[] Question(int version, SntpMode mode) =>
        new SntpPacket { Version = version, Mode = mode, Poll = 6, Transmit = Asked }.ToBytes();

    private static SntpPacket Answer(byte[] question)
    {
        byte[]? answer = SntpResponder.Answer(question, Now, out SntpSilence why);
        Assert.True(answer is not null, $"{why}");
        Assert.True(SntpPacket.TryRead(answer, out SntpPacket? read, out _));
        return read;
    }

    private static SntpSilence Silence(byte[] datagram)
    {
        Assert.Null(SntpResponder.Answer(datagram, Now, out SntpSilence why));
        return why;
    }
}
