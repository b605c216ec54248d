using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class FirmwareImageTests
{
    [Fact]
    public void Loader_is_compressed_and_exactly_as_long_as_it_says()
    {
        FirmwareImage image = Read(SampleFiles.Loader("P003-8-12-00"));
        Assert.Equal(("P003-8-12-00", "PAS30830"), (image.Name, image.BuildId));
        Assert.Equal((true, FirmwareRole.Loader, ImageExtent.Whole), (image.Compressed, image.Role, image.Extent));
    }

    [Theory]
    [InlineData("DSP4.0(5.0)[A0]")]
    [InlineData("PS03AT46")]
    public void Application_ends_in_its_dsp_block(string dsp)
    {
        FirmwareImage image = Read(SampleFiles.Application("P0S3-07-5-00", dsp: dsp));
        Assert.Equal((false, FirmwareRole.Application, ImageExtent.Whole),
            (image.Compressed, image.Role, image.Extent));
    }

    [Fact]
    public void Sccp_loader_and_application_of_one_name_are_told_apart()
    {
        Assert.Equal(FirmwareRole.Loader, Read(SampleFiles.Loader("P0030801SR02")).Role);
        Assert.Equal(FirmwareRole.Application, Read(SampleFiles.Application("P0030801SR02", "PA03Z031")).Role);
    }

    [Theory]
    [InlineData("P0S3-06-3-00")]
    [InlineData("P0M3-06-0-00")]
    [InlineData("P00305000301")]
    [InlineData("P00303030300")]
    public void Image_before_the_universal_loader_is_everything_in_one(string name)
    {
        Assert.Equal(FirmwareRole.Combined, Read(SampleFiles.Application(name)).Role);
        FirmwareImage old = Read(SampleFiles.OldImage(name));
        Assert.Equal((name, ImageExtent.CannotTell), (old.Name, old.Extent));
        Assert.Null(old.BuildId);
    }

    [Fact]
    public void Every_prefix_of_a_loader_is_not_whole()
    {
        byte[] whole = SampleFiles.Loader("P003-8-12-00");
        for (int length = 0; length < whole.Length; length++) AssertNotWhole(whole.AsSpan(0, length));
    }

    [Theory]
    [InlineData("DSP4.0(5.0)[A0]")]
    [InlineData("PS03AT46")]
    public void Every_prefix_of_an_application_is_not_whole(string dsp)
    {
        byte[] whole = SampleFiles.Application("P0S3-8-12-00", dsp: dsp);
        for (int length = 0; length < whole.Length; length++) AssertNotWhole(whole.AsSpan(0, length));
    }

    [Fact]
    public void A_flipped_bit_of_an_unsigned_image_is_seen_wherever_it_is_but_in_the_name()
    {
        byte[][] images = [SampleFiles.Loader("P003-8-12-00"), SampleFiles.Application("P0S3-8-12-00")];
        foreach (byte[] image in images)
        {
            for (int at = 0x120; at < image.Length; at++)
            {
                // Of the words that hold the two sums, the phone reads the lower half.
                if (at is 0x12a or 0x12b or 0x136 or 0x137 or 0x16a or 0x16b or 0x1de or 0x1df) continue;
                byte[] flipped = [.. image];
                flipped[at] ^= 4;
                Assert.False(FirmwareImage.TryRead(flipped, out FirmwareImage? read, out _)
                    && read.Extent is ImageExtent.Whole, $"byte {at:x}");
            }
        }
    }

    // The two sums were computed by another program out of the description alone.
    [Fact]
    public void The_sums_are_those_of_another_program()
    {
        byte[] image = SampleFiles.Loader("P003-8-12-00");
        SampleFiles.U32(image, 0x134, 0x9d71);
        SampleFiles.U32(image, 0x168, 0x6145);
        Assert.Equal(ImageExtent.Whole, Read(image).Extent);
    }

    [Fact]
    public void An_image_with_a_long_DSP_block_is_whole_and_cut_by_one_byte_is_not()
    {
        byte[] image = SampleFiles.Summed(
            Grown(SampleFiles.Loader("P00405000700", "PA04Z031"), 94_000), 0x160, "PS03AS30", 0x134);
        Assert.Equal(ImageExtent.Whole, Read(image).Extent);
        AssertNotWhole(image.AsSpan(0, image.Length - 1));
        Assert.Equal(FirmwareRole.Combined, Read(image).Role);
    }

    [Theory]
    [InlineData(131_040, false)]
    [InlineData(131_041, true)]
    public void A_loader_larger_than_its_place_is_refused(int length, bool isTooLarge)
    {
        byte[] image = Grown(SampleFiles.Loader("P003-8-12-00"), length);
        SampleFiles.U32(image, 0x138, (uint)(length - 0x20));
        Assert.Equal(isTooLarge, Read(SampleFiles.Summed(image, length - 0x20, "PS03AA00", 0x134)).IsTooLarge);
    }

    [Fact]
    public void Loader_with_something_appended_is_inconsistent() =>
        Assert.Equal(ImageExtent.Inconsistent, Read([.. SampleFiles.Loader("P003-8-12-00"), 0]).Extent);

    [Fact]
    public void Application_without_its_dsp_text_is_inconsistent() =>
        Assert.Equal(ImageExtent.Inconsistent, Read(SampleFiles.Application("P0S3-8-12-00", dsp: "xxxx")).Extent);

    [Fact]
    public void Image_of_a_7910_is_an_image_without_a_load_of_ours()
    {
        FirmwareImage image = Read(SampleFiles.Application("P00405000700", "PA04Z031"));
        Assert.Equal(("P00405000700", null), (image.Name, image.LoadName));
    }

    [Theory]
    [InlineData(0x03, 0xE9, ImageFault.NotAnImage)]
    [InlineData(0x1f, 0x00, ImageFault.NotAnImage)]
    [InlineData(0x20, 0x00, ImageFault.NameMissing)]
    [InlineData(0x24, 0x80, ImageFault.NameMissing)]
    public void Fault_is_named(int offset, byte value, ImageFault expected)
    {
        byte[] image = SampleFiles.Loader("P003-8-12-00");
        image[offset] = value;
        Assert.False(FirmwareImage.TryRead(image, out _, out ImageFault why));
        Assert.Equal(expected, why);
    }

    private static byte[] Grown(byte[] image, int length)
    {
        Array.Resize(ref image, length);
        return image;
    }

    private static void AssertNotWhole(ReadOnlySpan<byte> cut)
    {
        if (FirmwareImage.TryRead(cut, out FirmwareImage? image, out ImageFault why))
            Assert.Equal(ImageExtent.CutShort, image.Extent);
        else
            Assert.Equal(cut.Length < 0x20 ? ImageFault.NotAnImage : ImageFault.Truncated, why);
    }

    private static FirmwareImage Read(byte[] payload)
    {
        Assert.True(FirmwareImage.TryRead(payload, out FirmwareImage? image, out ImageFault why));
        Assert.Equal(ImageFault.None, why);
        return image;
    }
}
