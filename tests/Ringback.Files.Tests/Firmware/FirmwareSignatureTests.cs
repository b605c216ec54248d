using System.Security.Cryptography;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class FirmwareSignatureTests
{
    private const uint Seconds = 1253260800;

    private static readonly byte[] Whole = SampleKeys.Java.Envelope(
        "SIP41.8-5-4S.loads", SampleFamilies.JavaList("41", "sip", "8-5-4TH1-6"), Seconds);

    /// <summary>sources.md other-phones, appendix A: the first 16 digits of each fingerprint.</summary>
    public static TheoryData<string, SigningSlot, string> Fingerprints => new()
    {
        { "7906/7911", SigningSlot.New, "4dc97fbcb2212b25" }, { "7906/7911", SigningSlot.Old, "07910e117b66a567" },
        { "7931", SigningSlot.New, "785c16a265ffed7f" }, { "7931", SigningSlot.Old, "537a432c771bc991" },
        { "expansion modules", SigningSlot.New, "02159fef0d2017de" },
        { "expansion modules", SigningSlot.Old, "f8b9b3feaad333b4" },
        { "7970/7971", SigningSlot.New, "fa00e50b8b7fed39" }, { "7970/7971", SigningSlot.Old, "db0c9701381bd41f" },
        { "7941/7961", SigningSlot.New, "2a4ca6d700f01659" }, { "7941/7961", SigningSlot.Old, "1fed9583b485d2a7" },
        { "7942/7962", SigningSlot.New, "3e534277b547e4c3" }, { "7942/7962", SigningSlot.Old, "a05566ae348700a1" },
        { "7945/7965", SigningSlot.New, "08725d1ca919fd52" }, { "7945/7965", SigningSlot.Old, "6c8db482d7bcef5b" },
        { "7975", SigningSlot.New, "b67a9744cb6b1632" }, { "7975", SigningSlot.Old, "531547f362999a24" },
        { "6921/6941/6961", SigningSlot.Only, "fc03c4167e5865de" }, { "6945", SigningSlot.Only, "9be43e8b1484ca1c" },
        { "8941/8945", SigningSlot.Only, "d884821dd7fd7ec9" }, { "7921", SigningSlot.Only, "1a20887acb6b1e66" },
        { "7925", SigningSlot.Only, "d940b3c3b5467e41" }, { "7926", SigningSlot.Only, "2ad1b0577a575cdb" },
    };

    [Theory]
    [MemberData(nameof(Fingerprints))]
    public void Key_has_its_fingerprint(string family, SigningSlot slot, string fingerprint)
    {
        SigningKey key = Assert.Single(SigningKeys.BuiltIn.All, k => k.Family == family && k.Slot == slot);
        byte[] modulus = key.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Equal(256, modulus.Length);
        Assert.Equal(fingerprint, Convert.ToHexStringLower(SHA256.HashData(modulus))[..16]);
    }

    [Fact]
    public void Every_key_has_a_family_of_phones() => Assert.All(SigningKeys.BuiltIn.All, key =>
        Assert.Contains(FirmwareFamilies.BuiltIn.All, f => f.KeyFamily == key.Family));

    [Fact]
    public void Signed_file_is_genuine_and_says_when_and_by_which_key()
    {
        FirmwareFile file = Inspect(Whole);
        Assert.Equal((Authenticity.Genuine, SigningSlot.New), (file.Authenticity, file.SigningKey!.Slot));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Seconds), file.SignedAt);
        Assert.Equal((true, "79x1"), (file.Whole, file.Family));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData(0x20)]
    [InlineData(0x1a0)]
    [InlineData(0x1e0)]
    public void Flipped_byte_is_damage(int at)
    {
        byte[] content = [.. Whole];
        content[at] ^= 1;
        FirmwareFile file = Inspect(content);
        Assert.Equal(Authenticity.Damaged, file.Authenticity);
        Assert.Contains(file.Problems, p => p is { Code: "damaged-image", Severity: ProblemSeverity.Error });
    }

    [Fact]
    public void Cut_file_is_damaged_behind_its_header_too()
    {
        for (int length = 0x1c0; length < Whole.Length; length++)
            Assert.Equal(Authenticity.Damaged, Inspect(Whole.AsSpan(0, length)).Authenticity);
    }

    [Fact]
    public void Damaged_signature_is_unknown_and_no_proof_of_damage()
    {
        byte[] content = [.. Whole];
        content[0x100] ^= 1;
        FirmwareFile file = Inspect(content);
        Assert.Equal(Authenticity.Unknown, file.Authenticity);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Unknown_key_proves_nothing() =>
        Assert.Equal(Authenticity.Unknown, FirmwareFile.Inspect("SIP41.8-5-4S.loads", Whole).Authenticity);

    [Fact]
    public void Genuine_layout_that_we_do_not_know_is_not_called_damaged()
    {
        byte[] content = SampleKeys.Java.Envelope("jar41sip.9-9-9.sbn", "something new"u8, Seconds);
        FirmwareFile file = FirmwareFile.Inspect("jar41sip.9-9-9.sbn", content, SampleKeys.Java.Set);
        Assert.Equal((Authenticity.Genuine, true), (file.Authenticity, file.Whole));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Key_is_surer_of_the_family_than_the_name()
    {
        byte[] content = SampleKeys.Java.Envelope("x.loads", SampleFamilies.JavaList("45", "sip", "1"), Seconds);
        Assert.Equal("79x1", FirmwareFile.Inspect("x.loads", content, SampleKeys.Java.Set).Family);
    }

    private static FirmwareFile Inspect(ReadOnlySpan<byte> content) =>
        FirmwareFile.Inspect("SIP41.8-5-4S.loads", content, SampleKeys.Java.Set);
}
