using Ringback.Wire.Rtp;

namespace Ringback.Wire.Tests.Rtp;

public sealed class RtpTests
{
    [Fact]
    public void A_packet_reads_back()
    {
        byte[] bytes = RtpPacket.Write(8, true, 0xFFFE, 0xDEADBEEF, 7, [1, 2, 3]);
        Assert.Equal("8088FFFEDEADBEEF00000007010203", Convert.ToHexString(bytes));
        Assert.True(RtpPacket.TryRead(bytes, out RtpPacket packet));
        Assert.Equal((8, true, 0xFFFE, 0xDEADBEEF, 7u),
            (packet.PayloadType, packet.Marker, packet.Sequence, packet.Timestamp, packet.Source));
        Assert.Equal([1, 2, 3], packet.Payload.ToArray());
    }

    [Fact]
    public void Sources_extension_and_padding_are_no_voice()
    {
        byte[] bytes = Convert.FromHexString("B1000001000000020000000300000004" + "BEDE000111223344" + "AABB" + "0002");
        Assert.True(RtpPacket.TryRead(bytes, out RtpPacket packet));
        Assert.Equal("AABB", Convert.ToHexString(packet.Payload));
    }

    [Fact]
    public void No_prefix_and_no_mutation_throws()
    {
        byte[] whole = Convert.FromHexString("B1000001000000020000000300000004" + "BEDE000111223344" + "AABB" + "0002");
        for (int length = 0; length <= whole.Length; length++) RtpPacket.TryRead(whole.AsSpan(0, length), out _);
        Random dice = new(3550);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. whole];
            for (int i = 0; i < 3; i++) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            RtpPacket.TryRead(bytes, out _);
        }
    }

    [Fact]
    public void A_key_is_told_once_however_many_packets_say_it()
    {
        List<char> pressed = [];
        RtpEcho echo = new(1) { Pressed = pressed.Add };
        foreach ((char key, uint at) in (ReadOnlySpan<(char, uint)>)[('5', 160), ('5', 1600), ('#', 3200)])
        {
            for (ushort i = 1; i <= 3; i++)
            {
                byte[] payload = RtpKeyEvent.Write(key, i == 3, (ushort)(160 * i));
                echo.Receive(RtpPacket.Write(RtpKeyEvent.PayloadType, false, i, at, 7, payload), TimeSpan.Zero);
            }
        }

        Assert.Equal("55#", string.Concat(pressed));
        Assert.Equal(0, echo.Packets);
    }

    [Fact]
    public void A_key_reads_back_and_what_is_none_does_not()
    {
        foreach (char key in "0123456789*#")
        {
            byte[] payload = RtpKeyEvent.Write(key, true, 320);
            Assert.True(RtpKeyEvent.TryRead(payload, out char read));
            Assert.Equal(key, read);
            for (int length = 0; length < payload.Length; length++)
                Assert.False(RtpKeyEvent.TryRead(payload.AsSpan(0, length), out _));
        }

        Assert.Equal("0B8A0140", Convert.ToHexString(RtpKeyEvent.Write('#', true, 320)));
        // 16 is a flash of the hook.
        Assert.False(RtpKeyEvent.TryRead([16, 0, 0, 0], out _));
        Assert.Throws<ArgumentException>(() => RtpKeyEvent.Write('A', true, 1));
    }

    [Fact]
    public void Every_byte_of_mu_law_comes_back_as_itself()
    {
        // 0x7F and 0xFF both stand for nothing; whoever writes it writes 0xFF.
        for (int value = 0; value < 256; value++)
            Assert.Equal(value == 0x7F ? 0xFF : value, G711.ToMuLaw(G711.FromMuLaw((byte)value)));
    }

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    public void Mu_law_has_the_values_of_the_standard(byte value, short sample) =>
        Assert.Equal(sample, G711.FromMuLaw(value));

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    public void A_law_has_the_values_of_the_standard(byte value, short sample) =>
        Assert.Equal(sample, G711.FromALaw(value));

    [Fact]
    public void The_echo_comes_half_a_second_later_in_order_and_evenly()
    {
        RtpEcho echo = new(99);
        int[] order = [0, 2, 1, 3, 3, 4];
        TimeSpan[] jitter = [.. ((int[])[0, 5, 12, 30, 30, 31]).Select(j => TimeSpan.FromMilliseconds(j))];
        for (int i = 0; i < order.Length; i++)
            echo.Receive(Packet(order[i]), TimeSpan.FromMilliseconds(20) + jitter[i]);

        for (int i = 0; i < 5; i++)
        {
            TimeSpan due = TimeSpan.FromMilliseconds(520 + i * 20);
            Assert.Equal(due, echo.Due);
            Assert.False(echo.TryNext(due - TimeSpan.FromTicks(1), out _));
            Assert.True(echo.TryNext(due, out byte[] bytes));
            Assert.True(RtpPacket.TryRead(bytes, out RtpPacket packet));
            Assert.Equal((i, 99u, i), (packet.Sequence, packet.Source, packet.Payload[0]));
        }

        Assert.Null(echo.Due);
        Assert.Equal(6, echo.Packets);
    }

    [Fact]
    public void The_echo_holds_only_so_much_and_takes_no_other_codec()
    {
        RtpEcho echo = new(1);
        for (int i = 0; i < 500; i++) echo.Receive(Packet(i % 40 + (i / 40 * 40)), TimeSpan.FromMilliseconds(i * 20));
        int held = 0;
        while (echo.TryNext(TimeSpan.MaxValue, out _)) held++;
        Assert.InRange(held, 1, RtpEcho.MostHeld);
        Assert.False(echo.Receive(RtpPacket.Write(18, false, 1, 1, 1, new byte[20]), TimeSpan.Zero));
        Assert.False(echo.Receive(RtpPacket.Write(0, false, 1, 1, 1, new byte[481]), TimeSpan.Zero));
    }

    [Fact]
    public void A_voice_is_louder_than_silence()
    {
        byte[] tone = new byte[160];
        for (int i = 0; i < tone.Length; i++)
            tone[i] = G711.ToMuLaw((short)(32000 * Math.Sin(2 * Math.PI * 1000 * i / G711.Rate)));
        Assert.InRange(G711.Loudness(G711.MuLaw, tone), 0.9, 1.0);
        byte[] silence = new byte[160];
        silence.AsSpan().Fill(0xFF);
        Assert.Equal(0, G711.Loudness(G711.MuLaw, silence));
    }

    private static byte[] Packet(int number) =>
        RtpPacket.Write(0, false, (ushort)(1000 + number), (uint)(5000 + number * 160), 3, [(byte)number, 0xFF]);
}
