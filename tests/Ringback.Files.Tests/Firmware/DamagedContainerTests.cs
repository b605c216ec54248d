using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>What a flipped bit or a cut does to every container whose checksum or digest is known.</summary>
public sealed class DamagedContainerTests
{
    public static TheoryData<string> Names => ["loader.bin", "kup.kup", "sealed.sbn", "wireless.SBN"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_bit_anywhere_is_told(string name)
    {
        byte[] sound = Sample(name);
        Assert.NotEqual(false, FirmwareFile.Inspect(NameOf(name), sound).Whole);
        List<int> silent = [];
        for (int bit = 0; bit < sound.Length * 8; bit += 7)
        {
            byte[] flipped = [.. sound];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            FirmwareFile file = FirmwareFile.Inspect(NameOf(name), flipped);
            if (file.Whole is true && file.Problems.Count == 0) silent.Add(bit / 8);
        }

        // The sum of an image leaves its words out and is the low half of its word; nothing known covers the header of
        // a sealed file.
        int[] highHalves = name == "loader.bin" ? [0x136, 0x137, 0x16a, 0x16b] : [];
        (int from, int to) = name switch
        {
            "loader.bin" => (0x20, 0x120),
            "sealed.sbn" => (0, sound.Length - 300),
            _ => (0, 0),
        };
        Assert.Equal([], silent.Where(at => (at < from || at >= to) && !highHalves.Contains(at)));
    }

    [Fact]
    public void A_signed_file_that_ends_behind_its_header_is_damaged()
    {
        FirmwareFile file = FirmwareFile.Inspect("CTLSEP001122AABBCC.tlv", SampleFiles.Envelope(
            "CTLSEP001122AABBCC.tlv", []));
        Assert.Equal((FirmwareKind.TrustList, (bool?)false), (file.Kind, file.Whole));
        Assert.False(FirmwareFile.Inspect("apps41.8-5-4S.sbn", SampleFiles.Envelope("apps41.8-5-4S.sbn", [])).Whole);
    }

    [Fact]
    public void A_trust_list_that_is_cut_inside_a_record_is_damaged_at_any_place()
    {
        byte[] record = SampleFamilies.TrustRecord(1, "cm");
        for (int length = 3; length < record.Length; length++)
        {
            byte[] file = SampleFiles.Envelope("CTLFile.tlv", record.AsSpan(0, length));
            Assert.False(FirmwareFile.Inspect("CTLFile.tlv", file).Whole);
        }
    }

    [Fact]
    public void A_truncated_78xx_file_still_has_its_name()
    {
        byte[] whole = Sample("sealed.sbn");
        FirmwareFile file = FirmwareFile.Inspect("x.sbn", whole.AsSpan(0, whole.Length - 5));
        Assert.Equal(("kern78xx.14-2-1-0101-26.sbn", (bool?)false), (file.EmbeddedName, file.Whole));
    }

    private static string NameOf(string name) => name switch
    {
        "loader.bin" => "P003-8-12-00.bin",
        "kup.kup" => "CP7912080004SCCP080108A.sbin",
        "sealed.sbn" => "kern78xx.14-2-1-0101-26.sbn",
        _ => "APPS-1.4.7.3.SBN",
    };

    private static byte[] Sample(string name) => name switch
    {
        "loader.bin" => SampleFiles.Loader("P003-8-12-00"),
        "kup.kup" => SampleFamilies.Kup(),
        "sealed.sbn" => SampleFamilies.Sealed("kern78xx.14-2-1-0101-26.sbn", new byte[300]),
        _ => SampleFamilies.Wireless(),
    };
}
