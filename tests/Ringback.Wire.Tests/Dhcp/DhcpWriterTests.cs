using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

public sealed class DhcpWriterTests
{
    private readonly byte[] _buffer = new byte[DhcpMessage.MaximumLength];

    [Fact]
    public void A_phones_DISCOVER_is_written_as_the_phone_does() =>
        Assert.Equal(DhcpGolden.Discover, Write(DhcpGolden.Read(DhcpGolden.Discover)));

    [Fact]
    public void An_answer_is_written_byte_for_byte()
    {
        DhcpMessage offer = new()
        {
            Operation = DhcpOperation.Reply,
            TransactionId = 0x84C060A6,
            Flags = 0x8000,
            YourAddress = Ipv4Address.Parse("10.0.0.100"),
            NextServer = Ipv4Address.Parse("10.0.0.1"),
            Hardware = DhcpGolden.Read(DhcpGolden.Discover).Hardware,
            ServerName = "10.0.0.1",
            BootFile = "OS79XX.TXT",
            Options =
            [
                DhcpOption.Of(DhcpOptionCode.MessageType, (byte)2),
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Ipv4Address.Parse("10.0.0.1")),
                DhcpOption.Of(DhcpOptionCode.LeaseTime, 3600u),
                DhcpOption.Of(DhcpOptionCode.TftpServerName, "10.0.0.1\0"),
                DhcpOption.Of(
                    DhcpOptionCode.TftpServers, [Ipv4Address.Parse("10.0.0.1"), Ipv4Address.Parse("10.0.0.2")]),
            ],
        };
        byte[] expected = [.. DhcpGolden.Offer];
        byte[] options = Convert.FromHexString(
            "350102" + "36040A000001" + "330400000E10" + "420931302E302E302E3100" + "96080A0000010A000002" + "FF");
        expected.AsSpan(240).Clear();
        options.CopyTo(expected, 240);

        Assert.Equal(expected, Write(offer));
    }

    [Fact]
    public void A_short_message_is_padded_to_300_bytes_and_a_longer_one_is_not()
    {
        Assert.Equal(300, Write(new DhcpMessage()).Length);
        Assert.Equal(300, Write(Of((224, 57))).Length);
        Assert.Equal(301, Write(Of((224, 58))).Length);
    }

    [Fact]
    public void The_buffers_old_content_does_not_shine_through()
    {
        Array.Fill(_buffer, (byte)0xAA);

        Assert.Equal(DhcpGolden.Discover, Write(DhcpGolden.Read(DhcpGolden.Discover)));
    }

    [Fact]
    public void A_long_option_is_split_into_pieces_of_255_bytes()
    {
        byte[] datagram = Write(Of((224, 600)));

        Assert.Equal((224, 255), (datagram[240], datagram[241]));
        Assert.Equal((224, 255), (datagram[497], datagram[498]));
        Assert.Equal((224, 90), (datagram[754], datagram[755]));
        Assert.Equal(255, datagram[846]);
        Assert.Equal(Of((224, 600)).Options, DhcpGolden.Read(datagram).Options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(510)]
    [InlineData(511)]
    public void An_option_of_any_length_comes_back(int length) =>
        Assert.Equal(Of((224, length)).Options, DhcpGolden.Read(Write(Of((224, length)))).Options);

    [Fact]
    public void Option_82_comes_last()
    {
        DhcpMessage message = DhcpGolden.Read(Write(Of((82, 10), (224, 3), (225, 3))));

        Assert.Equal([224, 225, 82], message.Options.Select(option => (int)option.Code));
    }

    [Fact]
    public void What_does_not_fit_goes_to_file_and_then_to_sname()
    {
        DhcpMessage message = Of((224, 250), (225, 100), (226, 55), (227, 30));
        byte[] datagram = Write(message, room: 548, leftOut: 0);

        Assert.Equal(Convert.FromHexString("340103"), datagram[240..243]);
        Assert.Equal((225, 226), (datagram[108], datagram[44]));
        Assert.Equal((255, 255), (datagram[108 + 102], datagram[44 + 57]));
        Assert.Equal(message.Options.OrderBy(option => option.Code), Sorted(datagram));
    }

    [Fact]
    public void A_field_with_text_is_not_used_for_options()
    {
        DhcpMessage message = Of((224, 250), (225, 60), (226, 50)) with { BootFile = "a", ServerName = "b" };
        byte[] datagram = Write(message, room: 548, leftOut: 1);

        Assert.Equal([224, 226], DhcpGolden.Read(datagram).Options.Select(option => (int)option.Code));
        Assert.Equal((byte)'a', datagram[108]);
    }

    [Fact]
    public void What_fits_nowhere_is_left_out_and_counted_but_option_82_stays()
    {
        DhcpMessage message = Of((224, 250), (225, 250), (226, 250), (82, 40), (227, 4));
        byte[] datagram = Write(message, room: 548, leftOut: 2);

        Assert.Equal([224, 227, 82], DhcpGolden.Read(datagram).Options.Select(option => (int)option.Code));
    }

    [Fact]
    public void Room_for_option_82_is_kept_though_another_option_would_have_fitted_there()
    {
        DhcpMessage message = Of((224, 250), (225, 40), (82, 40));
        byte[] datagram = Write(message, room: 548, leftOut: 0);

        Assert.Equal(225, datagram[108]);
        Assert.Equal(message.Options.OrderBy(option => option.Code), Sorted(datagram));
    }

    [Fact]
    public void No_message_is_longer_than_the_room_whatever_its_options()
    {
        const int seed = 4711;
        Random random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, 12);
            DhcpMessage message = Of([.. Enumerable.Range(0, count).Select(i => (
                i == 3 ? 82 : 200 + i, random.Next(i == 3 ? 200 : 300)))]);
            if (message.Options.Any(option => option.Code == 82 && option.Value.Length < 2)) continue;
            int room = random.Next(548, 1473);
            int length = DhcpWriter.Write(_buffer, message, room, out int leftOut);
            DhcpMessage again = DhcpGolden.Read(_buffer.AsSpan(0, length));

            Assert.True(length <= room, $"seed {seed}, round {round}: {length} in {room}");
            Assert.Equal(message.Options.Count - leftOut, again.Options.Count);
            Assert.All(again.Options, option => Assert.Contains(option, message.Options));
        }
    }

    [Fact]
    public void A_name_that_is_too_long_is_cut_so_that_its_NUL_has_room()
    {
        DhcpMessage message = new() { ServerName = new string('s', 70), BootFile = new string('f', 200) };
        DhcpMessage again = DhcpGolden.Read(Write(message));

        Assert.Equal((63, 127), (again.ServerName.Length, again.BootFile.Length));
    }

    private static IEnumerable<DhcpOption> Sorted(byte[] datagram) =>
        DhcpGolden.Read(datagram).Options.OrderBy(option => option.Code);

    /// <summary>A message with options of these numbers and lengths.</summary>
    private static DhcpMessage Of(params (int Code, int Length)[] options) => new()
    {
        Options =
        [
            .. options.Select(option => new DhcpOption(
                (byte)option.Code, Enumerable.Range(option.Code, option.Length).Select(i => (byte)i).ToArray())),
        ],
    };

    private byte[] Write(DhcpMessage message, int room = 1472, int leftOut = 0)
    {
        int length = DhcpWriter.Write(_buffer, message, room, out int left);
        Assert.Equal(leftOut, left);
        return _buffer[..length];
    }
}
