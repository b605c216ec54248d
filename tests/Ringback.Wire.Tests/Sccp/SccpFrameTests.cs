using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

public sealed class SccpFrameTests
{
    [Fact]
    public void The_captured_register_is_one_frame()
    {
        SccpRead read = SccpFrame.TryRead(SccpGolden.Register, out SccpFrame frame, out int consumed, out _);

        Assert.Equal(SccpRead.Complete, read);
        Assert.Equal(SccpMessageId.Register, frame.MessageId);
        Assert.Equal(0u, frame.Version);
        Assert.Equal(80, consumed);
        Assert.Equal(SccpGolden.RegisterPayload, frame.Payload.ToArray());
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        byte[] bytes = SccpFrame.Write((SccpMessageId)0x0143, [1, 2, 3], version: 17);

        Assert.Equal(SccpRead.Complete, SccpFrame.TryRead(bytes, out SccpFrame frame, out int consumed, out _));
        Assert.Equal(15, consumed);
        Assert.Equal(17u, frame.Version);
        Assert.Equal((SccpMessageId)0x0143, frame.MessageId);
        Assert.Equal([1, 2, 3], frame.Payload.ToArray());
    }

    [Fact]
    public void Every_prefix_of_a_frame_needs_more()
    {
        for (int length = 0; length < SccpGolden.Register.Length; length++)
        {
            SccpRead read = SccpFrame.TryRead(
                SccpGolden.Register.AsSpan(0, length), out _, out int consumed, out SccpMalformation why);
            Assert.True(
                (read, consumed, why) == (SccpRead.NeedMore, 0, SccpMalformation.None), $"length {length}: {read}");
        }
    }

    [Fact]
    public void Bytes_of_the_next_frame_are_left_alone()
    {
        byte[] two = [.. SccpFrame.Write(SccpMessageId.KeepAlive, []), 0xFF, 0xFF];

        Assert.Equal(SccpRead.Complete, SccpFrame.TryRead(two, out SccpFrame frame, out int consumed, out _));
        Assert.Equal(12, consumed);
        Assert.True(frame.Payload.IsEmpty);
    }

    [Theory]
    [InlineData(0u, SccpMalformation.LengthTooShort)]
    [InlineData(3u, SccpMalformation.LengthTooShort)]
    [InlineData(SccpFrame.MaxLength + 1u, SccpMalformation.LengthTooLong)]
    [InlineData(uint.MaxValue, SccpMalformation.LengthTooLong)]
    public void A_length_out_of_bounds_is_known_from_four_bytes(uint length, SccpMalformation expected)
    {
        SccpRead read = SccpFrame.TryRead(BitConverter.GetBytes(length), out _, out _, out SccpMalformation why);

        Assert.Equal((SccpRead.Malformed, expected), (read, why));
    }

    [Fact]
    public void The_longest_frame_reads_and_a_longer_one_is_not_written()
    {
        byte[] longest = SccpFrame.Write(SccpMessageId.Alarm, new byte[SccpFrame.MaxLength - 4]);

        Assert.Equal(SccpRead.Complete, SccpFrame.TryRead(longest, out _, out int consumed, out _));
        Assert.Equal(longest.Length, consumed);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SccpFrame.Write(SccpMessageId.Alarm, new byte[SccpFrame.MaxLength - 3]));
    }
}
