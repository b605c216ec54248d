using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>
/// A list that another program signed, from the description alone (sources.md other-phones §3.3),
/// with a key of its own: a
/// misreading that the product and its other tests share would show here.
/// </summary>
public sealed class SignatureVectorTests
{
    [Fact]
    public void A_file_that_another_program_signed_is_genuine()
    {
        FirmwareFile file = Inspect(SignedVector.Content());
        Assert.Equal((Authenticity.Genuine, true), (file.Authenticity, file.Whole));
        Assert.Equal(new DateTimeOffset(2010, 1, 4, 0, 0, 0, TimeSpan.Zero), file.SignedAt);
        Assert.Equal("SIP41.8-5-4S.loads", file.EmbeddedName);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Every_flipped_byte_of_it_is_seen()
    {
        byte[] file = SignedVector.Content();
        for (int at = 0; at < file.Length; at++)
        {
            byte[] flipped = [.. file];
            flipped[at] ^= 1;
            Assert.NotEqual(Authenticity.Genuine, Inspect(flipped).Authenticity);
        }
    }

    private static FirmwareFile Inspect(byte[] content) =>
        FirmwareFile.Inspect(SignedVector.Name, content, SignedVector.Keys);
}
