using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Profiles;

public sealed class ProfileEncryptionTests
{
    private static readonly byte[] Plain = CompiledProfileTests.Compile("#txt\nDhcp:1\nUID:7175\n");

    // RFC 6229, section 2: the first 16 bytes of the stream.
    [Theory]
    [InlineData("0102030405", "b2396305f03dc027ccc3524a0a1118a8")]
    [InlineData("0102030405060708090a0b0c0d0e0f10", "9ac7cc9a609d1ef7b2932899cde41b97")]
    public void The_stream_is_that_of_the_rfc(string key, string expected)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(
            ProfileEncryption.Weak(new byte[16], Convert.FromHexString(key))));
    }

    [Fact]
    public void Weak_encryption_covers_the_magic_and_undoes_itself()
    {
        Assert.True(ProfileEncryption.TryReadWeakKey("abc", out byte[]? key));
        Assert.Equal([0xab, 0xc0], key);
        byte[] file = ProfileEncryption.Weak(Plain, key);
        Assert.False(CompiledProfile.BeginsLikeOne(file));
        Assert.Equal(Plain, ProfileEncryption.Weak(file, key));
    }

    [Theory]
    [InlineData("UID:717")]
    [InlineData("UID:7175")]
    public void Strong_encryption_comes_back_under_its_key_only(string line)
    {
        byte[] plain = CompiledProfileTests.Compile("#txt\n" + line);
        Assert.True(CompiledProfile.TryRead(plain, out CompiledProfile? profile, out _));
        Assert.True(ProfileEncryption.TryReadStrongKey("0011223344", out byte[]? key));
        Assert.Equal(32, key.Length);
        byte[] file = ProfileEncryption.WriteStrong(profile.Entries, key, [1, 2, 3, 4, 5, 6, 7, 8]);
        // No magic, and eight bytes of salt behind it.
        Assert.Equal(plain.Length - 4 + 8, file.Length);
        Assert.True(ProfileEncryption.TryReadStrong(file, key, out CompiledProfile? back));
        Assert.True(back.IsSound);
        Assert.Equal(plain, CompiledProfile.Write(back.Entries));
        key[0] ^= 1;
        Assert.False(ProfileEncryption.TryReadStrong(file, key, out back) && back.IsSound);
    }

    // As in RFC 1071: words are added, carries come round, the complement is stored. 0102 + f203 = f305; the last byte
    // of an odd body is a signed number, 0101 - 1 = 0100; 0104 + c102 + c203 is 8409 and a carry.
    [Theory]
    [InlineData("f203", "0cfa")]
    [InlineData("ff", "feff")]
    [InlineData("c102c203", "7bf5")]
    public void The_strong_sum_is_that_of_ip(string value, string expected)
    {
        byte[] key = new byte[32], salt = [1, 2, 3, 4, 5, 6, 7, 8];
        byte[] file = ProfileEncryption.WriteStrong(
            [new ProfileEntry(1, Convert.FromHexString(value))], key, salt);
        byte[] plain = ProfileEncryption.Weak(file, key);
        for (int i = 0; i < plain.Length - salt.Length; i++) plain[i] ^= salt[i % salt.Length];
        Assert.Equal("fffe04" + expected, Convert.ToHexStringLower(plain.AsSpan(0, 5)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("12x4")]
    public void A_key_that_is_none_is_refused(string digits) =>
        Assert.False(ProfileEncryption.TryReadWeakKey(digits, out _));
}
