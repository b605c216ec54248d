using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

/// <summary>Packages that are assembled from the files of every family's layout.</summary>
public sealed class PracticePackagesTests
{
    [Theory]
    [InlineData("P0030801SR02", "7940-7960", PhoneProtocol.Sccp)]
    [InlineData("SCCP41.9-4-2SR3-1S", "79x1", PhoneProtocol.Sccp)]
    [InlineData("SIP41.9-4-2SR3-1S", "79x1", PhoneProtocol.Sip)]
    [InlineData("SIP42.8-5-4S", "79x2", PhoneProtocol.Sip)]
    [InlineData("SCCP45.9-3-1SR1-1S", "79x5", PhoneProtocol.Sccp)]
    [InlineData("SCCP11.9-4-2SR1-1S", "7906-7911", PhoneProtocol.Sccp)]
    [InlineData("SCCP70.8-3-3S", "7970", PhoneProtocol.Sccp)]
    [InlineData("CP7912080004SCCP080108A", "7912", PhoneProtocol.Sccp)]
    [InlineData("CP7905080003SCCP070409A", "7905", PhoneProtocol.Sccp)]
    [InlineData("CP7921G-1.4.6.3", "7921", null)]
    [InlineData("sip78xx.14-2-1-0101-26", "78xx", PhoneProtocol.Sip)]
    [InlineData("SCCP69xx.9-4-1-3SR3", "69xx", PhoneProtocol.Sccp)]
    public void Whole_set_is_one_complete_package(string load, string family, PhoneProtocol? protocol)
    {
        FirmwarePackage package = Assert.Single(FirmwarePackages.Assemble(Files(load)));
        Assert.Equal((load, family), (package.Load, package.Family));
        if (protocol is not null) Assert.Equal(protocol, package.Protocol);
        Assert.Empty(package.Missing);
        Assert.True(package.Complete, string.Join("\n", package.Problems));
        Assert.True(package.IsPractice);
        Assert.NotEmpty(package.Models);
    }

    [Theory]
    [InlineData("SCCP41.9-4-2SR3-1S")]
    [InlineData("CP7921G-1.4.6.3")]
    [InlineData("sip78xx.14-2-1-0101-26")]
    public void Each_part_that_is_taken_away_is_missed(string load)
    {
        FirmwareFile[] all = Files(load);
        FirmwareFile manifest = all.First(f => f.Kind is FirmwareKind.Manifest && !f.IsDefaultManifest);
        foreach (string part in manifest.Parts)
        {
            FirmwarePackage package = Assert.Single(FirmwarePackages.Assemble(all.Where(f => f.FileName != part)));
            Assert.Equal([part], package.Missing);
            Assert.False(package.Complete);
        }
    }

    [Fact]
    public void Two_protocols_share_their_parts_and_fight_for_one_default_manifest()
    {
        FirmwareFile[] sccp = Files("SCCP41.9-4-2SR3-1S");
        FirmwareFile[] sip = [.. Files("SIP41.9-4-2SR3-1S").Where(f => !f.IsDefaultManifest)];
        FirmwareFile[] folder = [.. sccp.Concat(sip).DistinctBy(f => f.FileName)];

        IReadOnlyList<FirmwarePackage> packages = FirmwarePackages.Assemble(folder);
        Assert.Equal(["SCCP41.9-4-2SR3-1S", "SIP41.9-4-2SR3-1S"], packages.Select(p => p.Load));
        Assert.All(packages, p => Assert.True(p.Complete, string.Join(", ", p.Missing)));
        IReadOnlyList<Problem> conflicts = FirmwarePackages.Conflicts(folder, packages);
        Assert.All(conflicts, c => Assert.Equal("default-manifest-conflict", c.Code));
        Assert.Contains(conflicts,
            c => c.Message.StartsWith("term41.default.loads and term61.default.loads list the SCCP set"));

        // Each with its own, as the store keeps them, is no conflict.
        folder = [.. sccp, .. Files("SIP41.9-4-2SR3-1S")];
        Assert.Empty(FirmwarePackages.Conflicts(folder, FirmwarePackages.Assemble(folder)));
    }

    [Fact]
    public void Part_that_no_manifest_lists_is_told()
    {
        FirmwareFile[] parts = [.. Files("SCCP41.9-4-2SR3-1S").Where(f => f.Kind is FirmwareKind.Firmware)];
        Assert.Empty(FirmwarePackages.Assemble(parts));
        Assert.Equal(parts.Length, FirmwarePackages.Conflicts(parts, []).Count(c => c.Code == "part-of-nothing"));
    }

    private static FirmwareFile[] Files(string load)
    {
        Assert.True(PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small));
        return [.. files.Select(f => FirmwareFile.Inspect(f.Name, f.Content.Span))];
    }
}
