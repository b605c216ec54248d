using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

public sealed class PracticeFirmwareTests
{
    public static TheoryData<string, string[]> Packages => new()
    {
        { "P0S3-8-12-00", ["P0S3-8-12-00.loads", "P003-8-12-00.bin", "P003-8-12-00.sbn", "P0S3-8-12-00.sb2"] },
        { "P0M3-07-7-00", ["P0M3-07-7-00.loads", "P003-07-7-00.bin", "P003-07-7-00.sbn", "P0M3-07-7-00.sb2"] },
        { "P0030801SR02", ["P0030801SR02.loads", "P0030801SR02.bin", "P0030801SR02.sbn", "P0030801SR02.sb2"] },
        { "P0S3-06-3-00", ["P0S3-06-3-00.bin", "P0S3-06-3-00.sbn"] },
        { "P00305000301", ["P00305000301.bin", "P00305000301.sbn"] },
        { "P00303030300", ["P00303030300.bin"] },
        { "P0S30203", ["P0S30203.bin"] },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_has_the_files_of_its_generation(string load, string[] names) =>
        Assert.Equal(names, Small(load).Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_file_is_inspected_as_sound_practice_firmware(string load, string[] names)
    {
        Assert.NotEmpty(names);
        foreach (FirmwareFile file in Inspect(Small(load)))
        {
            Assert.True(file.IsPractice, file.FileName);
            Assert.True(file.Whole, file.FileName);
            Assert.Empty(file.Problems);
            Assert.Equal(!file.FileName.EndsWith(".bin", StringComparison.Ordinal), file.Signed);
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_assembles_complete(string load, string[] names)
    {
        Assert.NotEmpty(names);
        FirmwarePackage package = Assert.Single(FirmwarePackages.Assemble(Inspect(Small(load))));
        Assert.Equal(load, package.Load);
        Assert.True(package.Complete);
        Assert.True(package.IsPractice);
        Assert.Empty(package.Problems);
    }

    [Theory]
    [InlineData("P0S3-8-12-00")]
    [InlineData("P0030801SR02")]
    public void Mark_stands_in_every_image_more_than_once(string load)
    {
        byte[] mark = Encoding.ASCII.GetBytes(PracticeMark.Text);
        foreach (PracticeFile file in Small(load).Where(f => !f.Name.EndsWith(".loads", StringComparison.Ordinal)))
        {
            ReadOnlySpan<byte> content = file.Content.Span;
            Assert.NotEqual(content.IndexOf(mark), content.LastIndexOf(mark));
        }
    }

    [Fact]
    public void Images_are_as_large_as_real_ones_when_no_size_is_given()
    {
        Dictionary<string, int> sccp = Sizes("P0030801SR02");
        Assert.Equal((130_552, 130_956, 708_460, 458),
            (sccp["P0030801SR02.bin"], sccp["P0030801SR02.sbn"], sccp["P0030801SR02.sb2"], sccp["P0030801SR02.loads"]));
        Dictionary<string, int> sip = Sizes("P0S3-8-12-00");
        Assert.Equal((756_524, 458), (sip["P0S3-8-12-00.sb2"], sip["P0S3-8-12-00.loads"]));
        Assert.Equal(461, Sizes("P0S3-07-5-00")["P0S3-07-5-00.loads"]);
        Assert.Equal(476 * 1024, Sizes("P0S3-06-3-00")["P0S3-06-3-00.bin"]);
    }

    [Fact]
    public void Same_load_gives_the_same_bytes()
    {
        foreach ((PracticeFile first, PracticeFile second) in Small("P0S3-8-12-00").Zip(Small("P0S3-8-12-00")))
            Assert.True(first.Content.Span.SequenceEqual(second.Content.Span));
    }

    [Fact]
    public void Sip_and_mgcp_loads_of_one_version_share_their_loader()
    {
        PracticeFile sip = Small("P0S3-08-4-00").Single(f => f.Name == "P003-08-4-00.sbn");
        PracticeFile mgcp = Small("P0M3-08-4-00").Single(f => f.Name == "P003-08-4-00.sbn");
        Assert.True(sip.Content.Span.SequenceEqual(mgcp.Content.Span));
    }

    [Theory]
    [InlineData("P0S3-8-12-00", false)]
    [InlineData("P0S3-07-5-00", true)]
    public void Line_ends_of_the_manifest_are_those_of_its_time(string load, bool carriageReturn) =>
        Assert.Equal(carriageReturn, Small(load)[0].Content.Span.IndexOf("\r\n"u8) >= 0);

    [Fact]
    public void Build_ids_of_different_loaders_differ_and_look_like_real_ones()
    {
        string[] loaders = ["P003-8-12-00", "P003-08-11-00", "P003-08-2-00", "P0030801SR02", "P00308010200"];
        string[] builds = [.. loaders.Select(PracticeFirmware.LoaderBuild)];
        Assert.Equal(loaders.Length, builds.Distinct().Count());
        Assert.All(builds, b => Assert.Matches("^PAS3[A-W][0-9A-Z]{3}$", b));
    }

    [Fact]
    public void Loader_of_its_own_is_no_package() =>
        Assert.Throws<ArgumentException>(() => PracticeFirmware.Package(Load.Parse("P003-8-12-00")));

    [Fact]
    public void Cut_application_is_found_damaged()
    {
        PracticeFile sb2 = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"))[^1];
        FirmwareFile file = FirmwareFile.Inspect(sb2.Name, sb2.Content.Span[..600_000]);
        Assert.Contains(file.Problems, p => p.Code == ProblemCode.DamagedImage);
        Assert.True(file.IsPractice);
    }

    [Fact]
    public void Every_prefix_of_an_image_of_the_smallest_size_up_to_its_dsp_text_is_an_error()
    {
        PracticeSizes sizes = new() { LoaderBytes = 576, ApplicationBytes = 576 };
        Assert.Equal(576, PracticeSizes.SmallestBytes);
        IReadOnlyList<PracticeFile> package = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), sizes);
        foreach (PracticeFile file in package)
        {
            // A quarter of the body is the DSP block, and a cut inside it does not show in the layout.
            bool application = file.Name.EndsWith(".sb2", StringComparison.Ordinal);
            int provable = application ? file.Content.Length - 64 : file.Content.Length - 1;
            for (int length = 0; length < provable; length++)
                Assert.True(FirmwareFile.Inspect(file.Name, file.Content.Span[..length]).HasError);
        }
    }

    private static Dictionary<string, int> Sizes(string load) =>
        PracticeFirmware.Package(Load.Parse(load)).ToDictionary(f => f.Name, f => f.Content.Length);

    private static IReadOnlyList<PracticeFile> Small(string load) =>
        PracticeFirmware.Package(Load.Parse(load), PracticeSizes.Small);

    private static FirmwareFile[] Inspect(IReadOnlyList<PracticeFile> files) =>
        [.. files.Select(f => FirmwareFile.Inspect(f.Name, f.Content.Span))];
}
