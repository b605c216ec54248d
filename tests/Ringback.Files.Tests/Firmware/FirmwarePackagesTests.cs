using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class FirmwarePackagesTests
{
    private static readonly FirmwareFile Loads = File("P0S3-8-12-00.loads",
        SampleFiles.Loads("P0S3-8-12-00", "P003-8-12-00"));

    private static readonly FirmwareFile Sbn = SignedFile("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"));

    private static readonly FirmwareFile Bin = File("P003-8-12-00.bin", SampleFiles.Loader("P003-8-12-00"));

    private static readonly FirmwareFile Sb2 = SignedFile("P0S3-8-12-00.sb2",
        SampleFiles.Application("P0S3-8-12-00"));

    [Fact]
    public void Universal_package_is_what_its_manifest_lists()
    {
        FirmwarePackage package = Only(Sb2, Bin, Loads, Sbn);
        Assert.Equal(["P0S3-8-12-00.loads", "P003-8-12-00.sbn", "P0S3-8-12-00.sb2"], package.Files.Select(f => f.Name));
        Assert.Equal(("P0S3-8-12-00", "P003-8-12-00", "PAS30830"),
            (package.Load, package.Loader?.Text, package.LaVersion));
        Assert.Equal((LoadGeneration.Universal, PhoneProtocol.Sip), (package.Generation, package.Protocol));
        Assert.True(package.Complete);
        Assert.True(package.LoaderBinDerivable);
        Assert.Same(Bin, package.UnsignedTwin);
        Assert.False(package.IsPractice);
    }

    [Fact]
    public void Unsigned_loader_is_optional()
    {
        FirmwarePackage package = Only(Loads, Sbn, Sb2);
        Assert.True(package.Complete);
        Assert.Null(package.UnsignedTwin);
    }

    [Fact]
    public void Missing_application_is_named()
    {
        FirmwarePackage package = Only(Loads, Sbn);
        Assert.Equal(["P0S3-8-12-00.sb2"], package.Missing);
        Assert.False(package.Complete);
    }

    [Fact]
    public void Application_without_a_manifest_misses_it()
    {
        FirmwarePackage package = Only(Sbn, Sb2);
        Assert.Equal(["P0S3-8-12-00.loads"], package.Missing);
        Assert.Null(package.Loader);
        Assert.Contains("loader", package.Files[0].Why);
        Assert.False(package.Complete);
    }

    [Fact]
    public void Loader_alone_is_no_package() => Assert.Empty(FirmwarePackages.Assemble([Sbn, Bin]));

    [Fact]
    public void Damaged_manifest_is_a_package_that_is_not_complete()
    {
        FirmwareFile cut = File("P0S3-8-12-00.loads", SampleFiles.Loads("P0S3-8-12-00", "P003-8-12-00")[..420]);
        FirmwarePackage package = Only(cut, Sbn, Sb2);
        Assert.Empty(package.Missing);
        Assert.Equal("damaged-image", Assert.Single(package.Problems).Code);
        Assert.False(package.Complete);
    }

    [Fact]
    public void Damaged_application_makes_the_package_incomplete()
    {
        byte[] whole = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        FirmwarePackage package = Only(Loads, Sbn, File("P0S3-8-12-00.sb2", whole[..^0x80]));
        Assert.Empty(package.Missing);
        Assert.False(package.Complete);
    }

    [Fact]
    public void Good_copy_wins_over_a_damaged_one()
    {
        byte[] whole = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        Assert.True(Only(File("P0S3-8-12-00.sb2", whole[..^0x80]), Loads, Sbn, Sb2).Complete);
    }

    [Fact]
    public void Renamed_application_is_found_and_is_a_problem()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        FirmwarePackage package = Only(Loads, Sbn, File("P0S3-8-12-00.bin", content));
        Assert.Empty(package.Missing);
        Assert.Equal("renamed-signed-file", Assert.Single(package.Problems).Code);
        Assert.False(package.Complete);
    }

    [Fact]
    public void Renamed_signed_loader_is_no_unsigned_twin()
    {
        byte[] content = SampleFiles.Signed("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"));
        FirmwarePackage package = Only(Loads, Sbn, Sb2, File("P003-8-12-00.bin", content));
        Assert.True(package.Complete);
        Assert.Null(package.UnsignedTwin);
    }

    [Fact]
    public void File_names_match_in_any_letter_case_and_the_case_is_a_problem()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        FirmwarePackage package = Only(Loads, Sbn, File("p0s3-8-12-00.sb2", content));
        Assert.Empty(package.Missing);
        Assert.Equal("renamed-signed-file", Assert.Single(package.Problems).Code);
    }

    [Fact]
    public void Loader_of_another_build_is_noticed()
    {
        FirmwareFile other = SignedFile("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00", "PAS30829"));
        FirmwarePackage package = Only(Loads, other, Sb2);
        Assert.Equal("loader-build-differs", Assert.Single(package.Problems).Code);
        Assert.True(package.Complete);
    }

    [Fact]
    public void Two_packages_share_one_folder()
    {
        IReadOnlyList<FirmwarePackage> packages = FirmwarePackages.Assemble(
        [
            Loads,
            Sbn,
            Sb2,
            File("P0030801SR02.loads", SampleFiles.Loads("P0030801SR02", "P0030801SR02", "PAS30831")),
            SignedFile("P0030801SR02.sbn", SampleFiles.Loader("P0030801SR02", "PAS30831")),
            SignedFile("P0030801SR02.sb2", SampleFiles.Application("P0030801SR02", "PA03Z031")),
        ]);
        Assert.Equal(["P0030801SR02", "P0S3-8-12-00"], packages.Select(p => p.Load));
        Assert.All(packages, p => Assert.True(p.Complete));
    }

    [Fact]
    public void Loader_of_an_sccp_load_alone_misses_the_rest()
    {
        FirmwarePackage package = Only(SignedFile("P0030801SR02.sbn", SampleFiles.Loader("P0030801SR02")));
        Assert.Equal(["P0030801SR02.loads", "P0030801SR02.sb2"], package.Missing);
    }

    [Fact]
    public void Signed_single_image_is_a_package_with_an_optional_twin()
    {
        FirmwareFile sbn = SignedFile("P0S3-06-3-00.sbn", SampleFiles.OldImage("P0S3-06-3-00"));
        FirmwareFile bin = File("P0S3-06-3-00.bin", SampleFiles.OldImage("P0S3-06-3-00"));
        FirmwarePackage alone = Only(sbn);
        Assert.Equal((true, true, LoadGeneration.Signed), (alone.Complete, alone.LoaderBinDerivable, alone.Generation));
        Assert.Same(bin, Only(sbn, bin).UnsignedTwin);
        Assert.Equal(["P0S3-06-3-00.sbn"], Only(bin).Missing);
    }

    [Fact]
    public void Unsigned_single_image_is_a_package()
    {
        FirmwarePackage package = Only(File("P00303030300.bin", SampleFiles.OldImage("P00303030300")));
        Assert.True(package.Complete);
        Assert.Equal((LoadGeneration.Unsigned, PhoneProtocol.Sccp), (package.Generation, package.Protocol));
    }

    [Fact]
    public void Configurations_and_parts_of_nothing_make_no_package() => Assert.Empty(FirmwarePackages.Assemble(
    [
        File("OS79XX.TXT", "P0S3-8-12-00"u8.ToArray()),
        File("cnu41.sbn", "CNU_File_Archive_3.0"u8.ToArray()),
    ]));

    [Fact]
    public void Single_image_of_another_family_is_a_package()
    {
        FirmwarePackage package = Only(File("P00405000700.bin", SampleFiles.Application("P00405000700")));
        Assert.Equal(("P00405000700", "7910", null), (package.Load, package.Family, package.LoadName));
        Assert.True(package.Complete);
    }

    private static FirmwarePackage Only(params FirmwareFile[] files) => Assert.Single(FirmwarePackages.Assemble(files));

    private static FirmwareFile SignedFile(string name, byte[] image) => File(name, SampleFiles.Signed(name, image));

    private static FirmwareFile File(string name, byte[] content) => FirmwareFile.Inspect(name, content);
}
