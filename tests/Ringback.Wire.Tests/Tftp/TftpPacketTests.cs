using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpPacketTests
{
    [Fact]
    public void A_phones_plain_request_reads()
    {
        TftpRequest request = TftpGolden.ReadRequest(TftpGolden.PlainRequest);

        Assert.Equal(
            (false, "OS79XX.TXT", TftpMode.Octet, 0),
            (request.IsWrite, request.FileName, request.Mode, request.Options.Count));
    }

    [Fact]
    public void Options_are_read_in_the_clients_order()
    {
        TftpRequest request = TftpGolden.ReadRequest(TftpGolden.RequestWithOptions);

        Assert.Equal(
            [new("tsize", "0"), new("blksize", "1428"), new("timeout", "6"), new("windowsize", "4")],
            request.Options);
    }

    [Fact]
    public void A_write_request_is_known_as_one()
    {
        TftpRequest request = TftpGolden.ReadRequest(TftpGolden.WriteRequest);

        Assert.Equal((true, TftpMode.Netascii), (request.IsWrite, request.Mode));
    }

    [Theory]
    [InlineData("octet", TftpMode.Octet)]
    [InlineData("OCTET", TftpMode.Octet)]
    [InlineData("NetASCII", TftpMode.Netascii)]
    public void A_mode_is_read_without_regard_to_case(string mode, TftpMode expected) =>
        Assert.Equal(expected, TftpGolden.ReadRequest(TftpGolden.Request("a", mode)).Mode);

    [Fact]
    public void Data_gives_its_block_and_its_payload()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.Data, out TftpPacket packet, out _));

        Assert.Equal(TftpOpcode.Data, packet.Opcode);
        Assert.Equal(0xFFFE, packet.Block);
        Assert.Equal([0x00, 0xFF, 0x7F], packet.Payload.ToArray());
    }

    [Fact]
    public void The_last_block_may_be_empty()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.EmptyData, out TftpPacket packet, out _));

        Assert.Equal((2, 0), (packet.Block, packet.Payload.Length));
    }

    [Fact]
    public void An_acknowledgement_gives_its_block()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.Acknowledgement, out TftpPacket packet, out _));

        Assert.Equal((TftpOpcode.Acknowledgement, (ushort)0x8001), (packet.Opcode, packet.Block));
    }

    [Fact]
    public void An_error_gives_its_code_and_its_words()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.Error, out TftpPacket packet, out _));

        Assert.Equal((TftpErrorCode.FileNotFound, "File not found"), (packet.ErrorCode, packet.ErrorMessage));
    }

    [Fact]
    public void An_error_without_its_terminator_is_read_all_the_same()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.Error.AsSpan(0, 8), out TftpPacket packet, out _));

        Assert.Equal("File", packet.ErrorMessage);
    }

    [Fact]
    public void An_OACK_gives_its_options()
    {
        Assert.True(TftpPacket.TryRead(TftpGolden.OptionAcknowledgement, out TftpPacket packet, out _));
        Assert.True(packet.TryReadOptions(out IReadOnlyList<TftpOption> options, out _));

        Assert.Equal([new("blksize", "1428"), new("tsize", "756524")], options);
    }

    [Fact]
    public void A_name_with_any_byte_but_NUL_survives_as_it_came()
    {
        // A stray CR, LF or space in a load name is what a phone's owner must get to see (Cisco bug CSCdv19260).
        string name = new([.. Enumerable.Range(1, 255).Select(b => (char)b)]);

        Assert.Equal(name, TftpGolden.ReadRequest(TftpGolden.Request(name, "octet")).FileName);
    }

    [Fact]
    public void A_request_without_its_last_terminator_is_malformed()
    {
        // tftpd-hpa serves it; what the name would have been is a guess, and a wrong file harms a phone.
        Assert.Equal(TftpMalformation.MissingTerminator, TftpGolden.WhyNotRequest(TftpGolden.PlainRequest[..^1]));
    }

    [Fact]
    public void A_request_without_a_mode_is_malformed() =>
        Assert.Equal(TftpMalformation.MissingTerminator, TftpGolden.WhyNotRequest(TftpGolden.Request("a")));

    [Fact]
    public void A_request_with_an_empty_name_is_malformed() =>
        Assert.Equal(TftpMalformation.EmptyName, TftpGolden.WhyNotRequest(TftpGolden.Request("", "octet")));

    [Theory]
    [InlineData("mail")]
    [InlineData("")]
    [InlineData("octe")]
    [InlineData("octets")]
    [InlineData("junk")]
    public void A_mode_that_is_neither_octet_nor_netascii_is_malformed(string mode) =>
        Assert.Equal(TftpMalformation.UnknownMode, TftpGolden.WhyNotRequest(TftpGolden.Request("a", mode)));

    [Fact]
    public void A_request_of_512_bytes_reads_and_one_of_513_is_too_long()
    {
        byte[] longest = TftpGolden.Request(new string('a', 512 - 9), "octet");
        byte[] longer = TftpGolden.Request(new string('a', 513 - 9), "octet");

        Assert.Equal((512, 513), (longest.Length, longer.Length));
        Assert.Equal(
            (TftpMalformation.None, TftpMalformation.TooLong),
            (TftpGolden.WhyNotRequest(longest), TftpGolden.WhyNotRequest(longer)));
    }

    [Fact]
    public void Sixteen_options_read_and_seventeen_are_too_many()
    {
        string[] sixteen = ["a", "octet", .. Enumerable.Range(0, 32).Select(i => $"o{i}")];

        Assert.Equal(16, TftpGolden.ReadRequest(TftpGolden.Request(sixteen)).Options.Count);
        Assert.Equal(
            TftpMalformation.BadOptions, TftpGolden.WhyNotRequest(TftpGolden.Request([.. sixteen, "one", "more"])));
    }

    [Fact]
    public void An_option_without_a_name_is_malformed() =>
        Assert.Equal(TftpMalformation.BadOptions, TftpGolden.WhyNotRequest(TftpGolden.Request("a", "octet", "", "1")));

    [Fact]
    public void An_option_without_a_value_is_malformed() =>
        Assert.Equal(
            TftpMalformation.BadOptions, TftpGolden.WhyNotRequest(TftpGolden.Request("a", "octet", "blksize")));

    [Fact]
    public void An_option_whose_value_is_not_terminated_is_malformed() =>
        Assert.Equal(
            TftpMalformation.MissingTerminator,
            TftpGolden.WhyNotRequest(TftpGolden.Request("a", "octet", "blksize", "1428")[..^1]));

    [Theory]
    [InlineData("", TftpMalformation.TooShort)]
    [InlineData("00", TftpMalformation.TooShort)]
    [InlineData("000300", TftpMalformation.TooShort)]
    [InlineData("0004", TftpMalformation.TooShort)]
    [InlineData("000400", TftpMalformation.TooShort)]
    [InlineData("0005", TftpMalformation.TooShort)]
    [InlineData("0004000100", TftpMalformation.TooLong)]
    [InlineData("00000001", TftpMalformation.UnknownOpcode)]
    [InlineData("00070001", TftpMalformation.UnknownOpcode)]
    [InlineData("01010001", TftpMalformation.UnknownOpcode)]
    [InlineData("FFFF", TftpMalformation.UnknownOpcode)]
    public void What_is_no_packet_is_refused_by_name(string hex, TftpMalformation expected)
    {
        Assert.False(TftpPacket.TryRead(Convert.FromHexString(hex), out _, out TftpMalformation why));
        Assert.Equal(expected, why);
    }

    [Fact]
    public void Every_prefix_of_a_request_is_refused()
    {
        for (int length = 0; length < TftpGolden.PlainRequest.Length; length++)
        {
            TftpMalformation why = TftpGolden.WhyNotRequest(TftpGolden.PlainRequest[..length]);
            Assert.True(why is TftpMalformation.TooShort or TftpMalformation.MissingTerminator, $"{length}: {why}");
        }
    }

    [Fact]
    public void A_prefix_of_a_request_with_options_reads_only_when_it_ends_between_two_options()
    {
        byte[] whole = TftpGolden.RequestWithOptions;
        int[] read = [.. Enumerable.Range(0, whole.Length)
            .Where(length => TftpGolden.WhyNotRequest(whole[..length]) == TftpMalformation.None)];

        Assert.Equal([10, 18, 31, 41], read);
    }

    [Fact]
    public void Every_prefix_of_every_packet_is_read_without_looking_past_its_end()
    {
        foreach (byte[] packet in TftpGolden.All)
        {
            // The copy has exactly the prefix's length, so that a read past it throws.
            for (int length = 0; length < packet.Length; length++) ReadEverything(packet[..length]);
        }
    }

    [Fact]
    public void Mutated_packets_never_throw()
    {
        for (int seed = 0; seed < 30_000; seed++)
        {
            byte[] mutant = Mutate(new Random(seed));
            Exception? thrown = Record.Exception(() => ReadEverything(mutant));
            Assert.True(thrown is null, $"seed {seed}: {Convert.ToHexString(mutant)}: {thrown}");
        }
    }

    private static byte[] Mutate(Random random)
    {
        List<byte> bytes = [.. TftpGolden.All[random.Next(TftpGolden.All.Count)]];
        int changes = random.Next(1, 5);
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)(random.Next(2) * random.Next(256)));
                    break;
                case 3:
                    bytes.InsertRange(at, [.. bytes.Skip(random.Next(bytes.Count + 1))]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Asks a packet for everything that its type offers.</summary>
    private static void ReadEverything(byte[] datagram)
    {
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out _)) return;
        switch (packet.Opcode)
        {
            case TftpOpcode.ReadRequest or TftpOpcode.WriteRequest:
                packet.TryReadRequest(out _, out _);
                break;
            case TftpOpcode.OptionAcknowledgement:
                packet.TryReadOptions(out _, out _);
                break;
            case TftpOpcode.Error:
                _ = (packet.ErrorCode, packet.ErrorMessage);
                break;
            default:
                _ = packet.Block + packet.Payload.Length;
                break;
        }
    }
}
