using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpWriterTests
{
    private readonly byte[] _buffer = new byte[TftpWriter.SmallPacketLength];

    [Fact]
    public void A_plain_request_is_written_as_a_phone_writes_it() =>
        Assert.Equal(
            TftpGolden.PlainRequest,
            Written(TftpWriter.WriteRequest(_buffer, new(false, "OS79XX.TXT", TftpMode.Octet, []))));

    [Fact]
    public void Options_are_written_in_their_order() =>
        Assert.Equal(
            TftpGolden.RequestWithOptions,
            Written(TftpWriter.WriteRequest(_buffer, new(false, "a", TftpMode.Octet,
                [new("tsize", "0"), new("blksize", "1428"), new("timeout", "6"), new("windowsize", "4")]))));

    [Fact]
    public void A_write_request_is_written_with_its_own_opcode() =>
        Assert.Equal(
            TftpGolden.WriteRequest, Written(TftpWriter.WriteRequest(_buffer, new(true, "a", TftpMode.Netascii, []))));

    [Fact]
    public void A_data_header_has_four_bytes() =>
        Assert.Equal(TftpGolden.Data[..TftpWriter.DataHeaderLength],
            Written(TftpWriter.WriteDataHeader(_buffer, 0xFFFE)));

    [Fact]
    public void An_acknowledgement_has_four_bytes() =>
        Assert.Equal(TftpGolden.Acknowledgement, Written(TftpWriter.WriteAcknowledgement(_buffer, 0x8001)));

    [Fact]
    public void An_error_carries_its_code_its_words_and_a_terminator() =>
        Assert.Equal(
            TftpGolden.Error, Written(TftpWriter.WriteError(_buffer, TftpErrorCode.FileNotFound, "File not found")));

    [Fact]
    public void An_OACK_carries_what_was_agreed() =>
        Assert.Equal(
            TftpGolden.OptionAcknowledgement,
            Written(TftpWriter.WriteOptionAcknowledgement(
                _buffer, [new("blksize", "1428"), new("tsize", "756524")])));

    [Fact]
    public void Characters_that_no_phone_can_show_become_question_marks()
    {
        int length = TftpWriter.WriteError(_buffer, TftpErrorCode.NotDefined, "a\0b\r\né\u007f~ €");

        Assert.Equal("a?b????~ ?", ErrorMessage(length));
    }

    [Fact]
    public void A_long_message_is_cut_to_what_fits_a_small_packet()
    {
        int length = TftpWriter.WriteError(_buffer, TftpErrorCode.NotDefined, new string('x', 10_000));

        Assert.Equal(new string('x', 240), ErrorMessage(length));
    }

    [Fact]
    public void The_longest_OACK_that_can_be_agreed_fits_a_small_packet()
    {
        TftpOption[] asked =
            [new("BLKSIZE", "65464"), new("windowsize", "65535"), new("timeout", "255"), new("tsize", "0")];
        Assert.True(TftpNegotiation.TryAgree(asked, long.MaxValue, new TftpLimits(), out TftpTerms terms));

        Assert.InRange(TftpWriter.WriteOptionAcknowledgement(_buffer, terms.Agreed), 1, _buffer.Length);
    }

    [Fact]
    public void Requests_read_back_as_they_were_written()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            TftpOption[] options = [.. Enumerable.Range(0, random.Next(5))
                .Select(_ => new TftpOption(Text(random, 1), Text(random, 0)))];
            TftpRequest request = new(random.Next(2) == 0, Text(random, 1), (TftpMode)random.Next(2), options);

            TftpRequest read = TftpGolden.ReadRequest(Written(TftpWriter.WriteRequest(_buffer, request)));

            Assert.True(request with { Options = read.Options } == read, $"seed {seed}: {request} came as {read}");
            Assert.True(options.SequenceEqual(read.Options), $"seed {seed}: the options differ");
        }
    }

    [Fact]
    public void Block_numbers_read_back_as_they_were_written()
    {
        for (int block = 0; block <= ushort.MaxValue; block++)
        {
            int length = TftpWriter.WriteAcknowledgement(_buffer, (ushort)block);
            Assert.True(TftpPacket.TryRead(_buffer.AsSpan(0, length), out TftpPacket packet, out _));
            Assert.Equal(block, packet.Block);
        }
    }

    private static string Text(Random random, int least) =>
        new([.. Enumerable.Range(0, random.Next(least, 24)).Select(_ => (char)random.Next(1, 256))]);

    private byte[] Written(int length) => _buffer[..length];

    private string ErrorMessage(int length)
    {
        Assert.True(TftpPacket.TryRead(_buffer.AsSpan(0, length), out TftpPacket packet, out _));
        Assert.Equal(0, _buffer[length - 1]);
        return packet.ErrorMessage;
    }
}
