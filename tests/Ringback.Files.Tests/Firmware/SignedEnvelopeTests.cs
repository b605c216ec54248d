using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class SignedEnvelopeTests
{
    [Fact]
    public void Header_says_where_everything_is()
    {
        byte[] file = SampleFiles.Envelope("P0S3-8-12-00.sb2", "payload"u8);
        Assert.True(SignedEnvelope.TryRead(file, out SignedEnvelope? envelope, out EnvelopeFault why));
        Assert.Equal(EnvelopeFault.None, why);
        Assert.Equal(404, envelope.HeaderLength);
        Assert.Equal("P0S3-8-12-00.sb2", envelope.EmbeddedName);
        Assert.Equal("CN=someSigner;OU=someOrgUnit;O=someOrg", envelope.SignerName);
        Assert.Equal((0x7d, 256), (envelope.SignatureOffset, envelope.SignatureLength));
        Assert.Equal((byte)1, envelope.DigestAlgorithm);
        Assert.Equal("1.1", envelope.Version);
        Assert.True(envelope.Payload(file).SequenceEqual("payload"u8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Name_of_any_length_ends_the_header_on_four_bytes(int extra)
    {
        string name = "P0030801SR02." + new string('x', extra);
        byte[] file = SampleFiles.Envelope(name, []);
        Assert.True(SignedEnvelope.TryRead(file, out SignedEnvelope? envelope, out _));
        Assert.Equal((name, 0), (envelope.EmbeddedName, envelope.HeaderLength % 4));
    }

    [Fact]
    public void Tags_are_walked_wherever_they_stand()
    {
        // An unknown tag between, as in the .cop.sgn with a timestamp: everything behind it moves.
        byte[] file =
        [
            1, 0, 2, 1, 0, 2, 0, 2, 0, 32, 0x0f, 0, 2, 9, 9, 12, 0, 3, 1, 2, 3, 14, 0, 2, (byte)'a', 0,
            0x42, 0, 0, 0x0d, 0x0d, 0x0d, (byte)'!',
        ];
        Assert.True(SignedEnvelope.TryRead(file, out SignedEnvelope? envelope, out _));
        Assert.Equal(("1.0", "a", 18, 3), (envelope.Version, envelope.EmbeddedName, envelope.SignatureOffset,
            envelope.SignatureLength));
        Assert.Null(envelope.DigestAlgorithm);
        Assert.True(envelope.Payload(file).SequenceEqual("!"u8));
    }

    [Fact]
    public void Every_prefix_of_the_header_is_truncated_or_nothing()
    {
        byte[] file = SampleFiles.Envelope("P0S3-8-12-00.sb2", []);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.False(SignedEnvelope.TryRead(file.AsSpan(0, length), out _, out EnvelopeFault why));
            Assert.Equal(length < 4 ? EnvelopeFault.NotAnEnvelope : EnvelopeFault.Truncated, why);
        }
    }

    [Theory]
    [InlineData(0x05, 0x07, EnvelopeFault.HeaderLengthInvalid)]
    [InlineData(0x09, 0x95, EnvelopeFault.HeaderNotAligned)]
    [InlineData(0x08, 0x00, EnvelopeFault.TagTooLong)]
    [InlineData(0x7b, 0xff, EnvelopeFault.TagTooLong)]
    [InlineData(0x18f, 0x00, EnvelopeFault.PaddingInvalid)]
    [InlineData(0x7a, 0x77, EnvelopeFault.SignatureMissing)]
    public void Damage_is_named(int offset, byte value, EnvelopeFault expected)
    {
        byte[] file = SampleFiles.Envelope("P0S3-8-12.sb2", []);
        file[offset] = value;
        Assert.False(SignedEnvelope.TryRead(file, out _, out EnvelopeFault why));
        Assert.Equal(expected, why);
    }

    [Fact]
    public void Header_length_below_its_own_end_is_invalid()
    {
        byte[] file = SampleFiles.Envelope("P0S3-8-12-00.sb2", []);
        (file[8], file[9]) = (0, 8);
        Assert.False(SignedEnvelope.TryRead(file, out _, out EnvelopeFault why));
        Assert.Equal(EnvelopeFault.HeaderLengthInvalid, why);
    }

    [Fact]
    public void An_envelope_without_a_name_is_told()
    {
        byte[] content = SampleFiles.Envelope("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"));
        // Tag 28 is one that readers step over.
        content[0x17d] = 28;
        FirmwareFile file = FirmwareFile.Inspect("P003-8-12-00.sbn", content);
        Assert.Null(file.EmbeddedName);
        Assert.Equal(ProblemCode.SignedNameMissing, Assert.Single(file.Problems).Code);
    }
}
