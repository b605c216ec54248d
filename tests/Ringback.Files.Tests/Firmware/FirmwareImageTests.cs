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

    [Fact]
    public void Every_prefix_of_an_application_up_to_its_dsp_block_is_not_whole()
    {
        byte[] whole = SampleFiles.Application("P0S3-8-12-00");
        for (int length = 0; length < SampleFiles.DspOffset + 4; length++) AssertNotWhole(whole.AsSpan(0, length));
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
