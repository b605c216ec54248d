using System.Numerics;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>
/// A list that another program signed with a key of its own, from the description alone (sources.md other-phones
/// §3.3).
/// </summary>
internal static class SignedVector
{
    internal const string Name = "SIP41.8-5-4S.loads";

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

    internal static SigningKeys Keys { get; } = new(new SigningKey("7941/7961", SigningSlot.New,
        new BigInteger(Convert.FromBase64String(Modulus), isUnsigned: true, isBigEndian: true)));

    internal static byte[] Content() => Convert.FromBase64String(SignedList);
}
