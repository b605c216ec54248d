using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

public sealed class DhcpMessageTests
{
    [Fact]
    public void A_phones_DISCOVER_reads()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Discover);

        Assert.Equal(
            (DhcpOperation.Request, DhcpMessageType.Discover, 0x84C060A6u, true),
            (message.Operation, message.Type, message.TransactionId, message.WantsBroadcast));
        Assert.Equal("00:0e:84:c0:60:a6", message.Hardware.ToString());
        Assert.Equal([1, 66, 6, 3, 15, 150, 35], message.ParameterRequestList.ToArray());
    }

    [Fact]
    public void The_NUL_behind_a_vendor_class_is_no_part_of_it()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Discover);

        Assert.Equal("Cisco Systems, Inc. IP Phone CP-7940G", message.VendorClass);
        Assert.True(message.TryGet(DhcpOptionCode.VendorClass, out ReadOnlyMemory<byte> raw));
        Assert.Equal(38, raw.Length);
    }

    [Fact]
    public void An_answer_reads_with_its_names_and_its_options_in_order()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Offer);

        Assert.Equal(
            (DhcpOperation.Reply, "10.0.0.100", "10.0.0.1", "10.0.0.1", "OS79XX.TXT"),
            (message.Operation, $"{message.YourAddress}", $"{message.NextServer}", message.ServerName,
                message.BootFile));
        Assert.Equal(
            [
                "dhcp-message-type 2", "dhcp-server-identifier 10.0.0.1", "dhcp-lease-time 3600",
                "subnet-mask 255.255.255.0", "routers 10.0.0.254", "tftp-servers 10.0.0.1, 10.0.0.2",
                "tftp-server-name 10.0.0.1",
            ],
            message.Options.Select(option => option.ToString()));
    }

    [Fact]
    public void What_a_relay_added_is_kept_byte_for_byte()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Relayed);

        Assert.Equal((1, 3, "10.1.0.1"), (message.Hops, message.Seconds, $"{message.Relay}"));
        Assert.Equal("0102703705040A020000", Convert.ToHexString(message.RelayInformation.Span));
        Assert.Equal("01020000000007", Convert.ToHexString(message.ClientIdentifier.Span));
    }

    [Fact]
    public void Overloaded_fields_are_read_as_options_and_not_as_names()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Overloaded);

        Assert.Equal(("", ""), (message.ServerName, message.BootFile));
        Assert.Equal(
            ["dhcp-message-type 2", "domain-name local", "domain-name-servers 10.0.0.53"],
            message.Options.Select(option => option.ToString()));
    }

    [Fact]
    public void Pieces_of_an_option_are_one_option_in_the_order_of_RFC_3396()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.InPieces);

        Assert.Equal("abc", message.Text(DhcpOptionCode.BootFileName));
        Assert.Equal([53, 67, 1], message.Options.Select(option => (int)option.Code));
    }

    [Fact]
    public void An_unknown_option_is_kept()
    {
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.WithOptions("350101" + "E00201FF" + "FF"));

        Assert.Equal("option-224 01FF", message.Options[1].ToString());
    }

    [Fact]
    public void A_message_without_option_53_is_BOOTP() =>
        Assert.Equal(DhcpMessageType.None, DhcpGolden.Read(DhcpGolden.WithOptions("FF")).Type);

    [Theory]
    [InlineData("350101", DhcpMalformation.NoEnd)]
    [InlineData("", DhcpMalformation.NoEnd)]
    [InlineData("35", DhcpMalformation.OptionTooLong)]
    [InlineData("350201", DhcpMalformation.OptionTooLong)]
    [InlineData("3502", DhcpMalformation.OptionTooLong)]
    [InlineData("340100" + "FF", DhcpMalformation.BadOverload)]
    [InlineData("340104" + "FF", DhcpMalformation.BadOverload)]
    [InlineData("34020101" + "FF", DhcpMalformation.BadOverload)]
    [InlineData("3400" + "FF", DhcpMalformation.BadOverload)]
    [InlineData("340101" + "340101" + "FF", DhcpMalformation.BadOverload)]
    [InlineData("340102" + "FF", DhcpMalformation.NoEnd)] // an empty sname has no end option
    [InlineData("35020101" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("350101350101" + "FF", DhcpMalformation.BadOptionLength)] // two pieces make two bytes
    [InlineData("32030A0000" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("36050A00000100" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("3302000A" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("390102" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("3D0101" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("3700" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("520101" + "FF", DhcpMalformation.BadOptionLength)]
    [InlineData("0C00" + "FF", DhcpMalformation.None)] // an empty host name steers nothing
    [InlineData("0105FFFFFFFFFF" + "FF", DhcpMalformation.None)]
    [InlineData("FF" + "350901", DhcpMalformation.None)] // what stands behind the end is not read
    public void Each_malformation_is_told(string options, DhcpMalformation why) =>
        Assert.Equal(why, DhcpGolden.WhyNot(DhcpGolden.WithOptions(options)));

    [Fact]
    public void An_overload_inside_the_field_that_it_opened_is_malformed()
    {
        byte[] datagram = [.. DhcpGolden.Overloaded];
        Convert.FromHexString("340101FF").CopyTo(datagram, 44);

        Assert.Equal(DhcpMalformation.BadOverload, DhcpGolden.WhyNot(datagram));
    }

    [Theory]
    [InlineData(0, 0, DhcpMalformation.UnknownOperation)]
    [InlineData(0, 3, DhcpMalformation.UnknownOperation)]
    [InlineData(2, 17, DhcpMalformation.HardwareAddressTooLong)]
    [InlineData(2, 255, DhcpMalformation.HardwareAddressTooLong)]
    [InlineData(2, 16, DhcpMalformation.None)]
    [InlineData(2, 0, DhcpMalformation.None)]
    [InlineData(236, 0, DhcpMalformation.NoCookie)]
    [InlineData(239, 0, DhcpMalformation.NoCookie)]
    public void A_wrong_fixed_field_is_told(int at, byte value, DhcpMalformation why)
    {
        byte[] datagram = [.. DhcpGolden.Discover];
        datagram[at] = value;

        Assert.Equal(why, DhcpGolden.WhyNot(datagram));
    }

    [Fact]
    public void A_datagram_of_4096_bytes_reads_and_one_of_4097_is_too_long()
    {
        byte[] datagram = new byte[4097];
        DhcpGolden.Discover.CopyTo(datagram, 0);

        Assert.Equal(DhcpMalformation.None, DhcpGolden.WhyNot(datagram.AsSpan(0, 4096)));
        Assert.Equal(DhcpMalformation.TooLong, DhcpGolden.WhyNot(datagram));
    }

    [Fact]
    public void Every_prefix_is_malformed_until_the_end_option_is_there()
    {
        foreach (byte[] datagram in DhcpGolden.All)
        {
            int end = EndOf(datagram);
            for (int length = 0; length <= datagram.Length; length++)
            {
                // A span of exactly this length: reading past it throws.
                DhcpMalformation why = DhcpGolden.WhyNot(datagram.AsSpan(0, length).ToArray());
                if (length < 240) Assert.Equal(DhcpMalformation.TooShort, why);
                else if (length <= end) Assert.True(why is DhcpMalformation.NoEnd or DhcpMalformation.OptionTooLong);
                else Assert.Equal(DhcpMalformation.None, why);
            }
        }
    }

    [Fact]
    public void Every_value_of_every_byte_is_read_or_refused_and_what_is_read_can_be_written()
    {
        byte[] buffer = new byte[1500];
        foreach (byte[] golden in DhcpGolden.All)
        {
            byte[] datagram = [.. golden];
            for (int at = 0; at < datagram.Length; at++)
            {
                // Of the filling of the two long fields seventeen values are enough, 0 and 255 among them.
                int step = golden[at] == 0 && at is >= 44 and < 236 ? 15 : 1;
                for (int value = 0; value < 256; value += step)
                {
                    datagram[at] = (byte)value;
                    if (DhcpMessage.TryRead(datagram, out DhcpMessage? message, out _)) Rewrite(message, buffer);
                }

                datagram[at] = golden[at];
            }
        }
    }

    [Fact]
    public void Random_bytes_behind_the_cookie_are_read_or_refused()
    {
        const int seed = 20260725;
        Random random = new(seed);
        byte[] buffer = new byte[1500];
        for (int round = 0; round < 5_000; round++)
        {
            byte[] datagram = new byte[240 + random.Next(400)];
            random.NextBytes(datagram);
            DhcpGolden.Discover.AsSpan(0, 3).CopyTo(datagram);
            DhcpGolden.Discover.AsSpan(236, 4).CopyTo(datagram.AsSpan(236));

            // Small lengths let the reader come further than noise would.
            for (int i = 240; i < datagram.Length; i += random.Next(1, 9)) datagram[i] &= 7;
            if (random.Next(2) == 0) datagram[^1] = 255;
            Assert.True(
                !DhcpMessage.TryRead(datagram, out DhcpMessage? message, out _) || Rewrite(message, buffer),
                $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData(null, 548)]
    [InlineData("39020000", 548)] // less than every client takes
    [InlineData("39020240", 548)]
    [InlineData("390205DC", 1472)]
    [InlineData("3902FFFF", 1472)]
    [InlineData("390203E8", 972)]
    public void Room_for_a_reply_is_what_option_57_says_less_the_headers(string? option, int room) =>
        Assert.Equal(room, DhcpGolden.Read(DhcpGolden.WithOptions(option + "FF")).RoomForReply);

    [Theory]
    [InlineData("36040A000001" + "32040A000064", "00000000", false, DhcpRequestState.Selecting)]
    [InlineData("36040A000001" + "32040A000064", "00000000", true, DhcpRequestState.Selecting)]
    [InlineData("32040A000064", "00000000", true, DhcpRequestState.InitReboot)]
    [InlineData("", "0A000064", false, DhcpRequestState.Renewing)]
    [InlineData("", "0A000064", true, DhcpRequestState.Rebinding)]
    [InlineData("", "00000000", true, DhcpRequestState.Contradictory)]
    [InlineData("36040A000001", "00000000", true, DhcpRequestState.Contradictory)]
    [InlineData("36040A000001", "0A000064", true, DhcpRequestState.Contradictory)]
    [InlineData("32040A000064", "0A000064", true, DhcpRequestState.Contradictory)]
    public void The_state_of_a_REQUEST_follows_table_4(
        string options, string clientAddress, bool wasBroadcast, DhcpRequestState state)
    {
        byte[] datagram = DhcpGolden.WithOptions("350103" + options + "FF");
        Convert.FromHexString(clientAddress).CopyTo(datagram, 12);

        Assert.Equal(state, DhcpGolden.Read(datagram).RequestState(wasBroadcast));
    }

    [Fact]
    public void A_lease_prolonged_through_a_relay_is_rebinding_though_the_relay_sends_it_to_us_alone()
    {
        byte[] datagram = DhcpGolden.WithOptions("350103" + "FF");
        datagram[15] = 9;
        datagram[27] = 1;

        Assert.Equal(DhcpRequestState.Rebinding, DhcpGolden.Read(datagram).RequestState(wasBroadcast: false));
    }

    private static bool Rewrite(DhcpMessage message, byte[] buffer)
    {
        int length = DhcpWriter.Write(buffer, message, buffer.Length, out int leftOut);
        DhcpMessage again = DhcpGolden.Read(buffer.AsSpan(0, length));
        Assert.Equal(0, leftOut);
        Assert.Equal(
            message.Options.OrderBy(option => option.Code), again.Options.OrderBy(option => option.Code));
        Assert.Equal(message with { Options = [] }, Trimmed(again, message));
        return true;
    }

    /// <summary>Names of the field's whole length lose their last character to the NUL.</summary>
    private static DhcpMessage Trimmed(DhcpMessage again, DhcpMessage message) => again with
    {
        Options = [],
        ServerName = message.ServerName.Length == 64 ? message.ServerName : again.ServerName,
        BootFile = message.BootFile.Length == 128 ? message.BootFile : again.BootFile,
    };

    /// <summary>Where the end option of the options field stands.</summary>
    private static int EndOf(byte[] datagram)
    {
        int at = 240;
        while (datagram[at] != 255) at += datagram[at] == 0 ? 1 : 2 + datagram[at + 1];
        return at;
    }
}
