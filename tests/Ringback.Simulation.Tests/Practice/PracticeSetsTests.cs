using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

public sealed class PracticeSetsTests
{
    public static TheoryData<string, string, PhoneProtocol?, int> Sets => new()
    {
        { "SIP41.9-4-2SR3-1S", "79x1", PhoneProtocol.Sip, 8 },
        { "SCCP11.9-4-2SR1-1S", "7906-7911", PhoneProtocol.Sccp, 8 },
        { "SCCP31.9-4-2SR1-1S", "7931", PhoneProtocol.Sccp, 7 },
        { "SIP42.8-5-4S", "79x2", PhoneProtocol.Sip, 8 },
        { "SCCP45.9-4-2SR4-3S", "79x5", PhoneProtocol.Sccp, 8 },
        { "SCCP70.8-3-3S", "7970", PhoneProtocol.Sccp, 8 },
        { "SIP75.9-4-2SR3-1S", "7975", PhoneProtocol.Sip, 7 },
        { "CP7912080004SCCP080108A", "7912", PhoneProtocol.Sccp, 2 },
        { "CP7905080003SIP070409A", "7905", PhoneProtocol.Sip, 2 },
        { "CP7902080002SCCP060817A", "7902", PhoneProtocol.Sccp, 2 },
        { "ATA030204H323090202A", "ata", PhoneProtocol.H323, 2 },
        { "CP7921G-1.4.6.3", "7921", PhoneProtocol.Sccp, 7 },
        { "CP7925G-1.4.7.3", "7925", PhoneProtocol.Sccp, 7 },
        { "CP7926G-1.4.7.3", "7926", PhoneProtocol.Sccp, 7 },
        { "SCCP69xx.9-4-1-3SR3", "69xx", PhoneProtocol.Sccp, 3 },
        { "SCCP6901.9-2-1-a", "6901", PhoneProtocol.Sccp, 3 },
        { "sip8961.9-4-2SR4-1", "8961", PhoneProtocol.Sip, 6 },
        { "sip9971.9-4-2SR4-1", "99xx", PhoneProtocol.Sip, 6 },
        { "sip78xx.14-2-1-0101-26", "78xx", PhoneProtocol.Sip, 4 },
        { "sip88xx.14-2-1-0101-26", "88xx", PhoneProtocol.Sip, 4 },
        { "P00405000700", "7910", PhoneProtocol.Sccp, 1 },
        { "S00105000400", "7914", null, 1 },
        { "B015-1-0-4-2", "7915", null, 1 },
        { "B016-1-0-4-2", "7916", null, 1 },
        { "cmterm_7920.4.0-03-02", "7920", PhoneProtocol.Sccp, 1 },
        { "cmterm_7936.3-3-21-0", "7936", PhoneProtocol.Sccp, 1 },
        { "P00503021900", "7935", PhoneProtocol.Sccp, 1 },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_file_of_a_set_is_sound_practice_of_its_family(
        string load, string family, PhoneProtocol? protocol, int count)
    {
        FirmwareFile[] files = Inspect(load);
        Assert.Equal(count, files.Length);
        Assert.All(files, file =>
        {
            Assert.True(file.IsPractice, file.FileName);
            Assert.NotEqual(false, file.Whole);
            Assert.Empty(file.Problems);
            Assert.Equal(family, file.Family);
            Assert.NotEqual(FirmwareKind.Unknown, file.Kind);
            Assert.Equal(Authenticity.Unknown, file.Authenticity);
        });
        Assert.Equal((load, protocol), (files[0].Load, files[0].Protocol));
        Assert.NotNull(files[0].Version);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_list_and_its_files_agree(string load, string family, PhoneProtocol? protocol, int count)
    {
        Assert.NotNull(family);
        Assert.True(protocol is null || count > 0);
        FirmwareFile[] files = Inspect(load);
        foreach (FirmwareFile list in files.Where(f => f.Kind is FirmwareKind.Manifest))
        {
            foreach (ManifestPart part in list.ManifestParts)
            {
                FirmwareFile file = Assert.Single(files, f => f.FileName == part.Name);
                if (part.Size is { } size) Assert.Equal(size, file.Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Set_assembles_complete(string load, string family, PhoneProtocol? protocol, int count)
    {
        FirmwarePackage package = Assert.Single(FirmwarePackages.Assemble(Inspect(load)));
        Assert.Equal((load, family, protocol, true),
            (package.Load, package.Family, package.Protocol, package.Complete));
        Assert.InRange(package.Files.Count, 1, count);
        Assert.Empty(package.Problems);
    }

    [Fact]
    public void Transition_image_is_sound_practice_for_an_ATA()
    {
        PracticeFile image = PracticeFirmware.Transition(PracticeSizes.Small);
        FirmwareFile file = FirmwareFile.Inspect(image.Name, image.Content.Span);
        Assert.Equal(("ata", FirmwareKind.Firmware, true), (file.Family, file.Kind, file.IsPractice));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("SIP42.8-3-3S", null)]
    [InlineData("SIP42.8-5-4S", 1)]
    [InlineData("SIP42.9-4-2SR3-1S", 5)]
    [InlineData("SIP45.8-5-4S", null)]
    [InlineData("SCCP45.9-3-1SR1S", 7)]
    [InlineData("SCCP45.9-4-2SR4-3S", 15)]
    [InlineData("SCCP41.9-4-2SR3-1S", null)]
    public void List_carries_the_hardware_number_of_its_release(string load, int? number) =>
        Assert.Equal(number, Inspect(load)[0].HardwareCompatibility);

    [Fact]
    public void Kernel_says_its_build() =>
        Assert.Equal("9.4(2)SR3-1", Inspect("SIP41.9-4-2SR3-1S").Single(f => f.Role is FirmwareRole.Kernel).Build);

    [Fact]
    public void Default_lists_of_a_set_belong_to_no_load()
    {
        FirmwareFile[] defaults = [.. Inspect("SIP41.9-4-2SR3-1S").Where(f => f.IsDefaultManifest)];
        Assert.Equal(["term41.default.loads", "term61.default.loads"], defaults.Select(f => f.FileName));
        Assert.All(defaults, f => Assert.Equal((null, PhoneProtocol.Sip), (f.Load, f.Protocol)));
    }

    [Fact]
    public void Package_for_a_call_manager_is_an_archive_in_an_envelope()
    {
        PracticeFile parcel = PracticeParcel.Package("cmterm-7941.cop.sgn", Files("SIP41.9-4-2SR3-1S"));
        FirmwareFile file = FirmwareFile.Inspect(parcel.Name, parcel.Content.Span);
        Assert.Equal((FirmwareKind.Archive, FirmwareContainer.Gzip, true), (file.Kind, file.Payload, file.Signed));
        Assert.True(file.IsPractice);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("CTLFile.tlv")]
    [InlineData("ITLFile.tlv")]
    public void Trust_list_names_its_roles(string name)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, PracticeParcel.TrustList(name).Content.Span);
        Assert.Equal((FirmwareKind.TrustList, true), (file.Kind, file.Whole));
        Assert.Equal(["SAST: sast.practice", "CCM+TFTP: callmanager.practice"], file.Entries);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("P003-8-12-00")]
    [InlineData("cmterm_7985.4-1-7-0")]
    [InlineData("CP7912")]
    [InlineData("CP7921G")]
    public void Unknown_load_has_no_package(string load) =>
        Assert.False(PracticeFirmware.TryPackageOf(load, out _, PracticeSizes.Small));

    [Fact]
    public void Package_of_a_7940_load_is_the_same_by_name() =>
        Assert.Equal(4, Files("P0S3-8-12-00").Count);

    private static IReadOnlyList<PracticeFile> Files(string load)
    {
        Assert.True(PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small));
        return files;
    }

    private static FirmwareFile[] Inspect(string load) =>
        [.. Files(load).Select(f => FirmwareFile.Inspect(f.Name, f.Content.Span))];
}
