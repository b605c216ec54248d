using System.Numerics;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>
/// A list that another program signed, from the description alone (sources.md other-phones §3.3),
/// with a key of its own: a
/// misreading that the product and its other tests share would show here.
/// </summary>
public sealed class SignatureVectorTests
{
    private const string Modulus =
        "zbkcmCIegZaU0xG/OEbtv0olvqaRSd1uskKYGdvZh8cElPGH9yLHwPSIHGR6QEmthZ+H+udjzIzb4QwE4B+/6XAGXPHtXxIU"
        + "RhioCo6jKfagX9QcfzDEgCCvyq3nL+5DsFci1+qALYUzI8FS7Qefj766mymCSLKLbaTwLSbRUlqofffLDESOWU4s6LROaShl"
        + "dxXgqB/CHACkolm/NzxX1bqRvBr3WzJH/ATpc+oGWPZBTpk337ZDGaz3Hr7kaLUtd171u6lt4nhU0nQLdXt5TaYzxozzqp37"
        + "dQXD59l5Q02ZRJ7qp+xUKDNQDK1eaNZnvdMc0e9SfJGBtSHHgCIL6Q==";

    private const string SignedList =
        "AQACAQECAAIBlAMAWwQAJ0NOPXNvbWVTaWduZXI7T1U9c29tZU9yZ1VuaXQ7Tz1zb21lT3JnAAUACBI0VniQq83vBgAjQ049"
        + "c29tZUNBO09VPXNvbWVPcmdVbml0O089c29tZU9yZwAHAA8IAAEBCQAICgABAAsAAQIMAQC8trYI1EdMdrK7TgnQMpWxoTtC"
        + "XNxN0qUsQ6KGOIl2Kf8veCayQFBIakoVDGRJ/b95Q3v4pTzwbG09OPwKfi50Tx91Ro/WQFXdidAK7yLopsvemdtwwbDpXGme"
        + "cG7N4CaP3h/u0jmyLKldhnpmYTvv4NfIG681K0qOOJoUhZwyUJWWSgzqEZpduxXjH/NDnGxCe0bnjRktsqXUQ4iXXL9c7X3v"
        + "6zxPFmOmA+37eUKGg73ljLuGAWscxHS6ZYYo0Lx+038xMcp85frKeCURVk08AT1A+RYG29tcXX+YgNLVlXa8rFq8R4s6oEXM"
        + "LYByk3P/TfSLjWBWyK9D9rWFKjvHDgATU0lQNDEuOC01LTRTLmxvYWRzAA0jDQojIFJFTEVBU0UgbG9hZCB2ZXJzaW9uIDgt"
        + "NS00VEgxLTYNCiMNCmphcjQxc2lwLjgtNS00VEgxLTYuc2JuDQpjbnU0MS44LTUtNFRIMS02LnNibg0KYXBwczQxLjgtNS00"
        + "VEgxLTYuc2JuDQpkc3A0MS44LTUtNFRIMS02LnNibiAgDQpjdm00MXNpcC44LTUtNFRIMS02LnNibiAgDQo=";

    private static readonly SigningKeys Keys = new(new SigningKey("7941/7961", SigningSlot.New,
        new BigInteger(Convert.FromBase64String(Modulus), isUnsigned: true, isBigEndian: true)));

    [Fact]
    public void A_file_that_another_program_signed_is_genuine()
    {
        FirmwareFile file = Inspect(Convert.FromBase64String(SignedList));
        Assert.Equal((Authenticity.Genuine, true), (file.Authenticity, file.Whole));
        Assert.Equal(new DateTimeOffset(2010, 1, 4, 0, 0, 0, TimeSpan.Zero), file.SignedAt);
        Assert.Equal("SIP41.8-5-4S.loads", file.EmbeddedName);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Every_flipped_byte_of_it_is_seen()
    {
        byte[] file = Convert.FromBase64String(SignedList);
        for (int at = 0; at < file.Length; at++)
        {
            byte[] flipped = [.. file];
            flipped[at] ^= 1;
            Assert.NotEqual(Authenticity.Genuine, Inspect(flipped).Authenticity);
        }
    }

    private static FirmwareFile Inspect(byte[] content) =>
        FirmwareFile.Inspect("SIP41.8-5-4S.loads", content, Keys);
}
